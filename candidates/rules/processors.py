"""Who works with the data for the organisation: one on a line, "name; what for; country"."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

SEPARATOR = ";"
PARTS = 3


@dataclass(frozen=True)
class Processor:
    name: str
    what_for: str
    country: str

    def __str__(self) -> str:
        return f"{SEPARATOR} ".join((self.name, self.what_for, self.country))


@dataclass(frozen=True)
class BadLine:
    number: int  # as somebody counts the lines they typed
    parts: tuple[str, ...]

    @property
    def in_words(self) -> str:
        if len(self.parts) != PARTS:
            return _("Line %(number)s: write name; what for; country") % {"number": self.number}
        name, what_for, _country = self.parts
        if not name:
            return _("Line %(number)s: fill in the name") % {"number": self.number}
        if not what_for:
            return _("Line %(number)s: fill in what they do for you") % {"number": self.number}
        return _("Line %(number)s: fill in the country") % {"number": self.number}


def read_processors(text: str) -> list[Processor | BadLine]:
    """In their order; empty lines are left out."""
    return list(_read(text))


def processors_in(text: str) -> list[Processor]:
    """Those that can be read."""
    return [line for line in _read(text) if isinstance(line, Processor)]


def _read(text: str) -> Iterator[Processor | BadLine]:
    for number, line in enumerate(text.splitlines(), start=1):
        parts = tuple(" ".join(part.split()) for part in line.split(SEPARATOR))
        if any(parts):
            yield Processor(*parts) if len(parts) == PARTS and all(parts) else BadLine(number, parts)
