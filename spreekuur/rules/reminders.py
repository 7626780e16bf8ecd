"""A day and an hour ahead, once each. Who booked later than that remembers."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)


class Reminder(StrEnum):
    DAY = "day"
    HOUR = "hour"


def day_ahead(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """The same time on the clock, the day before."""
    here = starts_at.astimezone(zone)
    return datetime.combine(here.date() - timedelta(days=1), here.time(), tzinfo=zone).astimezone(UTC)


def reminders(starts_at: datetime, *, booked_at: datetime, zone: ZoneInfo) -> list[datetime]:
    """Those still to come when the talk was booked, the earliest first."""
    return [moment for moment in (day_ahead(starts_at, zone), starts_at - HOUR) if moment > booked_at]


def next_ring(starts_at: datetime, *, booked_at: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment after now at which there is something to remind of."""
    return next((m for m in reminders(starts_at, booked_at=booked_at, zone=zone) if m > now), None)


def reminder_due(starts_at: datetime, *, booked_at: datetime, now: datetime, zone: ZoneInfo) -> Reminder | None:
    """The latest whose moment has come: a clock that stood still is no reason to say two things at once.

    None before the first, for who booked later than that, and when the talk has begun.
    """
    if now >= starts_at:
        return None
    moments = {Reminder.HOUR: starts_at - HOUR, Reminder.DAY: day_ahead(starts_at, zone)}
    return next((which for which, moment in moments.items() if booked_at < moment <= now), None)
