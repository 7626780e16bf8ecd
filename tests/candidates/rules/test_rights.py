from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from candidates.rules.rights import answer_due_at, held_until

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def here(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=AMSTERDAM).astimezone(UTC)  # type: ignore[misc]  # a tuple of numbers


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ((2026, 11, 24, 10, 23), (2026, 12, 24, 10, 23)),
        ((2026, 12, 24, 10, 23), (2027, 1, 24, 10, 23)),
        ((2027, 1, 31, 9, 0), (2027, 2, 28, 9, 0)),
        ((2028, 1, 31, 9, 0), (2028, 2, 29, 9, 0)),
        ((2027, 3, 31, 9, 0), (2027, 4, 30, 9, 0)),
        ((2027, 3, 10, 9, 0), (2027, 4, 10, 9, 0)),  # over the night the clock goes forward: the same local hour
        ((2026, 10, 20, 9, 0), (2026, 11, 20, 9, 0)),  # and back
        ((2026, 11, 25, 0, 30), (2026, 12, 25, 0, 30)),  # a day that is another one in UTC
    ],
)
def test_the_same_day_of_the_next_month_or_its_last(asked: tuple[int, ...], due: tuple[int, ...]) -> None:
    assert answer_due_at(here(*asked), AMSTERDAM) == here(*due)


def test_a_complaint_holds_four_weeks_longer() -> None:
    assert held_until(here(2026, 12, 24, 23, 30), AMSTERDAM) == date(2027, 1, 21)
