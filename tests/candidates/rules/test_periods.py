"""Whole months by a short key; what does not read as a period is this month, and nothing reaches past today."""

from datetime import date

import pytest

from candidates.rules.periods import BEGINNING, period, recent_months

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("month", date(2026, 1, 1), date(2026, 1, 1)),
        ("last-month", date(2025, 12, 1), date(2025, 12, 1)),
        ("3-months", date(2025, 11, 1), date(2026, 1, 1)),
        ("12-months", date(2025, 2, 1), date(2026, 1, 1)),
        ("year", date(2026, 1, 1), date(2026, 1, 1)),
        ("last-year", date(2025, 1, 1), date(2025, 12, 1)),
        ("all", BEGINNING, date(2026, 1, 1)),
        ("2025-03", date(2025, 3, 1), date(2025, 3, 1)),
        ("2026-02", date(2026, 1, 1), date(2026, 1, 1)),
        ("2025-13", date(2026, 1, 1), date(2026, 1, 1)),
        ("nonsense", date(2026, 1, 1), date(2026, 1, 1)),
        ("", date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_key_is_a_span_of_whole_months(key: str, first: date, last: date) -> None:
    found = period(key, TODAY)
    assert (found.first, found.last) == (first, last)


def test_older_months_are_offered_by_name() -> None:
    months = recent_months(TODAY, 3)
    assert months == [date(2025, 11, 1), date(2025, 10, 1), date(2025, 9, 1)]
