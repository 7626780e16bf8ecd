"""On which days the spreekuur is held, and which quarters of an hour a day has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from candidates.rules.workdays import Calendar, at_local, is_working_day, next_working_day

WEEK = timedelta(days=7)
LAST = -1  # "the last Thursday"
WEEKS_TO_TRY = 3


class WhenClosed(StrEnum):
    SKIP = "skip"
    NEXT_WORKING_DAY = "next-working-day"
    WEEK_EARLIER = "week-earlier"
    WEEK_LATER = "week-later"


NTH_LABELS = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), LAST: _("last")}
WHEN_CLOSED_LABELS = {
    WhenClosed.SKIP: _("There is no spreekuur that month"),
    WhenClosed.NEXT_WORKING_DAY: _("The next working day"),
    WhenClosed.WEEK_EARLIER: _("A week earlier"),
    WhenClosed.WEEK_LATER: _("A week later"),
}


@dataclass(frozen=True)
class Rhythm:
    """`weekday`: Monday is 0. `moved`: weeks earlier (negative) or later, by month. `without`: months left out."""

    nth: int
    weekday: int
    when_closed: WhenClosed = WhenClosed.WEEK_EARLIER
    moved: Mapping[int, int] = field(default_factory=dict)
    without: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Planned:
    month: date  # its first day: one spreekuur a month, wherever in it the day falls
    day: date


@dataclass(frozen=True)
class Hours:
    """Local times. A pause is half open, as everything here: whoever pauses until 14:00 talks at 14:00."""

    starts: time
    ends: time
    minutes: int
    pause: tuple[time, time] | None = None


def days_ahead(rhythm: Rhythm, *, today: date, months: int, calendar: Calendar) -> list[Planned]:
    """From today: of this month and the months after it. The past is never planned."""
    found = [(month, day_in(month, rhythm, calendar)) for month in _months(today, months)]
    return [Planned(month, day) for month, day in found if day is not None and day >= today]


def day_in(month: date, rhythm: Rhythm, calendar: Calendar) -> date | None:
    """The day of this month, always a working day; None when the rhythm leaves the month out."""
    if month.month in rhythm.without:
        return None
    day = nth_weekday(month, rhythm.nth, rhythm.weekday) + rhythm.moved.get(month.month, 0) * WEEK
    if is_working_day(day, calendar):
        return day
    return _instead_of(day, rhythm.when_closed, calendar)


def nth_weekday(month: date, nth: int, weekday: int) -> date:
    """1 to 4, or LAST; every month has these."""
    if nth == LAST:
        end = _next_month(month) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = month.replace(day=1)
    return first + timedelta(days=(weekday - first.weekday()) % 7) + (nth - 1) * WEEK


def moments(day: date, hours: Hours, calendar: Calendar) -> list[tuple[datetime, datetime]]:
    """From and to, in UTC. What does not fit whole before the end, or touches the pause, is left out."""
    length = timedelta(minutes=hours.minutes)
    found = [(_at(day, clock), _at(day, clock) + length) for clock in _clocks(hours)]
    return [
        (at_local(day, start.time(), calendar), at_local(day, start.time(), calendar) + length)
        for start, end in found
        if end <= _at(day, hours.ends) and not _in_pause(start, end, day, hours.pause)
    ]


def _instead_of(day: date, rule: WhenClosed, calendar: Calendar) -> date | None:
    if rule is WhenClosed.SKIP:
        return None
    if rule is WhenClosed.NEXT_WORKING_DAY:
        return next_working_day(day, calendar)
    step = -WEEK if rule is WhenClosed.WEEK_EARLIER else WEEK
    tries = (day + n * step for n in range(1, WEEKS_TO_TRY + 1))
    return next((other for other in tries if is_working_day(other, calendar)), None)


def _clocks(hours: Hours) -> Iterator[time]:
    minute, last = _minutes(hours.starts), _minutes(hours.ends)
    while minute < last:
        yield time(minute // 60, minute % 60)
        minute += hours.minutes


def _in_pause(start: datetime, end: datetime, day: date, pause: tuple[time, time] | None) -> bool:
    return pause is not None and start < _at(day, pause[1]) and end > _at(day, pause[0])


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _months(today: date, count: int) -> Iterator[date]:
    month = today.replace(day=1)
    for _step in range(count + 1):
        yield month
        month = _next_month(month)


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
