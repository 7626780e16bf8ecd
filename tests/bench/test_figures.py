"""make bench: what the page of figures costs beside its own statements run bare, with a thousand rows and a million."""

import os
import resource
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.actions.figures import count_marked_months
from candidates.models import FigureCount, FigureMark, Role, User
from tests.bench.conftest import seconds

pytestmark = pytest.mark.bench
PERIODS = ("month", "3-months", "all")
MOST_MS = {(100_000, period): 150 for period in PERIODS} | {(1_000_000, "3-months"): 300, (1_000_000, "all"): 1000}
MOST_TIMES, MOST_STATEMENTS = 3, 15
Asked = list[tuple[str, Any]]
HEAD = f"\n{'rejections':>10} {'period':10} {'page':>9} {'bare SQL':>9} {'ratio':>6} {'statements':>10}"


@pytest.mark.parametrize("rows", [1_000, 100_000])
@pytest.mark.django_db(transaction=True)
def test_figures_with_some_rows(rows: int) -> None:
    call_command("demo", rejections=rows)
    try:
        measure(rows)
    finally:
        call_command("demo", remove=True)


def test_figures_with_a_million(million: int) -> None:
    measure(million)


def measure(rows: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    started = time.perf_counter()
    months = count_marked_months(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    counted = FigureCount.objects.count()
    print(
        f"\n{months} months counted in {time.perf_counter() - started:.1f} s: {counted:,} lines of the roll-up", end=""
    )
    print(HEAD)
    slow = [*_pages(rows, "counted"), *_with_a_marked_month(rows), *_with_mails(rows), *_with_answers(rows)]
    _rows_as_a_file()
    assert not (os.environ.get("BENCH_STRICT") and slow), slow


MAILS = """
INSERT INTO candidates_letter (key, kind, message_id, candidate_id, address, rejection_id, findings, language,
    from_name, reply_to, subject, text, html, calendar, digest, params, repeat, state, not_before, planned_at,
    written_at, attempts, last_reply, sent_at)
SELECT 'bench/' || r.id, 'feedback', 'bench/' || r.id, r.candidate_id, '', r.id,
       CASE WHEN r.id %% 3 = 0 THEN jsonb_build_array(jsonb_build_object(
           'label', (%(labels)s::text[])[1 + r.id %% 4], 'quote', repeat('woord ', 12), 'why', repeat('omdat ', 20)))
       ELSE '[]' END, 'nl', '', '', '', repeat(md5(r.id::text), 25), '', '', '', '{}', 'never_twice', 'sent', d.met_at,
       d.met_at, d.met_at, 1, '', d.met_at
FROM candidates_rejection r
JOIN candidates_deadline d ON d.rejection_id = r.id AND d.kind = 'tell' AND d.met_channel = 'mail'
"""
# One in five of those who were told says whether it was useful.
SAID = """
INSERT INTO candidates_opinion (rejection_id, about, useful, why, said_at)
SELECT rejection_id, 'feedback', (ARRAY['yes', 'a_bit', 'no'])[1 + id %% 3], '', met_at
FROM candidates_deadline WHERE kind = 'tell' AND met_at IS NOT NULL AND id %% 5 = 0
"""


def _with_mails(rows: int) -> list[str]:
    """A mail for each decision that was told by mail, one in three with a note of the guide: read from the mails."""
    with connection.cursor() as cursor:
        cursor.execute(MAILS, {"labels": ["vague", "long_sentence", "impersonal", "missing_advice"]})
        print(f"with {cursor.rowcount:,} mails:")
        cursor.execute("ANALYZE candidates_letter")
    return _pages(rows, "with mails", strict=False)


def _with_answers(rows: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(SAID, {})
        print(f"with {cursor.rowcount:,} answers of candidates:")
        cursor.execute("ANALYZE candidates_opinion")
    return _pages(rows, "with answers", strict=False)


def _with_a_marked_month(rows: int) -> list[str]:
    """Somebody was told a moment ago: until the clock rings, this month is counted from its rows."""
    FigureMark.objects.create(month=timezone.localdate().replace(day=1))
    print("with this month changed since it was counted:")
    return _pages(rows, "marked", strict=False)


def _pages(rows: int, state: str, *, strict: bool = True) -> list[str]:
    client, slow, counts = Client(), [], set()
    client.force_login(User.objects.get(role=Role.HR_MANAGER))
    for period in PERIODS:
        get = getting(client, f"{reverse('dashboard')}?period={period}")
        get()
        asked = statements_of(get)
        page, bare = _by_turns(get, asked)
        counts.add(len(asked))
        print(f"{rows:10,} {period:10} {page:6.0f} ms {bare:6.0f} ms {page / bare:5.1f}x {len(asked):10}")
        late = strict and page > MOST_MS.get((rows, period), float("inf"))
        slow += [f"{rows} {period} {state}"] if late or page / bare > MOST_TIMES else []
    assert len(counts) == 1
    assert counts.pop() <= MOST_STATEMENTS
    return slow


def _by_turns(get: Callable[[], None], asked: Asked, *, times: int = 9) -> tuple[float, float]:
    """Milliseconds of the page and of its statements alone, the medians of turns: on a machine that others share, what
    disturbs one disturbs the other."""
    pages, alone = [], []
    for _turn in range(times):
        pages.append(seconds(get, times=1) * 1000)
        alone.append(seconds(lambda: [run(*one) for one in asked], times=1) * 1000)
    return median(pages), median(alone)


def _rows_as_a_file() -> None:
    client = Client()
    client.force_login(User.objects.get(role=Role.HR_MANAGER))
    before, started, size = memory(), time.perf_counter(), 0
    for piece in client.get(reverse("dashboard_rows_csv"), {"period": "all"}).streaming_content:
        size += len(piece)
    took = time.perf_counter() - started
    print(f"all rows as CSV: {size / 1e6:.0f} MB in {took:.1f} s, memory grew by {memory() - before:.0f} MB")


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def getting(client: Client, address: str) -> Callable[[], None]:
    def get() -> None:
        assert client.get(address).status_code == 200, address

    return get


def statements_of(work: Callable[[], None]) -> Asked:
    asked: Asked = []

    def noted(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # what Django gives a wrapper
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        work()
    return asked


def run(sql: str, params: Any) -> None:
    """Without Django: what any program would wait for this answer."""
    with connection.connection.cursor() as cursor:
        cursor.execute(sql, params)
        cursor.fetchall()
