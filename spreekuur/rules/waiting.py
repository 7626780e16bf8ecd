"""The waiting list: until when somebody may take a freed moment, and when there is no time left to ask."""

from datetime import datetime, time, timedelta

from candidates.rules.workdays import Calendar, at_local, local
from spreekuur.rules.terms import cut_off

TIME_TO_ANSWER = timedelta(hours=2)  # less than this before the cut-off, a freed moment is simply free


def offer_until(now: datetime, starts_at: datetime, *, clock: time, until: time, calendar: Calendar) -> datetime | None:
    """12:00 (a setting) the next day, never past the cut-off; None when nobody can be asked any more."""
    end = cut_off(starts_at, clock, calendar)
    if end - now < TIME_TO_ANSWER:
        return None
    return min(at_local(local(now, calendar).date() + timedelta(days=1), until, calendar), end)
