"""The body of every mail: the same words in both parts, and no markup of a person's."""

import re

from django.template.loader import render_to_string
from django.utils import translation

PERSONAL = {
    "language": "nl",
    "organisation": "Ziekenhuis Oeverland",
    "brand_line": "Feedback op je sollicitatie",
    "subject": "Je sollicitatie als planner",
    "paragraphs": ["Beste Youssef,", "Je brief was <b>helder</b>.\nVooral de planning & de begroting."],
    "button_text": "Kies een moment",
    "button_url": "https://feedback.oeverland.example/s/k7Qm2x",
    "signature": ["Met vriendelijke groet,", "Nadia Willems, recruiter"],
    "phone": "+31880000000",
    "foot": [
        "De link is van jou. Deel hem niet.",
        {
            "text": "We bewaren je gegevens tot 21 december 2026.",
            "link_text": "Bekijk ze",
            "url": "https://o.example/m/k",
        },
    ],
}


def part(kind: str, **changes: object) -> str:
    with translation.override("nl"):
        return render_to_string(f"candidates/letters/letter.{kind}", PERSONAL | changes)


def test_the_text_part_is_a_plain_letter() -> None:
    assert part("txt").replace("\N{NO-BREAK SPACE}", " ") == (
        "Beste Youssef,\n\n"
        "Je brief was <b>helder</b>.\nVooral de planning & de begroting.\n\n"
        "Kies een moment:\nhttps://feedback.oeverland.example/s/k7Qm2x\n\n"
        "Met vriendelijke groet,\nNadia Willems, recruiter\n088 000 00 00\n\n"
        "-- \n"
        "De link is van jou. Deel hem niet.\n"
        "We bewaren je gegevens tot 21 december 2026. Bekijk ze:\nhttps://o.example/m/k\n"
    )


def test_long_lines_are_folded_for_old_mail_programs() -> None:
    assert max(map(len, part("txt", paragraphs=["woord " * 60]).splitlines())) <= 78


def test_the_html_part_holds_the_same_words_as_text() -> None:
    page = part("html")
    assert "Je brief was &lt;b&gt;helder&lt;/b&gt;.<br>Vooral de planning &amp; de begroting." in page
    assert page.count("https://feedback.oeverland.example/s/k7Qm2x") == 3  # the button, and written out under it
    assert '<a href="tel:+31880000000" style="color:#1f4589;">' in page


def test_the_html_part_needs_nothing_from_elsewhere() -> None:
    assert re.findall(r"<(?:img|link|script|style)\b|url\(", part("html")) == []


def test_without_a_button_nobody_is_sent_anywhere() -> None:
    for kind in ("html", "txt"):
        text = part(kind, button_url="", button_text="", foot=[])
        assert "https://" not in text
        assert "Werkt de knop niet" not in text
