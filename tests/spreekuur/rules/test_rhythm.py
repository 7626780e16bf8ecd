"""Five years ahead, worked out by hand or by the calendar on the wall; then what must hold for every rhythm."""

import calendar as wall
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.rules.workdays import Calendar, dutch_closed_days, is_working_day
from spreekuur.rules.rhythm import LAST, Hours, Planned, Rhythm, WhenClosed, day_in, days_ahead, moments, nth_weekday

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
THURSDAY = 3
HALF_PAST_TWO = Hours(time(13), time(14, 30), 15)


def calendar(*closed: date, years: range = range(2026, 2033)) -> Calendar:
    return Calendar(AMSTERDAM, time(9), time(17), time(17), frozenset(dutch_closed_days(years)) | frozenset(closed))


DUTCH = calendar()


def in_year(rhythm: Rhythm, year: int, days: Calendar = DUTCH) -> list[str]:
    found = [day_in(date(year, month, 1), rhythm, days) for month in range(1, 13)]
    return [f"{day:%d-%m}" for day in found if day is not None]


def test_the_fourth_thursday_in_december_a_week_earlier() -> None:
    rhythm = Rhythm(4, THURSDAY, moved={12: -1})
    assert in_year(rhythm, 2026) == [
        "22-01", "26-02", "26-03", "23-04", "28-05", "25-06", "23-07", "27-08", "24-09", "22-10", "26-11", "17-12",
    ]  # fmt: skip


def test_the_second_thursday_five_years_ahead_meets_ascension_day_twice() -> None:
    rhythm = Rhythm(2, THURSDAY, WhenClosed.WEEK_EARLIER)
    moved = {}
    for year in range(2026, 2031):
        for month in range(1, 13):
            plain, day = nth_weekday(date(year, month, 1), 2, THURSDAY), day_in(date(year, month, 1), rhythm, DUTCH)
            if day != plain:
                moved[plain] = day
    assert moved == {date(2026, 5, 14): date(2026, 5, 7), date(2029, 5, 10): date(2029, 5, 3)}


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (WhenClosed.SKIP, None),
        (WhenClosed.NEXT_WORKING_DAY, date(2026, 5, 15)),
        (WhenClosed.WEEK_EARLIER, date(2026, 5, 7)),
        (WhenClosed.WEEK_LATER, date(2026, 5, 21)),
    ],
)
def test_what_happens_on_ascension_day_is_a_choice(rule: WhenClosed, day: date | None) -> None:
    assert day_in(date(2026, 5, 1), Rhythm(2, THURSDAY, rule), DUTCH) == day


def test_a_long_closure_is_passed_over_and_a_longer_one_leaves_the_month_out() -> None:
    shut = calendar(date(2026, 7, 9), date(2026, 7, 16))
    assert day_in(date(2026, 7, 1), Rhythm(2, THURSDAY, WhenClosed.WEEK_LATER), shut) == date(2026, 7, 23)
    summer = calendar(*(date(2026, 7, 1) + timedelta(days=n) for n in range(62)))
    assert day_in(date(2026, 7, 1), Rhythm(2, THURSDAY, WhenClosed.WEEK_LATER), summer) is None


def test_a_month_without_has_none() -> None:
    assert "08" not in {day[3:] for day in in_year(Rhythm(4, THURSDAY, without=frozenset({8})), 2027)}


def test_the_last_friday_is_the_last_one() -> None:
    assert in_year(Rhythm(LAST, 4), 2027)[:4] == ["29-01", "26-02", "26-03", "30-04"]


def test_only_what_is_still_to_come_is_planned() -> None:
    rhythm = Rhythm(4, THURSDAY, moved={12: -1})
    planned = days_ahead(rhythm, today=date(2026, 11, 27), months=3, calendar=DUTCH)
    assert planned == [
        Planned(date(2026, 12, 1), date(2026, 12, 17)),
        Planned(date(2027, 1, 1), date(2027, 1, 28)),
        Planned(date(2027, 2, 1), date(2027, 2, 25)),
    ]


def test_three_recruiters_of_an_hour_and_a_half_are_eighteen_slots() -> None:
    day = date(2026, 11, 26)
    assert 3 * len(moments(day, HALF_PAST_TWO, DUTCH)) == 18
    assert moments(day, HALF_PAST_TWO, DUTCH)[0] == (
        datetime(2026, 11, 26, 12, 0, tzinfo=UTC),
        datetime(2026, 11, 26, 12, 15, tzinfo=UTC),
    )


@pytest.mark.parametrize("day", [date(2026, 3, 26), date(2026, 3, 31), date(2026, 10, 22), date(2026, 10, 29)])
def test_around_both_clock_changes_it_begins_at_one_on_the_wall(day: date) -> None:
    first = moments(day, HALF_PAST_TWO, DUTCH)[0][0]
    assert first.astimezone(AMSTERDAM).time() == time(13)
    assert first.utcoffset() == timedelta(0)


def test_a_pause_and_what_does_not_fit_are_left_out() -> None:
    hours = Hours(time(13), time(14, 40), 15, pause=(time(13, 30), time(13, 50)))
    starts = [
        start.astimezone(AMSTERDAM).strftime("%H:%M") for start, _end in moments(date(2026, 11, 26), hours, DUTCH)
    ]
    assert starts == ["13:00", "13:15", "14:00", "14:15"]


rhythms = st.builds(
    Rhythm,
    nth=st.sampled_from([1, 2, 3, 4, LAST]),
    weekday=st.integers(0, 4),
    when_closed=st.sampled_from(WhenClosed),
    moved=st.dictionaries(st.integers(1, 12), st.integers(-2, 2), max_size=4),
    without=st.frozensets(st.integers(1, 12), max_size=3),
)
todays = st.dates(date(2026, 1, 1), date(2031, 12, 31))
closures = st.frozensets(st.dates(date(2026, 1, 1), date(2032, 12, 31)), max_size=60)


@given(rhythms, todays, closures)
def test_it_falls_on_a_working_day_from_today_once_for_a_month(
    rhythm: Rhythm, today: date, closed: frozenset[date]
) -> None:
    days = calendar(*closed)
    planned = days_ahead(rhythm, today=today, months=6, calendar=days)
    assert all(is_working_day(plan.day, days) and plan.day >= today for plan in planned)
    assert len({plan.month for plan in planned}) == len(planned)
    assert not {plan.month.month for plan in planned} & rhythm.without


@given(rhythms, todays)
def test_tomorrow_plans_what_today_planned(rhythm: Rhythm, today: date) -> None:
    """Nothing comes or goes by ringing again, but today itself and the month that came into sight."""
    once = days_ahead(rhythm, today=today, months=3, calendar=DUTCH)
    again = days_ahead(rhythm, today=today + timedelta(days=1), months=3, calendar=DUTCH)
    last = today.replace(day=1)
    seen = {plan for plan in again if (plan.month.year - last.year) * 12 + plan.month.month - last.month <= 3}
    # what was planned for last month but falls in this one is not planned anew
    assert seen <= set(once)
    assert {p for p in once if p.day > today and p.month >= (today + timedelta(days=1)).replace(day=1)} <= set(again)


@given(st.dates(date(2026, 1, 1), date(2031, 12, 31)), st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 4))
def test_the_wall_calendar_agrees(day: date, nth: int, weekday: int) -> None:
    column = [week[weekday] for week in wall.monthcalendar(day.year, day.month) if week[weekday]]
    assert nth_weekday(day.replace(day=1), nth, weekday).day == column[nth if nth == LAST else nth - 1]


minutes = st.integers(7 * 60, 20 * 60)


@given(st.dates(date(2026, 1, 1), date(2031, 12, 31)), minutes, minutes, st.integers(5, 120), minutes, minutes)
def test_slots_follow_each_other_inside_the_hours_and_outside_the_pause(
    day: date, one: int, two: int, length: int, three: int, four: int
) -> None:
    (starts, ends), (rests, resumes) = sorted([one, two]), sorted([three, four])
    pause = (_clock(rests), _clock(resumes)) if rests < resumes else None
    found = moments(day, Hours(_clock(starts), _clock(ends), length, pause), DUTCH)
    assert all(end - start == timedelta(minutes=length) for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    for start, end in found:
        here, there = (_of_day(moment) for moment in (start, end))
        assert starts <= here < there <= ends
        assert pause is None or there <= rests or here >= resumes


def _clock(minute: int) -> time:
    return time(*divmod(minute, 60))


def _of_day(moment: datetime) -> int:
    here = moment.astimezone(AMSTERDAM)
    return here.hour * 60 + here.minute
