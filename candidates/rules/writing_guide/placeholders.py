"""Places in a text that were to be filled in and were not: [naam], {{functie}}, <job title>, XXX, ____."""

import re
from collections.abc import Iterator

from candidates.rules.writing_guide.findings import Finding
from candidates.rules.writing_guide.rulebook import Rulebook

# Each bracket holds at most 40 marks and no bracket of its own kind, so the search stays linear.
UNFILLED = re.compile(
    r"\{\{[^{}\n]{0,40}\}\}|\{[^{}\n]{1,40}\}|<(?![\s\d/=])[^<>\n]{1,40}>|\[(?![\s\]])[^\[\]\n]{1,40}\]"
    r"|_{3,}|(?<![^\W_])[Xx]{3,}(?![^\W_])|(?<![^\W_])(?:X{2}|N{2})(?![^\W_])|%[A-Za-z_]{2,30}%|\.{5,}|…{2,}"
)
# [E-417], [2], [x]: a code or a note, not a place to fill in.
CODE = re.compile(r"^[\[{<]\s*(?:[A-Z]{0,4}[-–.]?\d+[\w.\-]*|\d+|\.{3}|…|x|X|sic|http[^\]>]*|[^\s@]+@[^\s@]+)\s*[\]}>]$")


def placeholders(text: str, book: Rulebook) -> Iterator[Finding]:
    for found in UNFILLED.finditer(text):
        if CODE.match(found[0]):
            continue
        for note in (book.notes["form.placeholder"], book.notes["message.placeholder"]):
            yield Finding(
                label=note.label,
                rule=note.name,
                why=note.why,
                start=found.start(),
                end=found.end(),
                quote=found[0],
                source=note.source,
                severity=note.severity,
            )
