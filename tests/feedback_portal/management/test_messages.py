"""Collecting texts keeps what was translated."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from feedback_portal.management.commands.messages import update

WORDS = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Today"
msgstr "Vandaag"

msgid "%(count)s hour"
msgid_plural "%(count)s hours"
msgstr[0] "%(count)s uur"
msgstr[1] "%(count)s uren"

msgid "Gone"
msgstr "Weg"
"""


def found(*ids: str | tuple[str, str]) -> Catalog:
    catalogue = Catalog(charset="utf-8")
    for each in ids:
        catalogue.add(each)
    return catalogue


def test_what_was_translated_stays_and_what_is_gone_goes(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(WORDS)
    assert update(path, found("Today", ("%(count)s hour", "%(count)s hours"), "New"), language="nl") == 1
    kept = {message.id: message.string for message in read_po(path.open("rb"), locale="nl") if message.id}
    assert kept == {
        "Today": "Vandaag",
        ("%(count)s hour", "%(count)s hours"): ("%(count)s uur", "%(count)s uren"),
        "New": "",
    }


def test_english_reads_as_the_code_does(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    assert update(path, found("Today"), language="en") == 0
    assert [message.string for message in read_po(path.open("rb"), locale="en") if message.id] == ["Today"]
