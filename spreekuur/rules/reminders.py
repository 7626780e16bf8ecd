"""A day and an hour ahead, once each. Who booked later than that remembers."""

from datetime import datetime, timedelta

from candidates.rules.workdays import Calendar, at_local, local

HOUR = timedelta(hours=1)


def day_ahead(starts_at: datetime, calendar: Calendar) -> datetime:
    """The same time on the clock, the day before."""
    here = local(starts_at, calendar)
    return at_local(here.date() - timedelta(days=1), here.time(), calendar)


def reminders(starts_at: datetime, *, booked_at: datetime, calendar: Calendar) -> list[datetime]:
    """Those still to come when the talk was booked, the earliest first."""
    return [moment for moment in (day_ahead(starts_at, calendar), starts_at - HOUR) if moment > booked_at]


def next_ring(starts_at: datetime, *, booked_at: datetime, now: datetime, calendar: Calendar) -> datetime | None:
    """The first moment after now at which there is something to remind of."""
    return next((m for m in reminders(starts_at, booked_at=booked_at, calendar=calendar) if m > now), None)
