from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from candidates.rules.call_moments import (
    DAYS_SHOWN,
    HORIZON,
    LASTS,
    MARGIN,
    at_first,
    choosable_until,
    close_after,
    free_moments,
    is_office_quarter,
    may_change_until,
    next_three,
    overlaps,
    wish_due_at,
)
from tests.candidates.rules.calendars import AMSTERDAM, calendar

OFFICE = calendar()


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """In Amsterdam, in 2026. The 24th of November is a Tuesday."""
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def shown(moments: list[datetime]) -> list[str]:
    return [f"{moment.astimezone(AMSTERDAM):%a %H:%M}" for moment in moments]


@pytest.mark.parametrize(
    ("now", "due_at", "first", "last", "count"),
    [
        (at(24, 10, 12), at(24, 17), "Tue 10:45", "Tue 16:45", 25),  # half an hour from now, until the due moment
        (at(24, 10, 15), at(24, 11), "Tue 10:45", "Tue 10:45", 1),  # exactly half an hour is enough
        (at(24, 7), at(24, 12), "Tue 09:00", "Tue 11:45", 12),  # not before the office opens
        (at(27, 16), at(30, 10), "Fri 16:30", "Mon 09:45", 6),  # no weekend
        (at(24, 18), at(25, 17), "Wed 09:00", "Wed 16:45", 32),
        (at(24, 10), at(24, 10, 40), None, None, 0),  # ends by the due moment
        (at(24, 16, 40), at(24, 17), None, None, 0),
        (at(24, 10), at(23, 17), None, None, 0),  # late already
    ],
)
def test_free_is_what_office_hours_leave_before_the_due_moment(
    now: datetime, due_at: datetime, first: str | None, last: str | None, count: int
) -> None:
    free = free_moments(OFFICE, now=now, due_at=due_at, taken=[])
    words = shown(free)
    assert (words[0] if words else None, words[-1] if words else None, len(words)) == (first, last, count)
    assert all(is_office_quarter(moment, OFFICE, now=now, due_at=due_at) for moment in free)


def test_what_is_taken_is_not_offered_however_little_it_overlaps() -> None:
    taken = [(at(24, 11, 5), at(24, 11, 10)), (at(24, 12), at(24, 13)), (at(24, 15, 50), at(24, 16, 20))]
    free = shown(free_moments(OFFICE, now=at(24, 10), due_at=at(24, 17), taken=taken))
    gone = {"Tue 11:00", "Tue 12:00", "Tue 12:15", "Tue 12:30", "Tue 12:45", "Tue 15:45", "Tue 16:00", "Tue 16:15"}
    assert not gone & set(free)
    assert len(free) == 26 - len(gone)
    assert {"Tue 10:45", "Tue 11:15", "Tue 13:00", "Tue 15:30", "Tue 16:30"} <= set(free)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not overlaps(at(24, 11), [(at(24, 10), at(24, 11)), (at(24, 11, 15), at(24, 12))])
    assert overlaps(at(24, 11), [(at(24, 11, 14), at(24, 12))])


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(24, 16, 59), at(24, 17)),  # in time: the due moment itself
        (at(24, 17), at(26, 17)),  # over: two working days more
        (at(27, 10), at(1, 17, month=12)),  # Friday: until Tuesday
        (at(28, 10), at(1, 17, month=12)),
    ],
)
def test_when_it_is_late_the_next_two_working_days_can_be_chosen(now: datetime, until: datetime) -> None:
    assert choosable_until(at(24, 17), now=now, calendar=OFFICE) == until


def test_closed_days_are_no_days() -> None:
    closed = calendar([date(2026, 11, 25)])
    free = shown(free_moments(closed, now=at(24, 16, 15), due_at=at(26, 10), taken=[]))
    assert free == ["Tue 16:45", "Thu 09:00", "Thu 09:15", "Thu 09:30", "Thu 09:45"]


def test_a_long_promise_shows_a_few_days() -> None:
    free = free_moments(OFFICE, now=at(24, 8), due_at=at(18, 17, month=12), taken=[])
    assert len({moment.astimezone(AMSTERDAM).date() for moment in free}) == DAYS_SHOWN
    assert not is_office_quarter(
        at(24, 9) + HORIZON + timedelta(days=7), OFFICE, now=at(24, 8), due_at=at(24, 17, month=2)
    )


@pytest.mark.parametrize("day", [date(2026, 4, 24), date(2026, 10, 30)])
def test_a_working_day_on_which_the_clock_changes_has_no_quarter_twice(day: date) -> None:
    """In Cairo it changes at midnight before a Friday; an office that never closes."""
    cairo = ZoneInfo("Africa/Cairo")
    always = replace(OFFICE, zone=cairo, opens=time(0), closes=time(23, 45))
    now = datetime.combine(day, time(12), tzinfo=cairo).astimezone(UTC) - timedelta(days=1)
    free = free_moments(always, now=now, due_at=now + timedelta(days=1), taken=[])
    assert len(free) > 80
    assert all(later - sooner >= LASTS for sooner, later in pairwise(free))


@pytest.mark.parametrize(
    "moment",
    [at(24, 11, 7), at(24, 8, 45), at(24, 17), at(28, 11), at(26, 17), at(24, 10, 15), datetime(1, 1, 1, tzinfo=UTC)],
)
def test_other_moments_cannot_be_asked_for(moment: datetime) -> None:
    assert not is_office_quarter(moment, OFFICE, now=at(24, 10), due_at=at(26, 17))


def test_the_next_three_come_after_the_one_that_was_missed_and_else_before_it() -> None:
    free = free_moments(OFFICE, now=at(24, 10), due_at=at(24, 17), taken=[(at(24, 12), at(24, 12, 15))])
    assert shown(next_three(free, at(24, 12))) == ["Tue 12:15", "Tue 12:30", "Tue 12:45"]
    assert shown(next_three(free, at(24, 16, 30))) == ["Tue 16:00", "Tue 16:15", "Tue 16:45"]
    assert shown(next_three(free[:2], at(24, 16, 30))) == ["Tue 10:30", "Tue 10:45"]
    assert next_three([], at(24, 12)) == []


def test_a_choice_may_be_changed_until_shortly_before() -> None:
    assert may_change_until(at(24, 11)) == at(24, 11) - MARGIN


@pytest.mark.parametrize(
    ("now", "close"),
    [(at(24, 10), at(24, 17)), (at(24, 17), at(25, 17)), (at(27, 18), at(30, 17)), (at(28, 10), at(30, 17))],
)
def test_what_is_promised_for_today_is_due_at_its_close(now: datetime, close: datetime) -> None:
    assert close_after(now, OFFICE) == close


def test_a_wish_is_due_with_the_promise_or_when_that_is_over_today() -> None:
    assert wish_due_at(at(24, 17), now=at(24, 16, 50), calendar=OFFICE) == at(24, 17)
    assert wish_due_at(at(23, 17), now=at(24, 10), calendar=OFFICE) == at(24, 17)


def test_of_many_moments_the_first_in_each_hour_of_three_days_is_shown_at_first() -> None:
    taken = [(at(24, 11), at(24, 11, 20)), (at(24, 13), at(24, 14))]
    free = free_moments(OFFICE, now=at(24, 10, 12), due_at=at(1, 17, month=12), taken=taken)
    assert shown(at_first(free, OFFICE)) == [
        *(f"Tue {clock}" for clock in ("10:45", "11:30", "12:00", "14:00", "15:00", "16:00")),
        *(f"{day} {hour:02}:00" for day in ("Wed", "Thu") for hour in range(9, 17)),
    ]


def test_few_moments_are_all_shown() -> None:
    free = free_moments(OFFICE, now=at(24, 8), due_at=at(24, 13, 30), taken=[])
    assert (len(free), at_first(free, OFFICE)) == (18, free)
    assert at_first([], OFFICE) == []
