"""What the guide can say about a text: labels, severities and the finding itself."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    HINT = "hint"
    STOP = "stop"


SPAN_LABELS = ("vague", "personality", "comparison", "false_hope", "discrimination")
MESSAGE_LABELS = (
    "missing_positive",
    "missing_reason",
    "missing_advice",
    "too_many_tips",
    "impersonal",
    "argumentative",
)
LABELS = SPAN_LABELS + MESSAGE_LABELS
STOPS = frozenset({"comparison", "discrimination", "false_hope", "placeholder"})


def severity_of(label: str) -> Severity:
    return Severity.STOP if label in STOPS else Severity.HINT


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One remark. Start and end count code points, end exclusive; both are None for a remark on the whole text."""

    label: str
    rule: str
    why: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    better: str | None = None
    source: str = ""
    severity: Severity = Severity.HINT

    def overlaps(self, other: "Finding") -> bool:
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return self.start is other.start
        return self.start < other.end and other.start < self.end


def labels_of(findings: list[Finding]) -> list[str]:
    """The labels of the published eleven that occur, sorted, once each."""
    return sorted({finding.label for finding in findings} & set(LABELS))
