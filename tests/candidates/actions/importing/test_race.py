"""Kills and races on real connections: whoever dies or comes at the same time, each row becomes one decision."""

import contextlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction

from candidates.actions import imports
from candidates.actions.importing.ring import LEASE
from candidates.actions.importing.writing import LOCK, SomebodyWrites, write_chunk
from candidates.actions.many_rejections import log_many
from candidates.actions.rejections import current_terms
from candidates.models import Candidate, Deadline, ImportRun, Letter, Rejection, User
from candidates.queries.known_decisions import known_decisions
from tests import cast
from tests.decision_cast import decision
from tests.import_cast import NOW, csv_file, looked_at, many, ring

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROWS = 300
PATIENCE = 20


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def confirmed(content: bytes, by: User) -> ImportRun:
    return imports.confirm(looked_at(content, by), past_as="open")


@contextlib.contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def test_a_worker_killed_in_the_middle_of_a_chunk_leaves_nothing_half_and_the_next_one_goes_on(nadia: User) -> None:
    run = confirmed(csv_file(many(ROWS)), nadia)
    known = cast.candidate("Kandidaat 5", email="k5@example.org")
    died = threading.Event()

    def worker() -> None:
        with own_connection():
            try:
                write_chunk(run, now=NOW)
            except OperationalError:
                died.set()

    with transaction.atomic():
        Candidate.objects.select_for_update().get(pk=known.pk)  # the chunk gets this far, and waits
        thread = threading.Thread(target=worker)
        thread.start()
        _kill_who_waits()
        thread.join(PATIENCE)
    assert died.is_set()
    assert (Rejection.objects.count(), Deadline.objects.count(), run.rows.written().count()) == (0, 0, 0)
    assert ring() == 2
    assert (Rejection.objects.count(), run.rows.written().count(), Letter.objects.count()) == (ROWS, ROWS, 1)


def _kill_who_waits() -> None:
    for _try in range(PATIENCE * 100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_get_activity(NULL) USING (pid) "
                "WHERE NOT granted AND datid = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            if cursor.fetchall():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waited")


def test_a_killed_worker_is_followed_up_when_its_lease_is_over(nadia: User) -> None:
    run = confirmed(csv_file(many(ROWS)), nadia)
    ImportRun.objects.filter(pk=run.pk).update(lease_until=NOW + LEASE, attempts=1)  # it died with this in its hands
    assert ring(NOW + LEASE) == 0
    assert ring(NOW + LEASE + timedelta(seconds=1)) == 2
    assert Rejection.objects.count() == ROWS


def test_two_files_and_four_workers_at_once_bring_in_each_decision_once(nadia: User) -> None:
    runs = [confirmed(csv_file(many(ROWS)), nadia) for _file in range(2)]
    together = threading.Barrier(4)

    def worker(run: ImportRun) -> None:
        with own_connection():
            together.wait(PATIENCE)
            for _try in range(1_000):
                try:
                    if not write_chunk(run, now=NOW):
                        return
                except SomebodyWrites:
                    time.sleep(0.01)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, runs * 2))
    assert Rejection.objects.count() == ROWS
    assert sum(run.rows.written().count() for run in runs) == ROWS
    assert sum(run.rows.known().count() for run in runs) == ROWS
    assert Letter.objects.count() == 2


def test_the_control_without_the_lock_two_workers_double(nadia: User) -> None:
    """Both look, then both write: what the lock forbids. The rig can see a decision that came in twice."""
    terms, vacancy, together = current_terms(), cast.vacancy(), threading.Barrier(2)
    wanted = decision(vacancy=vacancy)
    data = {
        "reference": "",
        "email": wanted.email,
        "phone": wanted.phone,
        "name": wanted.name,
        "vacancy": vacancy.title,
        "decided_at": wanted.decided_at.isoformat(),
    }

    def worker(_number: int) -> bool:
        with own_connection():
            is_new = known_decisions([data]).find(data) is None
            together.wait(PATIENCE)
            if is_new:
                log_many([wanted], by=nadia, at=NOW, terms=terms)
            return is_new

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(worker, range(2))) == [True, True]
    assert Rejection.objects.count() == 2


def test_who_finds_the_lock_taken_writes_nothing_and_lets_go(nadia: User) -> None:
    run = confirmed(csv_file(many(3)), nadia)
    held, enough = threading.Event(), threading.Event()

    def other() -> None:
        with own_connection(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            held.set()
            enough.wait(PATIENCE)

    thread = threading.Thread(target=other)
    thread.start()
    held.wait(PATIENCE)
    assert ring() == 1
    run.refresh_from_db()
    assert (run.lease_until, Rejection.objects.count()) == (None, 0)
    enough.set()
    thread.join(PATIENCE)
    assert ring() == 1
    assert Rejection.objects.count() == 3
