"""When somebody is asked whether something was useful: not before three working days, twice at most, then never."""

from datetime import datetime, timedelta

from candidates.rules.notices import next_office_moment
from candidates.rules.workdays import Calendar, add_working_days, at_local, local

WORKING_DAYS = 3  # after it was told, and between the question and its reminder
TOO_LATE = timedelta(days=21)  # who was told longer ago is asked nothing any more


def ask_from(since: datetime, calendar: Calendar) -> datetime:
    """Three whole working days later, and then when the office is open."""
    here = local(since, calendar)
    day = add_working_days(here.date(), WORKING_DAYS, calendar)
    return next_office_moment(at_local(day, here.time(), calendar), calendar)


def may_ask(since: datetime, *, now: datetime, calendar: Calendar) -> bool:
    return ask_from(since, calendar) <= now < since + TOO_LATE and next_office_moment(now, calendar) <= now
