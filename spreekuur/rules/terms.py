"""Until when a talk is chosen, moved or cancelled by link, and how often. The cut-off stands on the local clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MOST_BOOKINGS = 12  # by one link in a day and a night: more is no choosing any more
SHOWN_FIRST = 3  # days with a recruiter: more moments are one press further
OFFERED_INSTEAD = 3  # free moments named when somebody was quicker


@dataclass(frozen=True)
class Terms:
    """Settings of the organisation; `cut_off` is the hour of the day itself after which nothing is changed by link."""

    zone: ZoneInfo
    cut_off: time = time(9)
    moves: int = 3
    offer_until: time = time(12)


def cut_off(starts_at: datetime, terms: Terms) -> datetime:
    """On the day itself at the organisation's hour; a talk before that hour ends its own term."""
    return min(on(local_day(starts_at, terms), terms.cut_off, terms), starts_at)


def may_change(starts_at: datetime, now: datetime, terms: Terms) -> bool:
    return now < cut_off(starts_at, terms)


def bookable_from(now: datetime, terms: Terms) -> datetime:
    """Moments after this one may be chosen now: after the cut-off of today those of tomorrow."""
    today = local_day(now, terms)
    if now < on(today, terms.cut_off, terms):
        return now
    return max(now, on(today + DAY, time(0), terms) - timedelta.resolution)


def moves_left(moved: int, terms: Terms) -> int:
    return max(terms.moves - moved, 0)


def local_day(moment: datetime, terms: Terms) -> date:
    return moment.astimezone(terms.zone).date()


def on(day: date, clock: time, terms: Terms) -> datetime:
    """This hour of this day, in UTC."""
    return datetime.combine(day, clock, tzinfo=terms.zone).astimezone(UTC)
