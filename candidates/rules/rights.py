"""By when what somebody asks about their own data is answered: a month later (GDPR art. 12)."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HELD_AFTER_ANSWER = timedelta(days=28)  # so long a complaint still stops forgetting, counted from when it is due


def answer_due_at(asked_at: datetime, zone: ZoneInfo) -> datetime:
    """The same day of the next calendar month, at the same local hour; a day that month lacks is its last one."""
    here = asked_at.astimezone(zone)
    year, month = (here.year, here.month + 1) if here.month < 12 else (here.year + 1, 1)
    day = min(here.day, monthrange(year, month)[1])
    return here.replace(year=year, month=month, day=day, fold=0).astimezone(UTC)


def held_until(due_at: datetime, zone: ZoneInfo) -> date:
    """The last day on which a complaint stops forgetting."""
    return due_at.astimezone(zone).date() + HELD_AFTER_ANSWER
