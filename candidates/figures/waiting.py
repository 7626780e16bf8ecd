"""Who waits now, too long: answers that are late, and people to whom nobody said anything for days."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery, Window

from candidates.figures.asked import Asked
from candidates.models import CallAttempt, Deadline, DeadlineKind, DeadlineQuerySet
from candidates.models.deadline import OPEN
from candidates.rules.figures import EXPECTED_MINUTES

SHOWN = 5


@dataclass(frozen=True)
class Overdue:
    count: int
    first: list[Deadline]


def overdue(asked: Asked, *, now: datetime) -> Overdue:
    """Of whatever month, the longest waiting first."""
    late = narrowed(Deadline.objects.late(now).to_tell(), asked)
    first = list(
        late.annotate(whole=Window(Count("pk")), attempts=_attempts_in_vain())
        .select_related("rejection__vacancy")
        .order_by("due_at", "pk")[:SHOWN]
    )
    return Overdue(first[0].whole if first else 0, first)  # type: ignore[attr-defined]  # annotated by its query


def _attempts_in_vain() -> Subquery:
    calls = CallAttempt.objects.in_vain().filter(rejection=OuterRef("rejection")).order_by().values("rejection")
    return Subquery(calls.annotate(made=Count("pk")).values("made"))


@dataclass(frozen=True)
class Waiting:
    """People to whom nobody said anything for days, or ever (brought in as history); and what falls due, by channel."""

    silent: int
    due: dict[str, int]


def waiting(asked: Asked, *, now: datetime, until: datetime) -> Waiting:
    """`until` is the end of the week. What is late already falls due too."""
    ended = Q(met_at=None, stopped_why__in=["history", "forgotten"])
    promises = narrowed(Deadline.objects.filter(Q(OPEN) | ended), asked)
    silent = Q(kind=DeadlineKind.TELL, rejection__undone_at=None, rejection__reopened_at=None) & (
        Q(OPEN, silence_at__lte=now)
        | Q(stopped_why="history")
        | Q(stopped_why="forgotten", silence_at__lte=F("stopped_at"))
    )
    due = {
        f"due_{channel}": Count("pk", filter=Q(OPEN, channel=channel, due_at__lt=until)) for channel in EXPECTED_MINUTES
    }
    counts = promises.aggregate(silent=Count("pk", filter=silent), **due)
    return Waiting(counts["silent"], {channel: counts[f"due_{channel}"] for channel in EXPECTED_MINUTES})


def narrowed(deadlines: DeadlineQuerySet, asked: Asked) -> DeadlineQuerySet:
    """Of open promises, whatever their month."""
    if asked.department is not None:
        deadlines = deadlines.filter(rejection__vacancy__department=asked.department or None)
    if asked.stage:
        deadlines = deadlines.filter(rejection__stage_at_rejection=asked.stage)
    if asked.channel:
        deadlines = deadlines.filter(channel=asked.channel)
    if asked.person is not None:
        deadlines = deadlines.filter(owner=asked.person)
    return deadlines
