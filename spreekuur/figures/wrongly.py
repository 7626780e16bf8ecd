"""What the spreekuur teaches: how often somebody was judged wrongly, by stage and by reason, and what became of it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from candidates.rules.reasons import reason_label
from candidates.rules.stages import STAGE_LABELS, Stage
from spreekuur.models import Reopening, Verdict


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
