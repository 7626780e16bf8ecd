"""Who waits now, too long: answers that are late, and people to whom nobody said anything for days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.behind import SILENT
from candidates.figures.source import OPEN
from candidates.models import CallOutcome
from candidates.rules.figures import EXPECTED_MINUTES
from candidates.rules.stages import STAGE_LABELS, Stage

SHOWN = 5
# Promises without an answer, whatever their month: whose channel and colleague are those that owe it.
UNANSWERED = """
FROM candidates_deadline d
JOIN candidates_rejection r ON r.id = d.rejection_id
JOIN candidates_vacancy v ON v.id = r.vacancy_id
WHERE (%(department)s::bigint IS NULL OR coalesce(v.department_id, 0) = %(department)s)
  AND (%(stage)s::text IS NULL OR r.stage_at_rejection = %(stage)s)
  AND (%(channel)s::text IS NULL OR d.channel = %(channel)s)
  AND (%(person)s::bigint IS NULL OR d.owner_id = %(person)s)"""
LATE = f"""
SELECT count(*) OVER (), r.public_id::text, v.title, r.stage_at_rejection, d.channel, d.due_at,
       (SELECT count(*) FROM candidates_callattempt c WHERE c.rejection_id = r.id
        AND c.outcome NOT IN ('{CallOutcome.REACHED}', '{CallOutcome.TALK_HELD}'))
{UNANSWERED} AND {OPEN} AND d.kind = 'tell' AND d.due_at < %(now)s
ORDER BY d.due_at, d.id LIMIT {SHOWN}
"""
DUE = ", ".join(
    f"count(*) FILTER (WHERE {OPEN} AND d.channel = '{channel}' AND d.due_at < %(until)s)"
    for channel in EXPECTED_MINUTES
)
WAITING = f"""
SELECT count(*) FILTER (WHERE {SILENT}), {DUE}
{UNANSWERED} AND (({OPEN}) OR (d.met_at IS NULL AND d.stopped_why IN ('history', 'forgotten')))
"""


@dataclass(frozen=True)
class Late:
    """One answer that is late; `attempts` were calls in vain."""

    rejection: str  # its public id
    vacancy: str
    stage: str
    channel: str
    due_at: datetime
    attempts: int

    @property
    def stage_words(self) -> str:
        return str(STAGE_LABELS[Stage(self.stage)])


@dataclass(frozen=True)
class Overdue:
    count: int
    first: list[Late]


def overdue(asked: Asked, *, now: datetime) -> Overdue:
    """Of whatever month, the longest waiting first."""
    rows = _ask(LATE, asked.params(now=now))
    return Overdue(rows[0][0] if rows else 0, [Late(*row[1:]) for row in rows])


@dataclass(frozen=True)
class Waiting:
    """People to whom nobody said anything for days, or ever (brought in as history); and what falls due, by channel."""

    silent: int
    due: dict[str, int]


def waiting(asked: Asked, *, now: datetime, until: datetime) -> Waiting:
    """`until` is the end of the week. What is late already falls due too."""
    ((silent, *due),) = _ask(WAITING, asked.params(now=now) | {"until": until})
    return Waiting(silent, dict(zip(EXPECTED_MINUTES, due, strict=True)))


def _ask(statement: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
