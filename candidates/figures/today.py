"""What Vandaag says of this month: the very number of the figures, so that two pages cannot disagree."""

from datetime import datetime
from zoneinfo import ZoneInfo

from candidates.figures.asked import Asked
from candidates.figures.promises import kept
from candidates.models import User
from candidates.rules.figures import Share
from candidates.rules.periods import THIS_MONTH, period


def kept_this_month(owner: User | None, *, now: datetime, zone: ZoneInfo) -> Share:
    """Of the decisions of this month (local) that were told, or are too late: how many in time."""
    month = period(THIS_MONTH, now.astimezone(zone).date())
    return kept(Asked(month, person=owner.pk if owner else None), now=now)
