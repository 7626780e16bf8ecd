"""The ring takes up files: who goes first, who holds one, and when it gives up."""

from datetime import datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest

from candidates.actions import imports
from candidates.actions.importing.ring import LEASE, MOST_TRIES, claim, work_on
from candidates.forms.decisions_file import read_decisions
from candidates.models import Heartbeat, ImportRun, User
from candidates.rules.decision_files import Contents
from candidates.tasks import work_on_imports
from tests import cast
from tests.import_cast import DANIELLE, NOW, TOM, csv_file, looked_at, many, received, ring

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def test_a_ring_without_files_does_nothing(nadia: User) -> None:
    assert str(work_on(NOW, read=read_decisions, has_time=lambda: True)) == ""


def test_who_is_claimed_is_not_claimed_again_until_the_lease_is_over(nadia: User) -> None:
    run = received(csv_file([DANIELLE]), nadia)
    assert claim(NOW) == run
    assert claim(NOW + LEASE) is None  # as long as the worker may live
    again = claim(NOW + LEASE + timedelta(seconds=1))
    assert again == run
    assert again.attempts == 2


def test_reading_goes_before_writing(nadia: User) -> None:
    writing = looked_at(csv_file(many(300)), nadia)
    imports.confirm(writing, past_as="open")
    reading = received(csv_file([DANIELLE]), nadia, at=NOW + timedelta(minutes=1))
    assert claim(NOW + timedelta(minutes=1)) == reading


def test_it_stops_when_its_time_is_up_and_the_next_ring_goes_on(nadia: User) -> None:
    run = looked_at(csv_file(many(600)), nadia)
    imports.confirm(run, past_as="open")
    time_left = iter([True, False])
    assert work_on(NOW, read=read_decisions, has_time=lambda: next(time_left)).steps == 1
    run.refresh_from_db()
    assert (run.state, run.worked, run.total) == ("to_write", 250, 600)
    assert ring() == 2
    run.refresh_from_db()
    assert (run.state, run.worked) == ("done", 600)


def hopeless(content: bytes, zone: ZoneInfo, now: datetime) -> Contents:
    return read_decisions(content, zone, now) if b"danielle" in content else _out_of_memory()


def _out_of_memory() -> NoReturn:
    raise MemoryError


def test_a_file_that_makes_trouble_does_not_stop_the_others_and_is_given_up(nadia: User) -> None:
    bad = received(csv_file([TOM]), nadia)
    good = received(csv_file([DANIELLE]), nadia, at=NOW + timedelta(seconds=1))
    for minute in range(0, 2 * MOST_TRIES + 2, 2):
        work_on(NOW + timedelta(minutes=minute), read=hopeless, has_time=lambda: True)
    states = dict(ImportRun.objects.values_list("pk", "state"))
    assert states == {bad.pk: "failed", good.pk: "preview"}
    bad.refresh_from_db()
    assert (bad.error, bad.attempts) == ("gave_up", MOST_TRIES + 1)


def test_the_task_reads_with_the_real_reader_and_leaves_a_heartbeat(nadia: User) -> None:
    run = received(csv_file([DANIELLE]), nadia)
    work_on_imports()
    run.refresh_from_db()
    assert run.state == "preview"
    assert Heartbeat.objects.get(name="work_on_imports").note == "steps 1"
