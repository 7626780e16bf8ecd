from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from candidates.rules.rights import answer_due_at, held_until
from tests.candidates.rules.calendars import calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def here(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=AMSTERDAM).astimezone(UTC)  # type: ignore[misc]  # a tuple of numbers


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ((2026, 11, 24, 10, 23), (2026, 12, 24, 10, 23)),
        ((2026, 12, 24, 10, 23), (2027, 1, 22, 10, 23)),
        ((2027, 1, 31, 9, 0), (2027, 2, 26, 9, 0)),
        ((2028, 1, 31, 9, 0), (2028, 2, 29, 9, 0)),
        ((2027, 3, 31, 9, 0), (2027, 4, 30, 9, 0)),
        ((2027, 3, 10, 9, 0), (2027, 4, 9, 9, 0)),  # over the night the clock goes forward: the same local hour
        ((2026, 10, 20, 9, 0), (2026, 11, 20, 9, 0)),  # and back
        (
            (2026, 11, 25, 0, 30),
            (2026, 12, 24, 0, 30),
        ),  # Christmas: the last open day before it; and a day that is another one in UTC
        ((2026, 11, 27, 9, 0), (2026, 12, 24, 9, 0)),  # a Sunday after it
    ],
)
def test_the_same_day_of_the_next_month_or_the_last_open_day_before_it(
    asked: tuple[int, ...], due: tuple[int, ...]
) -> None:
    assert answer_due_at(here(*asked), calendar([date(2026, 12, 25), date(2026, 12, 26)])) == here(*due)


def test_a_house_that_is_closed_all_month_answers_on_the_day_itself() -> None:
    asked = here(2026, 12, 1, 9)
    closed = [asked.date() + timedelta(days=n) for n in range(60)]
    assert answer_due_at(asked, calendar(closed)) == here(2027, 1, 1, 9)


def test_a_complaint_holds_four_weeks_longer() -> None:
    assert held_until(here(2026, 12, 24, 23, 30), AMSTERDAM) == date(2027, 1, 21)
