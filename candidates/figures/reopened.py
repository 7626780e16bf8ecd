"""Where we judged wrongly: decisions that were reopened, by the stage and the reason they were taken with."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.behind import SO_FAR, Behind
from candidates.figures.source import NEAR_PERIOD, WANTED
from candidates.rules.reasons import reason_label
from candidates.rules.stages import STAGE_LABELS, Stage

AGAIN = f"""
SELECT d.id, r.decided_at, candidates_month_of(r.decided_at, d.policy) AS month,
       coalesce(v.department_id, 0) AS department, r.stage_at_rejection AS stage, r.reason,
       coalesce(nullif(d.met_channel, ''), d.channel) AS channel, coalesce(d.met_by_id, d.owner_id) AS person
FROM candidates_rejection r
JOIN candidates_deadline d ON d.rejection_id = r.id AND d.kind = 'tell'
JOIN candidates_vacancy v ON v.id = r.vacancy_id
WHERE r.reopened_at IS NOT NULL AND {NEAR_PERIOD}
"""
BY_REASON = f"SELECT stage, reason, count(*) FROM ({AGAIN}) AS again WHERE {WANTED} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
THEM = f"SELECT id, decided_at FROM ({AGAIN} AND {SO_FAR}) AS again WHERE {WANTED} AND reason = %(reason)s"


@dataclass(frozen=True)
class Reopened:
    stage: str
    reason: str
    count: int

    @property
    def stage_words(self) -> str:
        return str(STAGE_LABELS[Stage(self.stage)])

    @property
    def reason_words(self) -> str:
        return reason_label(self.reason)


def reopened(asked: Asked, *, now: datetime) -> list[Reopened]:
    with connection.cursor() as cursor:
        cursor.execute(BY_REASON, asked.params(now=now))
        return [Reopened(*row) for row in cursor.fetchall()]


def reopened_behind(asked: Asked, *, reason: str, now: datetime) -> Behind:
    """Those that were decided for this reason."""
    return Behind(THEM, asked.params(now=now) | {"reason": reason})
