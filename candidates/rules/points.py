"""The three points of every feedback, and what keeps them from being sent. Drafts may hold anything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMES = ("went_well", "why_not", "advice")
# what a writer leaves to be filled in: [naam], {vacature}, <functie>, XXX
HOLES = re.compile(r"\[[^\[\]\n]{0,60}\]|\{[^{}\n]{0,60}\}|<\w[^<>\n]{0,60}>|\bX{3,}\b|\.{4,}|_{3,}")
SHORTEST_NAME = 3


@dataclass(frozen=True)
class Points:
    went_well: str = ""
    why_not: str = ""
    advice: str = ""

    def all(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in NAMES}


def empty(points: Points) -> list[str]:
    return [name for name, text in points.all().items() if not text.strip()]


def copies(points: Points) -> list[str]:
    """Points that say the same as an earlier one: three points are three things."""
    seen: set[str] = set()
    found = []
    for name, text in points.all().items():
        bare = " ".join(re.findall(r"\w+", text.casefold()))
        if bare and bare in seen:
            found.append(name)
        seen.add(bare)
    return found


def holes(text: str) -> list[str]:
    return HOLES.findall(text)


def name_in(text: str, names: Iterable[str], *, spare: Iterable[str] = ()) -> str:
    """The first word of somebody else's name that stands in the text, or nothing.

    Whole words with their capitals, so that "de", "van" and "mark" are no names. `spare` are texts whose words may
    stand there anyway: the reader's own name, the writer's, the job.
    """
    allowed = {word for words in spare for word in _words(words)}
    wanted = {word for name in names for word in _words(name) if _is_name(word)} - allowed
    return next((word for word in _words(text) if word in wanted), "")


def _is_name(word: str) -> bool:
    return len(word) >= SHORTEST_NAME and word[0].isupper()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
