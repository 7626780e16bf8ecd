"""Adding up for people: one place for each number, so that two pages cannot disagree."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q

from candidates.models import Deadline, User


@dataclass(frozen=True)
class OnTime:
    on_time: int
    answered: int


def on_time_this_month(owner: User | None, *, now: datetime, zone: ZoneInfo) -> OnTime:
    """Of the people told since the first of this month (local), by this colleague or by everybody: how many in time."""
    first = now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    told = Deadline.objects.met().to_tell().filter(met_at__gte=first)
    if owner:
        told = told.filter(met_by=owner)
    counts = told.aggregate(on_time=Count("pk", filter=Q(met_at__lte=F("due_at"))), answered=Count("pk"))
    return OnTime(**counts)
