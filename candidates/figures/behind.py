"""The list behind every number: the same words of `source`, asked for the rows instead of their count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime

from candidates.figures.asked import Asked
from candidates.figures.source import COUNTED, NEAR_PERIOD, OPEN, PROMISES, SETTLED, WANTED
from candidates.models import Deadline
from candidates.rules.figures import A_DAY, A_WEEK

PAGE = 50
SO_FAR = "(%(at)s::timestamptz IS NULL OR r.decided_at <= %(at)s)"  # a page walks the index from its mark on
TOLD = "(verdict IN ('on_time', 'late'))"
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
    "not_yet": ("d.met_at IS NULL", f"NOT {TOLD}"),
    "reasoned": ("TRUE", "reasoned = 1"),
    "other": ("TRUE", "other = 1"),
    "silence": (SILENT, "TRUE"),
}


@dataclass(frozen=True)
class Rows:
    deadlines: list[Deadline]
    after: str  # where the next page begins; empty on the last one
    is_first: bool


@dataclass(frozen=True)
class Behind:
    """Whom one number counted: a statement that answers (id, decided_at) of their promises. Where the roll-up knows how
    many they are, `how_many` asks it: a long list opens as quickly as the page."""

    them: str
    params: dict[str, Any]
    how_many: str = "SELECT count(*) FROM ({them}) AS them"

    def count(self) -> int:
        return int(_ask(self.how_many.format(them=self.them), self.params | {"at": None})[0][0])

    def rows(self, *, after: str = "", size: int = PAGE) -> Rows:
        """Newest decision first."""
        start = _start(after)
        at, pk = start or (None, None)
        found = _ask(PAGE_OF.format(them=self.them), self.params | {"at": at, "id": pk, "size": size + 1})
        page = found[:size]
        mark = f"{page[-1][1].isoformat()}_{page[-1][0]}" if len(found) > size else ""
        return Rows(_promises(pk for pk, _decided in page), after=mark, is_first=start is None)


PAGE_OF = """
SELECT id, decided_at FROM ({them}) AS them
WHERE %(at)s::timestamptz IS NULL OR (decided_at, id) < (%(at)s, %(id)s)
ORDER BY decided_at DESC, id DESC LIMIT %(size)s
"""


def promises_behind(what: str, asked: Asked, *, kind: str, now: datetime) -> Behind:
    inner, meant = BEHIND[what]
    them = f"""SELECT id, decided_at FROM ({PROMISES} AND {NEAR_PERIOD} AND {inner} AND {SO_FAR}) AS p
        WHERE {WANTED} AND kind = %(kind)s AND {meant}"""
    params = asked.params(now=now) | {"kind": kind}
    return Behind(them, params) if what == "silence" else Behind(them, params, _how_many(what, meant))


def _how_many(what: str, meant: str) -> str:
    """A line of the roll-up says how many of its people had a reason, and which of them another one."""
    number, meant = (what, "TRUE") if what in ("reasoned", "other") else ("count", meant)
    return f"WITH {COUNTED} SELECT coalesce(sum({number}), 0) FROM counted WHERE kind = %(kind)s AND {meant}"


def due_behind(channel: str, asked: Asked, *, until: datetime, now: datetime) -> Behind:
    """What falls due until then, what is late already with it."""
    due = f"{OPEN} AND d.channel = %(owed_by)s AND d.due_at < %(until)s AND {NEAR_PERIOD} AND {SO_FAR}"
    them = f"SELECT id, decided_at FROM ({PROMISES} AND {due}) AS p WHERE {WANTED}"
    return Behind(them, asked.params(now=now) | {"owed_by": channel, "until": until})


def _ask(statement: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def _promises(keys: Iterable[int]) -> list[Deadline]:
    order = list(keys)
    people = ("owner", "met_by", "rejection__candidate", "rejection__vacancy__department", "rejection__recruiter")
    found = Deadline.objects.select_related(*people).in_bulk(order)
    return [found[pk] for pk in order if pk in found]


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
