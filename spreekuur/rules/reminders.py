"""A day and an hour ahead, once each. Who booked later than that remembers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)


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
