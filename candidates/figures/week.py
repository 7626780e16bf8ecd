"""This week's work beside this week's time: what falls due until Sunday, and the office hours nothing stands in yet."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection

from candidates.models import Role
from candidates.rules.figures import EXPECTED_MINUTES
from candidates.rules.workdays import Calendar, at_local, is_working_day, local

A_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# How many recruiters there are, and the minutes of these windows in which one of them stands somewhere already.
TAKEN = """
WITH wanted AS (
    SELECT id FROM candidates_user
    WHERE is_active AND role = %(role)s AND (%(person)s::bigint IS NULL OR id = %(person)s)
), office AS (
    SELECT tstzrange(opens, closes) AS hours FROM unnest(%(opens)s::timestamptz[], %(closes)s::timestamptz[])
        AS t (opens, closes)
)
SELECT (SELECT count(*) FROM wanted),
       coalesce(sum(extract(epoch FROM upper(during * hours) - lower(during * hours))), 0) / 60
FROM candidates_takentime JOIN wanted ON wanted.id = recruiter_id JOIN office ON during && hours
"""


@dataclass(frozen=True)
class Week:
    """Minutes of work are an estimate (rules/figures). What is late already still falls in this week."""

    due: dict[str, int]  # by channel
    free_minutes: int

    @property
    def count(self) -> int:
        return sum(self.due.values())

    @property
    def work_minutes(self) -> int:
        return sum(EXPECTED_MINUTES[channel] * count for channel, count in self.due.items())

    @property
    def is_too_much(self) -> bool:
        return self.work_minutes > self.free_minutes


def end_of_week(calendar: Calendar, *, now: datetime) -> datetime:
    today = local(now, calendar).date()
    return at_local(today + timedelta(days=7 - today.weekday()), time(), calendar)


def week(due: dict[str, int], calendar: Calendar, *, person: int | None, now: datetime) -> Week:
    """`due` until the end of this week, by channel."""
    return Week(due, _free_minutes(person, _office_hours(calendar, now=now, ends=end_of_week(calendar, now=now))))


def _office_hours(calendar: Calendar, *, now: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """What is left of this week's."""
    day, windows = local(now, calendar).date(), []
    while (opens := at_local(day, calendar.opens, calendar)) < ends:
        opens, closes = max(opens, now), at_local(day, calendar.closes, calendar)
        if is_working_day(day, calendar) and opens < closes:
            windows.append((opens, closes))
        day += A_DAY
    return windows


def _free_minutes(person: int | None, windows: list[tuple[datetime, datetime]]) -> int:
    opens, closes = [window[0] for window in windows], [window[1] for window in windows]
    params: dict[str, Any] = {"role": Role.RECRUITER, "person": person, "opens": opens, "closes": closes}
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, params)
        recruiters, taken = cursor.fetchone()
    office = sum((closes - opens) // MINUTE for opens, closes in windows)
    return max(int(recruiters) * office - int(taken), 0)
