from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from candidates.rules.workdays import (
    AmbiguousTime,
    NonexistentTime,
    add_working_days,
    at_local,
    dutch_closed_days,
    is_working_day,
    local,
    next_working_day,
    previous_working_day,
    read_wall_clock,
)
from tests.candidates.rules.calendars import AMSTERDAM, DEFAULT, calendar, rows

KINGS_DAY = date(2026, 4, 27)  # a Monday
NEW_YORK = ZoneInfo("America/New_York")


def test_a_working_day_is_a_weekday_that_is_not_closed() -> None:
    week = [date(2026, 4, day) for day in range(20, 27)]

    assert [is_working_day(day, calendar()) for day in week] == [True] * 5 + [False] * 2
    assert is_working_day(KINGS_DAY, calendar()) is True
    assert is_working_day(KINGS_DAY, calendar([KINGS_DAY])) is False


def test_next_and_previous_leave_the_day_itself_out() -> None:
    closed = calendar([KINGS_DAY])

    assert next_working_day(date(2026, 4, 24), closed) == date(2026, 4, 28)
    assert next_working_day(KINGS_DAY, closed) == date(2026, 4, 28)
    assert previous_working_day(KINGS_DAY, closed) == date(2026, 4, 24)
    assert previous_working_day(date(2026, 4, 28), closed) == date(2026, 4, 24)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 4, 24), 0, date(2026, 4, 24)),
        (date(2026, 4, 24), 1, date(2026, 4, 28)),
        (date(2026, 4, 25), 1, date(2026, 4, 28)),
        (date(2026, 4, 24), 2, date(2026, 4, 29)),
        (date(2026, 12, 24), 10, date(2027, 1, 11)),
    ],
)
def test_the_day_itself_is_day_zero(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count, DEFAULT.calendar) == expected


def test_the_seed_is_the_worked_list_of_holidays() -> None:
    closed = dutch_closed_days(range(2024, 2029))

    listed = rows("nl_holidays_2024_2028.csv")
    expected = {row["date"]: row["name"] for row in listed if row["default_calendar_in_our_examples"] == "closed"}
    assert {day.isoformat(): name for day, name in closed.items() if day.weekday() < 5} == expected


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 4, 26), "Koningsdag"),  # the 27th is a Sunday: Saturday, not Monday
        (date(2031, 4, 26), "Koningsdag"),
        (date(2016, 5, 5), "Hemelvaartsdag"),  # no lustrum: only Ascension
        (date(2030, 5, 5), "Bevrijdingsdag"),
        (date(2150, 5, 21), "Hemelvaartsdag"),  # later than the list of the package
    ],
)
def test_days_that_move(day: date, name: str) -> None:
    assert dutch_closed_days([day.year])[day] == name


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 5, 5), date(2025, 4, 27), date(2025, 4, 28)])
def test_days_that_are_not_closed(day: date) -> None:
    assert day not in dutch_closed_days([day.year])


def test_years_before_the_list_have_weekends_only() -> None:
    assert dutch_closed_days([1, 1900]) == {}


def test_local_time_and_back() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert local(moment, calendar()).isoformat() == "2026-07-02T00:30:00+02:00"
    assert at_local(date(2026, 7, 2), time(0, 30), calendar()) == moment
    assert at_local(date(2026, 7, 1), time(18, 30), calendar(zone=NEW_YORK)) == moment


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2026, 3, 29), time(2, 30), "2026-03-29T01:30:00+00:00"),  # skipped: shown as 3:30
        (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00+00:00"),  # double: the first
        (date(2026, 10, 25), time(3), "2026-10-25T02:00:00+00:00"),
    ],
)
def test_local_time_in_the_nights_that_the_clock_changes(day: date, hour: time, expected: str) -> None:
    assert at_local(day, hour, calendar()).isoformat() == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("2026-11-24T10:15", "2026-11-24T09:15:00+00:00"),
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59+00:00"),
        ("2026-03-29T03:00", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59+00:00"),
        ("2026-10-25T03:00", "2026-10-25T02:00:00+00:00"),
    ],
)
def test_it_reads_what_the_clock_showed_once(shown: str, expected: str) -> None:
    naive = datetime.fromisoformat(shown)

    readings = {read_wall_clock(naive, AMSTERDAM, fold=fold).isoformat() for fold in (None, 0, 1)}
    assert readings == {expected}


@pytest.mark.parametrize("shown", ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59:59"])
@pytest.mark.parametrize("fold", [None, 0, 1])
def test_it_refuses_what_no_clock_showed(shown: str, fold: int | None) -> None:
    with pytest.raises(NonexistentTime):
        read_wall_clock(datetime.fromisoformat(shown), AMSTERDAM, fold=fold)


@pytest.mark.parametrize("shown", ["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59:59"])
def test_it_asks_which_when_the_clock_showed_it_twice(shown: str) -> None:
    naive = datetime.fromisoformat(shown)

    with pytest.raises(AmbiguousTime):
        read_wall_clock(naive, AMSTERDAM)
    first, second = (read_wall_clock(naive, AMSTERDAM, fold=fold) for fold in (0, 1))
    assert (second - first).total_seconds() == 3600
    assert first.astimezone(AMSTERDAM).replace(tzinfo=None) == naive
    assert second.astimezone(AMSTERDAM).replace(tzinfo=None) == naive
