"""Count the months anew whose rows changed. Marks and counts change together: a reader sees both, or neither."""

from datetime import date, datetime

from django.db import connection, transaction

from candidates.figures.rollup import ALIKE, FROM_ROWS, marked_months
from candidates.models import FigureCount, FigureMark

LOCK = 7_236_011  # any number of our own: one counts at a time
COUNT = f"INSERT INTO candidates_figurecount ({ALIKE}, count, reasoned, other) {FROM_ROWS}"


class SomebodyCounts(Exception):
    """Another worker is at it: it goes on with the other months too."""


def count_marked_months(now: datetime) -> int:
    """How many months were counted. Cut short, what was counted stays and the next ring goes on."""
    counted = 0
    for month in marked_months():
        try:
            count_month(month, now=now)
        except SomebodyCounts:
            break
        counted += 1
    return counted


@transaction.atomic
def count_month(month: date, *, now: datetime) -> None:
    """A change that is being made meanwhile leaves a mark of its own, which this does not see and so keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            raise SomebodyCounts
        FigureMark.objects.filter(month=month).delete()
        FigureCount.objects.filter(month=month).delete()
        cursor.execute(COUNT, {"month": month, "now": now})
