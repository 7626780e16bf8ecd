"""Periods somebody asks figures of: whole months, said by a short key that can stand in an address."""

import re
from dataclasses import dataclass
from datetime import date

from candidates.rules.figures import month_after

THIS_MONTH, LAST_MONTH, THREE_MONTHS, TWELVE_MONTHS = "month", "last-month", "3-months", "12-months"
THIS_YEAR, LAST_YEAR, ALL = "year", "last-year", "all"
NAMED = (THIS_MONTH, LAST_MONTH, THREE_MONTHS, TWELVE_MONTHS, THIS_YEAR, LAST_YEAR, ALL)
BEGINNING = date(1900, 1, 1)
MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Period:
    """From the first to the last month, both whole and both included."""

    key: str
    first: date
    last: date

    @property
    def is_one_month(self) -> bool:
        return self.first == self.last

    @property
    def is_all(self) -> bool:
        return self.first == BEGINNING


def period(key: str, today: date) -> Period:
    """What does not read as a period is this month; nothing reaches past today."""
    now = today.replace(day=1)
    year = now.replace(month=1)
    if MONTH.fullmatch(key):
        month = date.fromisoformat(f"{key}-01")
        return Period(key, month, month) if month <= now else Period(THIS_MONTH, now, now)
    spans = {
        LAST_MONTH: (month_after(now, -1), month_after(now, -1)),
        THREE_MONTHS: (month_after(now, -2), now),
        TWELVE_MONTHS: (month_after(now, -11), now),
        THIS_YEAR: (year, now),
        LAST_YEAR: (month_after(year, -12), month_after(year, -1)),
        ALL: (BEGINNING, now),
    }
    return Period(key, *spans[key]) if key in spans else Period(THIS_MONTH, now, now)


def recent_months(today: date, count: int = 12) -> list[date]:
    """Before the last one, newest first: those have a name of their own."""
    return [month_after(today.replace(day=1), -back) for back in range(2, count + 2)]
