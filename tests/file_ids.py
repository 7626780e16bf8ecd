"""A file of figures speaks the language of its reader; a count of it wants the same names every time."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils import translation

from candidates.rules.stages import Stage
from feedback_portal.dashboard.file_words import COLUMNS, FIGURES, GROUPS, SECTIONS, group_words
from feedback_portal.dashboard.row_words import BETWEEN, MORE, ONE
from tests.figures_cast import LABELS, REASONS


def named(row: Mapping[str, str]) -> dict[str, str]:
    """A row with its columns, and what stands in them in words, by their ids."""
    found = {_ids(COLUMNS)[words]: value for words, value in row.items()}
    return named_figure(found) if "section" in found else {name: _named(name, cell) for name, cell in found.items()}


def _named(column: str, cell: str) -> str:
    if column in MORE:
        return " ".join(sorted(_ids(MORE[column]).get(words, words) for words in cell.split(BETWEEN))) if cell else ""
    return _ids(ONE[column]).get(cell, cell) if column in ONE else cell


def named_figure(found: dict[str, str]) -> dict[str, str]:
    section = _ids(SECTIONS)[found["section"]]
    group = _groups(section).get(found["group"], found["group"])
    return found | {"section": section, "group": group, "figure": _ids(FIGURES)[found["figure"]]}


def _ids(words: Mapping[str, Any]) -> dict[str, str]:
    return _reversed(tuple(words.items()))


@cache
def _reversed(words: tuple[tuple[str, Any], ...]) -> dict[str, str]:
    """Of both languages; in each, no two ids may have the same words."""
    found: dict[str, str] = {}
    for language in ("nl", "en"):
        with translation.override(language):
            here = {str(said): name for name, said in words}
        assert len(here) == len(words), f"{language}: the same words twice"
        found |= here
    return found


@cache
def _groups(section: str) -> dict[str, str]:
    ids = {"guide": LABELS, "reopened": tuple(f"{stage.value} / {why}" for stage in Stage for why in set(REASONS))}
    found: dict[str, str] = {}
    for language in ("nl", "en"):
        with translation.override(language):
            found |= {group_words(section, name): name for name in ids.get(section, tuple(GROUPS))}
    return found
