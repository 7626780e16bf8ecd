"""Where we judged wrongly: decisions that were reopened, by the stage and the reason they were taken with."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.source import NEAR_PERIOD, WANTED
from candidates.models import Deadline
from candidates.rules.reasons import reason_label
from candidates.rules.stages import STAGE_LABELS, Stage

AGAIN = f"""
SELECT d.id, r.reopened_at, candidates_month_of(r.decided_at, d.policy) AS month,
       coalesce(v.department_id, 0) AS department, r.stage_at_rejection AS stage, r.reason,
       coalesce(nullif(d.met_channel, ''), d.channel) AS channel, coalesce(d.met_by_id, d.owner_id) AS person
FROM candidates_rejection r
JOIN candidates_deadline d ON d.rejection_id = r.id AND d.kind = 'tell'
JOIN candidates_vacancy v ON v.id = r.vacancy_id
WHERE r.reopened_at IS NOT NULL AND {NEAR_PERIOD}
"""
BY_REASON = f"SELECT stage, reason, count(*) FROM ({AGAIN}) AS again WHERE {WANTED} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
THEM = f"SELECT id FROM ({AGAIN}) AS again WHERE {WANTED} ORDER BY reopened_at DESC, id DESC LIMIT %(most)s"
MOST = 200  # a list that somebody still learns from


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


def those_reopened(asked: Asked, *, now: datetime) -> list[Deadline]:
    """Newest first."""
    with connection.cursor() as cursor:
        cursor.execute(THEM, asked.params(now=now) | {"most": MOST})
        order = [pk for (pk,) in cursor.fetchall()]
    people = ("owner", "met_by", "rejection__candidate", "rejection__vacancy__department", "rejection__recruiter")
    found = Deadline.objects.select_related(*people).in_bulk(order)
    return [found[pk] for pk in order]
