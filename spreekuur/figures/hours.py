"""Hours per colleague since New Year: the spreekuur with its preparation, and calls with late talks, apart. Minutes are
what was logged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from candidates.figures.exported import stream
from candidates.rules.figures import ARTICLE_HOURS

A_YEAR = 365.25 * 24 * 3600
HOURS = """
SELECT person, sum(calling)::int, sum(calls)::int, sum(talking)::int, sum(talks)::int FROM (
    SELECT by_id AS person, coalesce(minutes, 0) AS calling, 1 AS calls, 0 AS talking, 0 AS talks
    FROM candidates_callattempt
    WHERE at >= %(since)s AND at <= %(now)s AND (%(person)s::bigint IS NULL OR by_id = %(person)s)
    UNION ALL
    SELECT by_id, 0, 0, coalesce(minutes, 0) + coalesce(preparation_minutes, 0), 1
    FROM spreekuur_talk
    WHERE at >= %(since)s AND at <= %(now)s AND (%(person)s::bigint IS NULL OR by_id = %(person)s)
) AS work GROUP BY person ORDER BY 4, 2, 1
"""

# The same work line by line, without the people who were called or came.
WORK = """
SELECT trim(u.first_name || ' ' || u.last_name), at, what, outcome, minutes, preparation FROM (
    SELECT by_id, at, 'call' AS what, outcome, minutes, NULL::smallint AS preparation, id FROM candidates_callattempt
    UNION ALL
    SELECT by_id, at, 'spreekuur', outcome, minutes, preparation_minutes, id FROM spreekuur_talk
) AS work JOIN candidates_user u ON u.id = by_id
WHERE at >= %(since)s AND at <= %(now)s AND (%(person)s::bigint IS NULL OR by_id = %(person)s)
ORDER BY at, what, work.id
"""
WORK_COLUMNS = ("colleague", "at", "work", "outcome", "minutes", "preparation_minutes")


@dataclass(frozen=True)
class Hours:
    """In minutes. `talking` is the spreekuur, preparation included; a talk after the final round counts as calling."""

    person: int
    calling: int
    calls: int
    talking: int
    talks: int


def hours_spent(person: int | None, *, now: datetime, zone: ZoneInfo) -> list[Hours]:
    """Fewest first, and without names: this is no ranking."""
    with connection.cursor() as cursor:
        cursor.execute(HOURS, {"since": new_year(now, zone), "now": now, "person": person})
        return [Hours(*row) for row in cursor.fetchall()]


def work_done(person: int | None, *, now: datetime, zone: ZoneInfo) -> Iterator[tuple[Any, ...]]:
    yield from stream(WORK, {"since": new_year(now, zone), "now": now, "person": person})


def new_year(now: datetime, zone: ZoneInfo) -> datetime:
    first = now.astimezone(zone).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return first.astimezone(UTC)


def article_so_far(now: datetime, zone: ZoneInfo) -> tuple[float, float]:
    """What the article found for a whole year, for the part of this one that is gone."""
    gone = min((now - new_year(now, zone)).total_seconds() / A_YEAR, 1.0)
    low, high = ARTICLE_HOURS
    return round(low * gone, 1), round(high * gone, 1)
