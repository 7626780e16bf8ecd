"""The words in the rows of a file: one for each id, and none that stands for two."""

from typing import Any

import pytest
from django.utils import translation

from feedback_portal.dashboard.row_words import MORE, ONE, in_words


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("column", [*ONE, *MORE])
def test_each_id_has_words_of_its_own(column: str, language: str) -> None:
    ids = list(ONE.get(column) or MORE[column])
    with translation.override(language):
        said = [cell for (cell,) in in_words((column,), [(name,) for name in ids])]
    assert len(set(said)) == len(ids)
    assert all(said)


def test_words_are_those_of_who_asked_whoever_reads_them_later() -> None:
    with translation.override("nl"):
        rows = in_words(("stage", "minutes", "guide_notes"), iter([("interview", 7, "vague long_sentence")]))
    with translation.override("en"):
        assert list(rows) == [["Gesprek", 7, "Vage zin; Lange zin"]]


@pytest.mark.parametrize(
    ("column", "value"), [("reason", "of_long_ago"), ("guide_notes", "a_newer_one"), ("stage", "")]
)
def test_what_no_word_is_known_for_stays_as_it_is(column: str, value: Any) -> None:
    assert list(in_words((column,), [(value,), (None,)])) == [[value], [None]]
