"""What a figure is, and when it may be shown: shares and medians of few people say who they are, so they are not."""

from dataclasses import dataclass
from datetime import date

LEAST = 5  # of fewer people only the count is shown
A_DAY, A_WEEK = 24, 7 * 24  # hours
OTHER_NOTICE = 25  # percent: when so many reasons are "another reason", the list of reasons is wrong
ARTICLE_HOURS = (10, 11)  # a recruiter's year of the spreekuur, preparation included (J. Valkenburg, Reinier de Graaf)
EXPECTED_MINUTES = {"mail": 15, "call": 10, "talk": 15}
TREND_MONTHS = 12


@dataclass(frozen=True)
class Share:
    """A part of some people. The percentage is rounded down: 100 means all of them."""

    part: int
    whole: int

    @property
    def is_shown(self) -> bool:
        return self.whole >= LEAST

    @property
    def percent(self) -> int | None:
        return 100 * self.part // self.whole if self.is_shown else None

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True)
class Within:
    """Half (or 90 of 100) were told within so many hours; at least so many, when it hangs on who still waits."""

    hours: int
    at_least: bool = False


def within(hours: int | None, at_most: int | None) -> Within | None:
    """From the lowest and the highest that it can become."""
    return None if hours is None else Within(hours, at_least=hours != at_most)


def month_after(month: date, count: int = 1) -> date:
    """Or before, with a count below zero."""
    months = month.year * 12 + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
