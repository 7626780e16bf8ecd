"""Until when a talk is chosen, moved or cancelled by link, and how often. The cut-off stands on the local clock."""

from datetime import datetime, time, timedelta

from candidates.rules.workdays import Calendar, at_local, local

DAY = timedelta(days=1)
MOST_BOOKINGS = 12  # by one link in a day and a night: more is no choosing any more
OFFERS_ON_PAGE = 3  # free moments named when somebody was quicker


def cut_off(starts_at: datetime, clock: time, calendar: Calendar) -> datetime:
    """On the day itself at the organisation's hour; a talk before that hour ends its own term."""
    return min(at_local(local(starts_at, calendar).date(), clock, calendar), starts_at)


def may_change(starts_at: datetime, now: datetime, clock: time, calendar: Calendar) -> bool:
    return now < cut_off(starts_at, clock, calendar)


def bookable_from(now: datetime, clock: time, calendar: Calendar) -> datetime:
    """Moments after this one may be chosen now: after the cut-off of today those of tomorrow."""
    today = local(now, calendar).date()
    if now < at_local(today, clock, calendar):
        return now
    return max(now, at_local(today + DAY, time(0), calendar) - timedelta.resolution)


def moves_left(moved: int, most: int) -> int:
    return max(most - moved, 0)
