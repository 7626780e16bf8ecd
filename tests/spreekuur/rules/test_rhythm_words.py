from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from spreekuur.rules.rhythm import Rhythm
from spreekuur.rules.rhythm_words import exceptions_in_words, moved_in_words


@pytest.mark.parametrize(
    ("given", "dutch", "english"),
    [
        ({}, [], []),
        ({"moved": {12: -1}}, ["in december een week eerder"], ["in December a week earlier"]),
        ({"moved": {5: 2, 12: 0}}, ["in mei twee weken later"], ["in May two weeks later"]),
        ({"without": frozenset({7, 8})}, ["in juli en augustus is er geen"], ["in July and August there is none"]),
        (
            {"moved": {1: -1, 5: -1, 12: -1, 7: 1}, "without": frozenset({7})},
            ["in januari, mei en december een week eerder", "in juli is er geen"],
            ["in January, May and December a week earlier", "in July there is none"],
        ),
    ],
)
def test_the_months_that_are_different(given: dict[str, Any], dutch: list[str], english: list[str]) -> None:
    rhythm = Rhythm(nth=4, weekday=3, **given)
    for language, words in (("nl", dutch), ("en", english)):
        with override(language):
            assert exceptions_in_words(rhythm) == words


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 17), "een week eerder, in plaats van 24 december"),
        (date(2026, 12, 10), "twee weken eerder, in plaats van 24 december"),
        (date(2026, 12, 31), "een week later, in plaats van 24 december"),
        (date(2026, 12, 28), "in plaats van 24 december"),
    ],
)
def test_a_day_that_moved_says_how_far(day: date, said: str) -> None:
    with override("nl"):
        assert moved_in_words(day, date(2026, 12, 24)) == said
