"""What the spreekuur teaches: how often somebody was judged wrongly, by stage and by reason, and what became of it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from candidates.rules.reasons import reason_label
from candidates.rules.stages import STAGE_LABELS, Stage
from spreekuur.models import Booking, BookingState, Reopening, Talk, Verdict
from spreekuur.rules.talks import Outcome


@dataclass(frozen=True)
class Reopened:
    """One row of the table: a stage and a reason."""

    stage: str
    reason: str
    cases: int
    hired: int
    rejected: int

    @property
    def open(self) -> int:
        return self.cases - self.hired - self.rejected


def reopened_table() -> list[Reopened]:
    """The most frequent first."""
    rows = (
        Reopening.objects.values("rejection__stage_at_rejection", "rejection__reason")
        .annotate(
            cases=Count("pk"),
            hired=Count("pk", filter=Q(verdict=Verdict.HIRED)),
            rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED)),
        )
        .order_by("-cases", "rejection__stage_at_rejection", "rejection__reason")
    )
    return [
        Reopened(
            stage=str(STAGE_LABELS[Stage(row["rejection__stage_at_rejection"])]),
            reason=reason_label(row["rejection__reason"]),
            cases=row["cases"],
            hired=row["hired"],
            rejected=row["rejected"],
        )
        for row in rows
    ]


def reopened_cases() -> list[Reopening]:
    """The newest first, each with what was seen wrongly."""
    people = ("rejection__candidate", "rejection__vacancy", "decider")
    return list(Reopening.objects.select_related(*people).order_by("-opened_at", "-pk")[:50])


@dataclass(frozen=True)
class Funnel:
    """Counted in appointments; a move is no second one."""

    booked: int
    held: int
    missed: int
    reopened: int
    hired: int
    minutes: int


def funnel() -> Funnel:
    appointments = Booking.objects.exclude(state=BookingState.MOVED)
    talks = Talk.objects.held()
    return Funnel(
        booked=appointments.count(),
        held=talks.count(),
        missed=Talk.objects.filter(outcome=Outcome.NO_SHOW).count(),
        reopened=Reopening.objects.count(),
        hired=Reopening.objects.hired().count(),
        minutes=sum((talk.minutes or 0) + (talk.preparation_minutes or 0) for talk in talks),
    )
