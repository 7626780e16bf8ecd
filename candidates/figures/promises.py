"""Do we keep our promise? Per stage, per channel and per month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.sums import FIGURES, KEPT
from candidates.rules.figures import TREND_MONTHS, Share, Within, month_after, within
from candidates.rules.periods import BEGINNING
from candidates.rules.stages import Channel

TELL, TALK = "tell", "talk"


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
    """Of the period; for the trend and the spreekuur also of what was before it. One statement."""
    since = month_after(asked.period.last, 1 - TREND_MONTHS)
    figures = PromiseFigures(by_month=dict.fromkeys(_months(since), NOBODY))
    by_stage: dict[tuple[str, str], Counts] = defaultdict(Counts)
    params = asked.params(now=now, since=BEGINNING) | {"trend_first": since}
    for what, kind, stage, channel, here, month, numbers in _rows(FIGURES, params):
        if what == "spread":
            figures.spread[kind, stage] = _spread(*numbers)
        elif what == "month":
            if kind == TELL and month:
                figures.by_month[month] = _counts(numbers)
        elif here:
            figures.by_channel[kind, stage, channel] = _counts(numbers)
            by_stage[kind, stage] += figures.by_channel[kind, stage, channel]
        elif (kind, channel) == (TELL, Channel.MAIL):
            figures.mailed_before += _counts(numbers).told
    figures.by_stage = dict(by_stage)
    return figures


def kept(asked: Asked, *, now: datetime) -> Share:
    """The headline alone."""
    ((in_time, judged),) = _rows(KEPT, asked.params(now=now))
    return Share(int(in_time), int(judged))


def _months(since: date) -> Iterable[date]:
    return (month_after(since, count) for count in range(TREND_MONTHS))


def _counts(numbers: Iterable[int | None]) -> Counts:
    return Counts(*(number or 0 for number in numbers))


def _spread(low: int | None, high: int | None, low90: int | None, high90: int | None) -> Spread:
    return Spread(within(low, high), within(low90, high90))


def _rows(statement: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
