"""What somebody wants to see figures of."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from candidates.rules.periods import Period

EVERYBODY = "all"  # what a recruiter asks for who wants the figures of the whole organisation


@dataclass(frozen=True)
class Asked:
    """Decisions of these months; of one department, stage, channel or colleague, where one is named."""

    period: Period
    department: int | None = None
    stage: str = ""
    channel: str = ""
    person: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return self != Asked(self.period)

    def of(self, person: int | None) -> "Asked":
        return replace(self, person=person)

    def params(self, *, now: datetime, since: date | None = None) -> dict[str, Any]:
        """For the statements of this room; `since` reaches further back than the period."""
        return {
            "first": min(self.period.first, since) if since else self.period.first,
            "period_first": self.period.first,
            "last": self.period.last,
            "department": self.department,
            "stage": self.stage or None,
            "channel": self.channel or None,
            "person": self.person,
            "now": now,
        }
