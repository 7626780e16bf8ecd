"""Two at once, on connections of their own: one form is one decision, one address is one person."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from candidates.actions.rejections import Decision, log_rejection
from candidates.actions.taking_back import undo
from candidates.models import Candidate, Deadline, Rejection, User, Vacancy
from tests import cast
from tests.decision_cast import NOW, decision, logged

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ROUNDS = 5


def at_once(*works: Callable[[], object]) -> list[object]:
    """Runs them together; answers what each gave back, or the error it met."""
    start, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int) -> None:
        start.wait(timeout=10)
        try:
            answers[place] = works[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def test_the_same_form_sent_twice_at_once_is_one_decision(nadia: User) -> None:
    for round_number in range(ROUNDS):
        key, email = uuid4(), f"p{round_number}@example.org"
        given = decision(vacancy=Vacancy(title=f"Nieuw {round_number}"), public_id=key, email=email)

        def send(given: Decision = given) -> Rejection:
            own = Vacancy(title=given.vacancy.title)
            return log_rejection(Decision(**{**vars(given), "vacancy": own}), by=nadia, at=NOW)

        answers = at_once(send, send, send)
        assert answers == [Rejection.objects.get(public_id=key)] * 3
    counts = [model.objects.count() for model in (Rejection, Deadline, Candidate, Vacancy)]
    assert counts == [ROUNDS] * 4


def test_without_a_key_it_is_two(nadia: User) -> None:
    """The rig does race: two forms are two decisions."""
    vacancy = cast.vacancy()
    answers = at_once(*[lambda: log_rejection(decision(vacancy=vacancy), by=nadia, at=NOW)] * 2)
    assert len({answer.pk for answer in answers if isinstance(answer, Rejection)}) == 2


def test_two_decisions_about_a_new_address_are_about_one_person(nadia: User) -> None:
    vacancy, bram = cast.vacancy(), cast.bram()
    for round_number in range(ROUNDS):
        addresses = (f"p{round_number}@example.org", f"P{round_number}@Example.org")
        works = [
            lambda by=by, email=email: log_rejection(decision(vacancy=vacancy, email=email), by=by, at=NOW)
            for by, email in zip((nadia, bram), addresses, strict=True)
        ]
        answers = at_once(*works)
        assert [type(answer) for answer in answers] == [Rejection, Rejection]
    assert (Rejection.objects.count(), Candidate.objects.count()) == (2 * ROUNDS, ROUNDS)


def test_a_promise_is_kept_or_taken_back_never_both(nadia: User) -> None:
    for round_number in range(ROUNDS):
        rejection = logged(by=nadia, email=f"p{round_number}@example.org")
        task = rejection.deadlines.get()
        at_once(
            lambda task=task: Deadline.objects.keep_promise(task.pk, at=NOW, channel="call", by=nadia),
            lambda rejection=rejection: undo(rejection, by=nadia, at=NOW),
        )
        task.refresh_from_db()
        rejection.refresh_from_db()
        ending = (task.met_at is None, task.stopped_at is None, rejection.undone_at is None)
        assert ending in [(True, False, False), (False, True, True)]
