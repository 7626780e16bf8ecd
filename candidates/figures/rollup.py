"""The roll-up beside its rows: which months wait to be counted, and whether what was counted is still true."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max, Min, Sum

from candidates.figures.source import NEAR_MONTH, PROMISES, SETTLED
from candidates.models import FigureCount, FigureMark, Rejection
from candidates.rules.figures import month_after

ALIKE = "month, kind, stage, department, channel, person, verdict, hours"
# A month as its rows say; %(month)s is its first day.
FROM_ROWS = f"""
SELECT {ALIKE}, count(*) AS count, sum(reasoned) AS reasoned, sum(other) AS other
FROM ({PROMISES} AND {SETTLED} AND {NEAR_MONTH.format(month="%(month)s::date")}) AS settled
GROUP BY {ALIKE}
"""
DIFFERENCE = f"""
WITH rows AS ({FROM_ROWS}), kept AS (
    SELECT {ALIKE}, count, reasoned, other FROM candidates_figurecount WHERE month = %(month)s
)
SELECT (SELECT coalesce(sum(count), 0) FROM rows),
       (SELECT count(*) FROM (
           (SELECT * FROM rows EXCEPT SELECT * FROM kept) UNION ALL (SELECT * FROM kept EXCEPT SELECT * FROM rows)
       ) AS differing),
       EXISTS (SELECT 1 FROM candidates_figuremark WHERE month = %(month)s)
"""


@dataclass(frozen=True)
class MonthCheck:
    """`wrong` lines of the roll-up say something else than the rows; a marked month is counted from its rows anyway."""

    month: date
    promises: int
    counted: int
    wrong: int
    is_marked: bool

    @property
    def is_true(self) -> bool:
        return self.is_marked or not self.wrong


def marked_months() -> list[date]:
    """Newest first: those are looked at most."""
    return list(FigureMark.objects.order_by("-month").values_list("month", flat=True).distinct())


def check_months(*, now: datetime) -> Iterator[MonthCheck]:
    """Every month that has rows, or was ever counted."""
    counted = _counted()
    for month in _months(counted):
        with connection.cursor() as cursor:
            cursor.execute(DIFFERENCE, {"month": month, "now": now})
            promises, wrong, is_marked = cursor.fetchone()
        if promises or wrong:
            yield MonthCheck(month, int(promises), counted.get(month, 0), wrong, is_marked=is_marked)


def _counted() -> dict[date, int]:
    return dict(FigureCount.objects.order_by().values_list("month").annotate(Sum("count")))


def _months(counted: dict[date, int]) -> Iterator[date]:
    decided = Rejection.objects.aggregate(first=Min("decided_at"), last=Max("decided_at"))
    ends = [moment.date().replace(day=1) for moment in decided.values() if moment]
    if not ends and not counted:
        return
    months = [*(month_after(end, way) for end, way in zip(ends, (-1, 1), strict=False)), *counted]
    month, last = min(months), max(months)
    while month <= last:
        yield month
        month = month_after(month)
