"""Three points to begin with, per stage and language, with [places] to fill in. The administrator changes them.

Each bears the id of a reason, and has filled-in examples. Whoever changes a skeleton must leave those whole, and free
of what the guide stops.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from candidates.rules.margin import margin
from candidates.rules.points import Points, copies, empty, holes
from candidates.rules.stages import Stage
from candidates.rules.standard_texts import LANGUAGES

FOLDER = Path(__file__).parent
PLACE = re.compile(r"\[([^\[\]\n]{1,60})\]")
Example = Mapping[str, str]


@dataclass(frozen=True)
class Outline:
    """A skeleton as the house gives it."""

    name: str
    points: Points
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Fault:
    """Why a skeleton is refused: in which point, and which words are the matter."""

    field: str
    kind: str  # empty, copy, place (without an example), stop
    words: str = ""
    why: str = ""


def places(points: Points) -> list[str]:
    """In the order in which they stand there, once each."""
    return list(dict.fromkeys(place for text in points.all().values() for place in PLACE.findall(text)))


def filled(points: Points, example: Example) -> Points:
    """A place the example does not know stays as it is."""

    def value(found: re.Match[str]) -> str:
        return example.get(found[1]) or found[0]

    return Points(**{name: PLACE.sub(value, text) for name, text in points.all().items()})


def faults(points: Points, examples: Sequence[Example], *, stage: Stage, language: str) -> list[Fault]:
    """What an example shows to be wrong with this skeleton. Each fault once, the first example first."""
    found = (fault for example in examples for fault in _faults(filled(points, example), stage, language))
    return list(dict.fromkeys(found))


def _faults(points: Points, stage: Stage, language: str) -> Iterator[Fault]:
    yield from (Fault(name, "empty") for name in empty(points))
    yield from (Fault(name, "copy") for name in copies(points))
    for name, text in points.all().items():
        yield from (Fault(name, "place", hole) for hole in holes(text))
    for name, notes in margin(points.all(), language, stage=stage).items():
        for note in notes:
            if note.is_stop and note.may_stay:
                yield Fault(name, "stop", note.finding.quote or "", note.finding.why)


def read_example(text: str) -> dict[str, str]:
    """Lines "place: words". A line without a colon is no line."""
    lines = (line.partition(":") for line in text.splitlines())
    return {place.strip(" []"): words.strip() for place, colon, words in lines if colon and words.strip()}


def outline_of(stage: Stage, language: str, name: str) -> Outline | None:
    return next((outline for outline in outlines(stage, language) if outline.name == name), None)


def outlines(stage: Stage, language: str) -> tuple[Outline, ...]:
    """What the house gives for a stage; none for a language without skeletons."""
    return _read(language).get(stage, ()) if language in LANGUAGES else ()


@lru_cache(maxsize=len(LANGUAGES))
def _read(language: str) -> dict[Stage, tuple[Outline, ...]]:
    rows = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["outline"]
    return {stage: tuple(_outline(row) for row in rows if row["stage"] == stage) for stage in Stage}


def _outline(row: dict[str, Any]) -> Outline:
    points = Points(row["went_well"], row["why_not"], row["advice"])
    return Outline(row["name"], points, tuple(row["example"]))


def points_of(skeleton: Any) -> Points:
    """Of a row, or of anything with the three points as its fields."""
    return Points(skeleton.went_well, skeleton.why_not, skeleton.advice)
