"""The rows behind the figures, one for each promise, as facts and not as verdicts: enough to count everything anew.

No candidate stands in them; the address of the rejection leads there for whoever may open it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.guide import ALL_LABELS, STAYED_LABELS
from candidates.figures.opinions import USEFUL_FEEDBACK, USEFUL_TALK
from candidates.figures.source import NEAR_PERIOD, WANTED, ZONE

CHUNK = 2_000
COLUMNS = (
    "promise", "rejection", "department", "vacancy", "stage", "colleague", "reason", "decided_at", "due_at",
    "agreed_for", "told_at", "told_by", "owed_by", "stopped_at", "stopped_why", "taken_back_at", "reopened_at",
    "silence_at", "guide_notes", "sentences_stayed", "useful_feedback", "useful_talk", "zone", "close_of_day",
)  # fmt: skip
ANSWERS = ("useful_feedback", "useful_talk")  # for whoever may see who answered what
FACTS = f"""
    SELECT d.kind AS promise, r.public_id::text AS rejection, coalesce(a.name, '') AS department_name,
           v.title AS vacancy,
           r.stage_at_rejection AS stage, trim(u.first_name || ' ' || u.last_name) AS colleague, r.reason, r.decided_at,
           d.due_at, d.agreed_for, d.met_at AS told_at, d.met_channel AS told_by, d.channel AS owed_by, d.stopped_at,
           d.stopped_why, r.undone_at AS taken_back_at, r.reopened_at, d.silence_at, {ZONE} AS zone,
           coalesce(d.policy ->> 'close_of_day', '17:00') AS close_of_day,
           CASE d.kind WHEN 'tell' THEN ({ALL_LABELS}) END AS guide_notes,
           CASE d.kind WHEN 'tell' THEN ({STAYED_LABELS}) END AS sentences_stayed,
           CASE d.kind WHEN 'tell' THEN ({USEFUL_FEEDBACK}) END AS useful_feedback,
           CASE d.kind WHEN 'tell' THEN ({USEFUL_TALK}) END AS useful_talk,
           candidates_month_of(r.decided_at, d.policy) AS month, coalesce(v.department_id, 0) AS department,
           coalesce(nullif(d.met_channel, ''), d.channel) AS channel, u.id AS person, d.id,
           r.candidate_id AS candidate
    FROM candidates_rejection r
    JOIN candidates_deadline d ON d.rejection_id = r.id
    JOIN candidates_vacancy v ON v.id = r.vacancy_id
    LEFT JOIN candidates_department a ON a.id = v.department_id
    JOIN candidates_user u ON u.id = coalesce(d.met_by_id, d.owner_id)
    WHERE {NEAR_PERIOD}
"""
ROWS = f"SELECT {{shown}} FROM ({FACTS}) AS facts WHERE {WANTED} ORDER BY decided_at, id"
WHO = f"SELECT DISTINCT candidate FROM ({FACTS} AND r.forgotten_at IS NULL) AS facts WHERE {WANTED}"


def columns(*, with_answers: bool) -> tuple[str, ...]:
    return tuple(name for name in COLUMNS if with_answers or name not in ANSWERS)


def promises(asked: Asked, *, with_answers: bool, now: datetime) -> Iterator[tuple[Any, ...]]:
    """Oldest first."""
    names = ("department_name" if name == "department" else name for name in columns(with_answers=with_answers))
    yield from stream(ROWS.format(shown=", ".join(names)), asked.params(now=now))


def people_in(asked: Asked, *, now: datetime) -> list[int]:
    """About whom these rows are: the record of reads names them, the file does not. Who is forgotten is nobody any
    more: so these are never more than those of the last weeks, however long the file is."""
    with connection.cursor() as cursor:
        cursor.execute(WHO, asked.params(now=now))
        return [candidate for (candidate,) in cursor.fetchall()]


def stream(statement: str, params: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Never more than a handful of rows in memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, params)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows
