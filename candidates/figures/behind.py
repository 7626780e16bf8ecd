"""The list behind every number: the same words of `source`, asked for the rows instead of their count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime

from candidates.figures.asked import Asked
from candidates.figures.source import NEAR_PERIOD, OPEN, PROMISES, SETTLED, WANTED
from candidates.models import Deadline
from candidates.rules.figures import A_DAY, A_WEEK

PAGE = 50
TOLD = "verdict IN ('on_time', 'late')"
SILENT = f"""d.kind = 'tell' AND r.reopened_at IS NULL AND (({OPEN} AND d.silence_at <= %(now)s)
    OR (d.stopped_why = 'history' AND d.met_at IS NULL)
    OR (d.stopped_why = 'forgotten' AND d.silence_at <= d.stopped_at))"""
# (which rows to look at, which of them are meant)
BEHIND: dict[str, tuple[str, str]] = {
    "people": ("TRUE", "TRUE"),
    "judged": ("TRUE", "verdict <> 'open'"),
    "told": (SETTLED, TOLD),
    "on_time": (SETTLED, "verdict = 'on_time'"),
    "late": (SETTLED, "verdict = 'late'"),
    "never": ("d.met_at IS NULL AND d.stopped_at IS NOT NULL", "verdict = 'never'"),
    "overdue": (OPEN, "verdict = 'overdue'"),
    "open": (OPEN, "verdict = 'open'"),
    "in_a_day": (SETTLED, f"{TOLD} AND hours <= {A_DAY}"),
    "in_a_week": (SETTLED, f"{TOLD} AND hours > {A_DAY} AND hours <= {A_WEEK}"),
    "later": (SETTLED, f"{TOLD} AND hours > {A_WEEK}"),
    "not_yet": ("d.met_at IS NULL", "TRUE"),
    "reasoned": ("TRUE", "reasoned = 1"),
    "other": ("TRUE", "other = 1"),
    "silence": (SILENT, "TRUE"),
}


@dataclass(frozen=True)
class Rows:
    deadlines: list[Deadline]
    after: str  # where the next page begins; empty on the last one
    is_first: bool


def rows_behind(what: str, asked: Asked, *, kind: str, now: datetime, after: str = "", size: int = PAGE) -> Rows:
    """Newest decision first."""
    start = _start(after)
    params = asked.params(now=now) | {
        "kind": kind,
        "at": start and start[0],
        "id": start and start[1],
        "size": size + 1,
    }
    found = list(_ask(_statement(what), params))
    page = found[:size]
    deadlines = Deadline.objects.select_related(
        "owner", "met_by", "rejection__candidate", "rejection__vacancy__department", "rejection__recruiter"
    ).in_bulk([pk for pk, _decided in page])
    mark = f"{page[-1][1].isoformat()}_{page[-1][0]}" if len(found) > size else ""
    return Rows([deadlines[pk] for pk, _decided in page if pk in deadlines], after=mark, is_first=start is None)


def count_behind(what: str, asked: Asked, *, kind: str, now: datetime) -> int:
    inner, meant = BEHIND[what]
    statement = f"""SELECT count(*) FROM ({PROMISES} AND {NEAR_PERIOD} AND {inner}) AS p
        WHERE {WANTED} AND kind = %(kind)s AND {meant}"""
    return int(next(_ask(statement, asked.params(now=now) | {"kind": kind}))[0])


def _statement(what: str) -> str:
    """Walks the index of decisions from the mark on."""
    inner, meant = BEHIND[what]
    return f"""SELECT id, decided_at FROM ({PROMISES} AND {NEAR_PERIOD} AND {inner}
            AND (%(at)s::timestamptz IS NULL OR r.decided_at <= %(at)s)) AS p
        WHERE {WANTED} AND kind = %(kind)s AND {meant}
          AND (%(at)s::timestamptz IS NULL OR (decided_at, id) < (%(at)s, %(id)s))
        ORDER BY decided_at DESC, id DESC LIMIT %(size)s"""


def _ask(statement: str, params: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        yield from cursor.fetchall()


def _start(after: str) -> tuple[datetime, int] | None:
    """What does not read as a mark of ours begins at the beginning."""
    words, _line, pk = after.rpartition("_")
    try:
        moment = parse_datetime(words)
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or not pk.isdecimal() or len(pk) > 18:
        return None
    return moment, int(pk)
