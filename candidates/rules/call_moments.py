"""Which quarters of an hour a candidate may choose to be called in, and until when they may change their mind."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from candidates.rules.workdays import Calendar, at_local, is_working_day, local, next_working_day

LASTS = timedelta(minutes=15)
MARGIN = timedelta(minutes=30)  # the recruiter must hear of it first, and whoever chose may still change it until then
DAYS_SHOWN = 5  # a longer list is no choice
FEW, DAYS_AT_FIRST = 18, 3  # so many are shown at once; of more the beginning of each hour, on so many days
HORIZON = timedelta(days=31)  # however long the promise is
LATE_WORKDAYS = 2  # who waits too long already chooses among the nearest, beside what is left of today

Span = tuple[datetime, datetime]  # half open


def free_moments(calendar: Calendar, *, now: datetime, due_at: datetime, taken: Iterable[Span]) -> list[datetime]:
    """Beginnings, in office hours on working days, from a little after now; the call ends by the due moment."""
    spans, found, days = list(taken), list[datetime](), set[date]()
    for starts_at in _office_quarters(calendar, now=now, due_at=due_at):
        if overlaps(starts_at, spans):
            continue
        days.add(local(starts_at, calendar).date())
        if len(days) > DAYS_SHOWN:
            break
        found.append(starts_at)
    return found


def choosable_until(due_at: datetime, *, now: datetime, calendar: Calendar) -> datetime:
    """The due moment; when that is over the call still needs a moment, and the nearest are offered. It stays late."""
    if now < due_at:
        return due_at
    day = local(now, calendar).date()
    for _workday in range(LATE_WORKDAYS):
        day = next_working_day(day, calendar)
    return at_local(day, calendar.closes, calendar)


def at_first(free: list[datetime], calendar: Calendar) -> list[datetime]:
    """Of many the first one in each hour of the nearest days: enough to see which hour suits."""
    if len(free) <= FEW:
        return free
    in_hours = {hour: next(moments) for hour, moments in groupby(free, key=lambda moment: _hour(moment, calendar))}
    days = sorted({day for day, _hour in in_hours})[:DAYS_AT_FIRST]
    return [moment for (day, _hour), moment in in_hours.items() if day in days]


def is_office_quarter(starts_at: datetime, calendar: Calendar, *, now: datetime, due_at: datetime) -> bool:
    """Whether this moment could be offered at all, taken or not."""
    return starts_at in _office_quarters(calendar, now=now, due_at=due_at)


def overlaps(starts_at: datetime, spans: Iterable[Span]) -> bool:
    """Whether a call that begins now would run into one of these."""
    return any(begin < starts_at + LASTS and starts_at < end for begin, end in spans)


def may_change_until(starts_at: datetime) -> datetime:
    return starts_at - MARGIN


def next_three(free: list[datetime], wanted: datetime) -> list[datetime]:
    """The first ones after the moment that was missed; when the day is nearly over, the last ones before it."""
    after = [moment for moment in free if moment > wanted][:3]
    before = [moment for moment in free if moment < wanted]
    missing = 3 - len(after)
    return (before[-missing:] if missing else []) + after


def close_after(now: datetime, calendar: Calendar) -> datetime:
    """The close of this day; when the day is over, or nobody works, that of the next working day."""
    today = local(now, calendar).date()
    close = at_local(today, calendar.close_of_day, calendar)
    if is_working_day(today, calendar) and now < close:
        return close
    return at_local(next_working_day(today, calendar), calendar.close_of_day, calendar)


def wish_due_at(due_at: datetime, *, now: datetime, calendar: Calendar) -> datetime:
    """Who wants to be called is called before the promise ends; when it ended already, before the close of day."""
    return due_at if due_at > now else close_after(now, calendar)


def _hour(moment: datetime, calendar: Calendar) -> tuple[date, int]:
    here = local(moment, calendar)
    return here.date(), here.hour


def _office_quarters(calendar: Calendar, *, now: datetime, due_at: datetime) -> Iterator[datetime]:
    day, last = local(now, calendar).date(), local(min(due_at, now + HORIZON), calendar).date()
    while day <= last:
        if is_working_day(day, calendar):
            yield from _quarters_of(day, calendar, earliest=now + MARGIN, due_at=due_at)
        day += timedelta(days=1)


def _quarters_of(day: date, calendar: Calendar, *, earliest: datetime, due_at: datetime) -> Iterator[datetime]:
    """Counted in real minutes from the opening, so that a night in which the clock changes has none twice."""
    starts_at, closes = at_local(day, calendar.opens, calendar), at_local(day, calendar.closes, calendar)
    while starts_at + LASTS <= min(closes, due_at):
        if starts_at >= earliest:
            yield starts_at
        starts_at += LASTS
