"""Whether talks took place: a figure of its own, which says nothing about telling the decision in time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from candidates.models import Deadline, User

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Talks:
    """Of the talks that had to be held by now: how many were, and how many of those in time."""

    owed: int
    held: int
    in_time: int


def talks_this_month(owner: User | None, *, now: datetime, zone: ZoneInfo) -> Talks:
    """A talk belongs to the month in which it became due, which is the later day that the candidate chose, if any."""
    first = now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    talks = (
        Deadline.objects.to_talk()
        .filter(stopped_at=None, due_at__lte=now)
        .filter(Q(due_at__gte=first) | Q(agreed_for__gte=first - DAY))
    )
    mine = talks.of(owner) if owner else talks
    owed = [talk for talk in mine if first <= talk.late_from <= now]
    held = [talk for talk in owed if talk.met_at]
    return Talks(owed=len(owed), held=len(held), in_time=sum(not talk.was_late for talk in held))
