"""By when what somebody asks about their own data is answered: a month later (GDPR art. 12)."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from candidates.rules.workdays import Calendar, at_local, is_working_day, previous_working_day

HELD_AFTER_ANSWER = timedelta(days=28)  # so long a complaint still stops forgetting, counted from when it is due


def answer_due_at(asked_at: datetime, calendar: Calendar) -> datetime:
    """The same day of the next calendar month, at the same local hour; a day that month lacks is its last one.
    On a closed day nobody answers, and the law gives no day more: then the last open day before it."""
    here = asked_at.astimezone(calendar.zone)
    year, month = (here.year, here.month + 1) if here.month < 12 else (here.year + 1, 1)
    day = min(here.day, monthrange(year, month)[1])
    due = here.replace(year=year, month=month, day=day, fold=0)
    return at_local(_open_day(due.date(), after=here.date(), calendar=calendar), due.time(), calendar)


def _open_day(day: date, *, after: date, calendar: Calendar) -> date:
    """A house that is closed all that month still owes an answer on the day itself."""
    if is_working_day(day, calendar):
        return day
    before = previous_working_day(day, calendar)
    return before if before > after else day


def held_until(due_at: datetime, zone: ZoneInfo) -> date:
    """The last day on which a complaint stops forgetting."""
    return due_at.astimezone(zone).date() + HELD_AFTER_ANSWER
