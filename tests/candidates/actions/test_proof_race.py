"""Many write into one file at once, on connections of their own: one chain, nothing lost. And nobody waits for another
file."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from candidates.actions.calls import Said, log_attempt
from candidates.actions.handover import hand_over
from candidates.actions.sealing import seal_proof
from candidates.actions.taking_back import undo
from candidates.models import CallOutcome, ProofEntry, ProofFile, Rejection, User
from candidates.queries.proof_check import broken_seal, walk
from candidates.rules.proof import What, next_line
from tests import cast
from tests.candidates.actions.test_rejections_race import at_once
from tests.decision_cast import NOW, logged
from tests.proof_cast import noted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
WRITERS, EACH = 8, 12


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def often(work: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        for _time in range(EACH):
            work()

    return run


def test_many_writers_make_one_chain(nadia: User) -> None:
    rejection = logged(by=nadia)
    answers = at_once(*[often(lambda: noted_alone(rejection))] * WRITERS)
    assert answers == [None] * WRITERS
    numbers = list(ProofEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * EACH + 2))
    assert walk().broken is None


def noted_alone(rejection: Rejection) -> None:
    with transaction.atomic():
        noted(rejection)


def test_control_without_the_lock_entries_get_lost(nadia: User) -> None:
    """Look where the file ends, then write: the database refuses the second one with a number, so it is lost."""
    rejection = logged(by=nadia)

    def naive() -> None:
        file = ProofFile.objects.get()
        line = next_line(
            file=str(rejection.public_id),
            after=file.entries,
            tip=file.tip,
            what=What.REOPENED,
            content={},
            by=nadia.pk,
            at=NOW,
        )
        head = {name: getattr(line, name) for name in ("number", "what", "at", "digest", "previous", "hash")}
        with transaction.atomic():
            ProofEntry.objects.create(file=file, by=nadia, **head)
            ProofFile.objects.filter(pk=file.pk).update(entries=line.number, tip=line.hash)

    answers = at_once(*[often(naive)] * WRITERS)
    assert any(isinstance(answer, Exception) for answer in answers)
    assert ProofEntry.objects.count() < WRITERS * EACH + 1


def test_one_who_writes_holds_nobody_else_up(nadia: User) -> None:
    """A transaction that wrote and does not end yet: others are logged meanwhile, and other files grow."""
    mine, other = logged(by=nadia), logged(by=nadia, email="tom@example.org")
    wrote, let_go, waited = threading.Event(), threading.Event(), []

    def slow() -> None:
        with transaction.atomic():
            noted(mine)
            wrote.set()
            let_go.wait(timeout=10)

    def quick() -> None:
        wrote.wait(timeout=10)
        started = time.monotonic()
        logged(by=nadia, email="noor@example.org")
        noted_alone(other)
        waited.append(time.monotonic() - started)
        let_go.set()

    assert at_once(slow, quick) == [None, None]
    assert waited[0] < 1.5  # the lock would be waited for until it runs out, after three seconds
    assert walk().broken is None


def test_acts_that_meet_do_not_wait_for_each_other_in_a_circle(nadia: User) -> None:
    """A call, a handover and an undoing of one decision at once: some come too late, none meets a deadlock."""
    bram = cast.bram()
    for round_number in range(12):
        rejection = logged(by=nadia, email=f"p{round_number}@example.org")
        task = rejection.deadlines.get()
        works = [
            lambda one=rejection: log_attempt(
                one, outcome=CallOutcome.VOICEMAIL, said=Said(went_well="Goed"), minutes=None, by=nadia, at=NOW
            ),
            lambda one=task: hand_over(one, to=bram, by=nadia, why="vrij", at=NOW),
            lambda one=rejection: undo(one, by=nadia, at=NOW),
        ]
        answers = at_once(*works)
        assert not [answer for answer in answers if type(answer).__name__ in ("OperationalError", "IntegrityError")]
    assert walk().broken is None


def test_seals_close_what_was_written_while_others_wrote(nadia: User) -> None:
    """Entries get their number when they are written, and are seen when they are committed: in another order."""
    mine, others = logged(by=nadia), [logged(by=nadia, email=f"p{n}@example.org") for n in range(4)]
    stop = threading.Event()

    def sealing() -> int:
        made = 0
        while not stop.is_set():
            made += seal_proof(at=NOW + timedelta(minutes=made)) is not None
        return made

    def slow() -> None:
        for _time in range(4):
            with transaction.atomic():
                noted(mine)
                time.sleep(0.05)

    def writing() -> None:
        at_once(slow, *[often(lambda one=one: noted_alone(one)) for one in others])
        stop.set()

    made, _done = at_once(sealing, writing)
    assert isinstance(made, int)
    assert made > 0
    seal_proof(at=NOW + timedelta(days=1))
    assert (broken_seal(), walk().broken) == (None, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(entries) FROM candidates_proofseal")
        assert cursor.fetchone() == (ProofEntry.objects.count(),)
