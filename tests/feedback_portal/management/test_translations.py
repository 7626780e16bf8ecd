"""Compiling without gettext."""

import gettext
import os
from pathlib import Path

import pytest

from feedback_portal.management import translations

WORDS = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Today"
msgstr "Vandaag"
"""


def test_only_what_is_newer_than_its_compiled_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(WORDS)
    monkeypatch.setattr(translations, "LOCALE", tmp_path)

    assert translations.compile_translations() == [source.with_suffix(".mo")]
    assert translations.compile_translations() == []
    os.utime(source, (source.stat().st_atime + 60, source.stat().st_mtime + 60))
    assert translations.compile_translations() == [source.with_suffix(".mo")]

    assert gettext.translation("django", tmp_path, ["nl"]).gettext("Today") == "Vandaag"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
