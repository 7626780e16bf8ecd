"""Count the months anew whose rows changed. Marks and counts change together: a reader sees both, or neither."""

from datetime import date, datetime

from django.db import connection, transaction

from candidates.figures.rollup import ALIKE, FROM_ROWS, marked_months
from candidates.models import FigureCount, FigureMark

LOCK = 7_236_011  # any number of our own: two that count wait for each other
COUNT = f"INSERT INTO candidates_figurecount ({ALIKE}, count, reasoned, other) {FROM_ROWS}"


def count_marked_months(now: datetime) -> int:
    """How many months were counted."""
    months = marked_months()
    for month in months:
        count_month(month, now=now)
    return len(months)


@transaction.atomic
def count_month(month: date, *, now: datetime) -> None:
    """A change that is being made meanwhile leaves a mark of its own, which this does not see and so keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        FigureMark.objects.filter(month=month).delete()
        FigureCount.objects.filter(month=month).delete()
        cursor.execute(COUNT, {"month": month, "now": now})
