"""Do we keep our promise? Per stage, per channel and per month, in two statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.source import COUNTED
from candidates.rules.figures import A_DAY, A_WEEK, LEAST, TREND_MONTHS, Share, Within, month_after, within
from candidates.rules.periods import BEGINNING
from candidates.rules.stages import Channel

TELL, TALK = "tell", "talk"

SUMS = f"""
WITH {COUNTED}
SELECT kind, stage, channel, month, month >= %(period_first)s AS here,
       coalesce(sum(count), 0) AS people,
       coalesce(sum(count) FILTER (WHERE verdict = 'on_time'), 0) AS on_time,
       coalesce(sum(count) FILTER (WHERE verdict = 'late'), 0) AS late,
       coalesce(sum(count) FILTER (WHERE verdict = 'never'), 0) AS never,
       coalesce(sum(count) FILTER (WHERE verdict = 'overdue'), 0) AS overdue,
       coalesce(sum(count) FILTER (WHERE verdict = 'open'), 0) AS open,
       coalesce(sum(count) FILTER (WHERE verdict IN ('on_time', 'late') AND hours <= {A_DAY}), 0) AS in_a_day,
       coalesce(sum(count) FILTER (WHERE verdict IN ('on_time', 'late')
                                   AND hours > {A_DAY} AND hours <= {A_WEEK}), 0) AS in_a_week,
       coalesce(sum(count) FILTER (WHERE verdict IN ('on_time', 'late') AND hours > {A_WEEK}), 0) AS later,
       coalesce(sum(reasoned), 0) AS reasoned, coalesce(sum(other), 0) AS other
FROM counted
GROUP BY GROUPING SETS ((kind, stage, channel, month >= %(period_first)s), (kind, month))
"""

# Whole hours in order; at the half (at nine tenths) of the people stands the answer. Who was not told counts with the
# hours so far; the highest the answer can become is where it stands if those are never told.
SPREAD = f"""
WITH {COUNTED}, cells AS (
    SELECT kind, CASE kind WHEN 'talk' THEN '' ELSE stage END AS stage, hours, sum(count) AS people,
           coalesce(sum(count) FILTER (WHERE verdict IN ('on_time', 'late')), 0) AS told
    FROM counted WHERE month >= %(period_first)s GROUP BY 1, 2, 3
), ranked AS (
    SELECT kind, stage, hours, sum(people) OVER up_to AS people, sum(told) OVER up_to AS told,
           sum(people) OVER (PARTITION BY kind, stage) AS whole
    FROM cells WINDOW up_to AS (PARTITION BY kind, stage ORDER BY hours)
)
SELECT kind, stage, max(whole),
       min(hours) FILTER (WHERE people * 2 >= whole), min(hours) FILTER (WHERE told * 2 >= whole),
       min(hours) FILTER (WHERE people * 10 >= whole * 9), min(hours) FILTER (WHERE told * 10 >= whole * 9)
FROM ranked GROUP BY kind, stage
"""


@dataclass(frozen=True)
class Counts:
    """People by what became of their promise. Who is told in a day is told within 24 hours, and so on."""

    people: int = 0
    on_time: int = 0
    late: int = 0
    never: int = 0
    overdue: int = 0
    open: int = 0
    in_a_day: int = 0
    in_a_week: int = 0
    later: int = 0
    reasoned: int = 0
    other: int = 0

    def __add__(self, more: "Counts") -> "Counts":
        return Counts(**{name: value + getattr(more, name) for name, value in vars(self).items()})

    @property
    def told(self) -> int:
        return self.on_time + self.late

    @property
    def not_yet(self) -> int:
        return self.never + self.overdue + self.open

    @property
    def judged(self) -> int:
        """Told, or too late to be told in time. Who still waits within the promise has no verdict yet."""
        return self.people - self.open

    @property
    def kept(self) -> Share:
        return Share(self.on_time, self.judged)

    def share(self, name: str) -> Share:
        return Share(getattr(self, name), self.people)

    @property
    def without_reason(self) -> Share:
        """Of the decisions with a reason: those with "another reason"."""
        return Share(self.other, self.reasoned)


NOBODY = Counts()


@dataclass(frozen=True)
class Spread:
    """Empty for fewer than five people."""

    median: Within | None = None
    p90: Within | None = None


@dataclass
class PromiseFigures:
    by_stage: dict[tuple[str, str], Counts] = field(default_factory=dict)  # (kind, stage)
    by_channel: dict[tuple[str, str, str], Counts] = field(default_factory=dict)  # (kind, stage, channel)
    by_month: dict[date, Counts] = field(default_factory=dict)  # of telling, with every month of the trend
    spread: dict[tuple[str, str], Spread] = field(default_factory=dict)
    mailed_before: int = 0  # told by mail before the period, since the beginning

    def told(self, stage: str = "") -> Counts:
        """How the decision was told: after one stage, or after all."""
        return self._sum(TELL, stage)

    def talks(self) -> Counts:
        return self._sum(TALK, "")

    def channel(self, channel: str, stage: str = "") -> Counts:
        found = (n for (kind, at, by), n in self.by_channel.items() if (kind, by) == (TELL, channel))
        if not stage:
            return sum(found, NOBODY)
        return self.by_channel.get((TELL, stage, channel), NOBODY)

    def _sum(self, kind: str, stage: str) -> Counts:
        if stage:
            return self.by_stage.get((kind, stage), NOBODY)
        return sum((n for (of, _stage), n in self.by_stage.items() if of == kind), NOBODY)


def promise_figures(asked: Asked, *, now: datetime) -> PromiseFigures:
    """Of the period; for the trend and the spreekuur also of what was before it."""
    since = month_after(asked.period.last, 1 - TREND_MONTHS)
    figures = PromiseFigures(by_month=dict.fromkeys(_months(since), NOBODY))
    by_stage: dict[tuple[str, str], Counts] = defaultdict(Counts)
    for row in _rows(SUMS, asked.params(now=now, since=BEGINNING)):
        kind, stage, channel, month, counts = row["kind"], row["stage"], row["channel"], row["month"], _counts(row)
        if month is not None:
            if kind == TELL and month >= since:
                figures.by_month[month] = counts
        elif not row["here"]:
            figures.mailed_before += counts.told if (kind, channel) == (TELL, Channel.MAIL) else 0
        else:
            figures.by_channel[kind, stage, channel] = counts
            by_stage[kind, stage] += counts
    figures.by_stage = dict(by_stage)
    figures.spread = _spread(asked, now=now)
    return figures


def kept(asked: Asked, *, now: datetime) -> Share:
    """The headline alone."""
    rows = _rows(SUMS, asked.params(now=now))
    return sum((_counts(row).kept for row in rows if row["kind"] == TELL and row["month"] is None), Share(0, 0))


def _months(since: date) -> Iterable[date]:
    return (month_after(since, count) for count in range(TREND_MONTHS))


def _counts(row: Mapping[str, Any]) -> Counts:
    return Counts(**{name: int(row[name]) for name in Counts.__dataclass_fields__})


def _spread(asked: Asked, *, now: datetime) -> dict[tuple[str, str], Spread]:
    with connection.cursor() as cursor:
        cursor.execute(SPREAD, asked.params(now=now))
        return {
            (kind, stage): Spread(within(low, high), within(low90, high90))
            for kind, stage, whole, low, high, low90, high90 in cursor.fetchall()
            if whole >= LEAST
        }


def _rows(statement: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
