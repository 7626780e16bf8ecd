"""What docs/writing_guide.md publishes is what the guide does on the part of the corpus nobody wrote rules on."""

import json
from functools import cache
from pathlib import Path

import pytest

from candidates.rules.writing_guide.measure import Tally, is_held_out, table, tally

ROOT = Path(__file__).parents[4]
FILES = sorted((ROOT / "tests" / "data" / "writing_guide").glob("*.jsonl"))


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def measured(path: Path) -> Tally:
    return tally(rows(path), held_out=True)


def test_the_corpus_has_its_four_files() -> None:
    assert [path.stem for path in FILES] == ["messages_en", "messages_nl", "sentences_en", "sentences_nl"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_about_thirty_per_cent_is_held_out(path: Path) -> None:
    share = sum(is_held_out(str(row["id"])) for row in rows(path)) / len(rows(path))
    assert 0.25 < share < 0.40


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_published_table_is_the_measured_one(path: Path) -> None:
    published = (ROOT / "docs" / "writing_guide.md").read_text(encoding="utf-8")
    assert table(path.stem, measured(path)) in published


def test_optional_labels_are_neither_missed_nor_false() -> None:
    counted = Tally()
    counted.add({"text": "Je slaapt.", "lang": "nl", "labels": [], "optional": ["vague"]})
    counted.add({"text": "Het was net niet.", "lang": "nl", "labels": [], "optional": ["vague"]})
    assert (counted.right.total(), counted.false.total(), counted.missed.total()) == (0, 0, 0)
    assert counted.alarmed == 0
