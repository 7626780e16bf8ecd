"""make bench: the sweep over a million rejections of which 10,000 have just become late."""

import resource
import time
from datetime import timedelta
from statistics import median

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candidates.actions import clock
from candidates.models import Deadline, Letter, Notice
from tests.bench.conftest import seconds

pytestmark = pytest.mark.bench
DUE = 10_000

MAKE_DUE = """
UPDATE candidates_deadline SET met_at = NULL, met_channel = '', met_by_id = NULL, ring_at = %(due)s, due_at = %(due)s,
    silence_at = NULL, remind_at = NULL
WHERE id IN (SELECT id FROM candidates_deadline WHERE kind = 'tell' AND stopped_at IS NULL ORDER BY id LIMIT %(count)s)
"""
# The least that any sweep must do: claim what rings, note it once, move it on.
FLOOR = """
WITH claimed AS (
    SELECT id FROM candidates_deadline WHERE met_at IS NULL AND stopped_at IS NULL AND ring_at <= %(now)s
    FOR UPDATE SKIP LOCKED
), noted AS (
    INSERT INTO candidates_notice (deadline_id, kind, day, made_at)
    SELECT id, 'late', current_date, %(now)s FROM claimed
    ON CONFLICT DO NOTHING
)
UPDATE candidates_deadline SET ring_at = NULL FROM claimed WHERE candidates_deadline.id = claimed.id
"""


def make_due(moment: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(MAKE_DUE, {"due": moment, "count": DUE})


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_the_sweep_over_a_million(million: int) -> None:
    now = timezone.now()
    clock.watch(now)  # the open work of the demo
    make_due(now - timedelta(minutes=5))
    with transaction.atomic():
        floor = seconds(lambda: _floor(now), times=1)
        transaction.set_rollback(True)

    before, letters, started = memory(), Letter.objects.count(), time.perf_counter()
    with CaptureQueriesContext(connection) as statements:
        swept = clock.watch(now)
    took = time.perf_counter() - started

    assert swept.looked == DUE
    assert Notice.objects.filter(kind="late", made_at=now).count() >= DUE
    assert not Deadline.objects.ringing(now).exists()
    empty = _empty_sweep(now)
    print(f"\nsweep, {DUE:,} due of {million:,}: {took:.2f} s, {len(statements)} statements, {swept.letters} letters")
    print(f"bare SQL claim and note: {floor:.2f} s; ratio {took / floor:.1f}")
    print(f"memory grew by {memory() - before:.0f} MB; letters {letters} -> {Letter.objects.count()}")
    print(f"empty sweep: {empty * 1000:.2f} ms of SQL")
    assert len(statements) <= 100
    assert swept.looked == DUE


def _floor(now: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, {"now": now})


def _empty_sweep(now: object) -> float:
    """What the database does when nothing rings, the median of five: the partial index answers."""
    return median(_sql_of_a_sweep(now) for _sweep in range(5))


def _sql_of_a_sweep(now: object) -> float:
    spent: list[float] = []

    def timed(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # what Django gives a wrapper
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - started)

    with connection.execute_wrapper(timed):
        clock.watch(now)  # type: ignore[arg-type]  # a datetime
    return sum(spent)
