"""Never twice, whoever posts at the same time. Each race has its control, so that a broken rig cannot pass."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from candidates.letters import posting
from candidates.letters.posting import deliver_due
from candidates.letters.writing import StaffDraft, write_staff_letters
from candidates.models import Deadline, Letter, LetterState, User
from candidates.rules.posting import LEASE
from tests import cast, letter_cast
from tests.letter_cast import NOW
from tests.sink import Sink

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LETTERS, WORKERS = 30, 4


@pytest.fixture(autouse=True)
def letters() -> list[Letter]:
    cast.hospital()
    nadia, vacancy = cast.nadia(), cast.vacancy()
    made = []
    for n in range(LETTERS):
        person = cast.candidate(f"Kandidaat{n} Test", email=f"k{n}@example.org")
        about = letter_cast.owed(recruiter=nadia, candidate=person, vacancy=vacancy)
        made.append(letter_cast.to_candidate(about, text=f"Voor k{n}.\n", html=""))
    return made


def at_once(work: Callable[[], Any], *, workers: int = WORKERS) -> list[Any]:
    """Each in a thread with a connection of its own, all let go together."""
    start, answers = threading.Barrier(workers), []

    def run() -> None:
        try:
            start.wait()
            answers.append(work())
        except Exception as trouble:
            answers.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def posted(sink: Sink) -> Counter[str]:
    return Counter(mail.to for mail in sink.mails)


def test_many_workers_post_each_letter_once_to_the_right_person(sink: Sink) -> None:
    answers = at_once(lambda: deliver_due(clock=lambda: NOW))

    assert sum(answers, Counter()) == {"sent": LETTERS}
    assert posted(sink) == {f"k{n}@example.org": 1 for n in range(LETTERS)}
    assert {(mail.to, mail.body()) for mail in sink.mails} == {
        (f"k{n}@example.org", f"Voor k{n}.\n") for n in range(LETTERS)
    }
    assert Deadline.objects.met().count() == LETTERS


@contextmanager
def a_claim_that_is_no_claim(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a naive post does: look what waits, and post it."""

    def look(*, now: datetime) -> Letter | None:
        letter = Letter.objects.due(now).order_by("?").select_related("candidate", "user", "rejection").first()
        if letter is not None:
            letter.state, letter.lease_until = LetterState.SENDING, None
        return letter

    with monkeypatch.context() as patch:
        patch.setattr(posting, "claim", look)
        patch.setattr(posting, "fence", lambda letter, clock: True)
        patch.setattr(posting.settling, "settle", _just_sent)
        yield


def _just_sent(letter: Letter, answer: Any, *, at: datetime) -> str:
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT)
    return "sent"


def test_control_without_a_claim_letters_leave_twice(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_claim_that_is_no_claim(monkeypatch):
        at_once(lambda: deliver_due(clock=lambda: NOW))

    assert len(sink.mails) > LETTERS


def test_who_lost_the_lease_does_not_put_the_dot(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that slept through its lease finds its letter taken over: its own try ends before the dot."""
    real = posting.fence

    def slept(letter: Letter, *, clock: Any) -> bool:
        if letter.key.endswith("/1") and letter.attempts == 1:
            Letter.objects.filter(pk=letter.pk).update(lease_until=Now() - 2 * LEASE)
            posting.settling.take_over_expired(at=NOW)
        return real(letter, clock=clock)

    monkeypatch.setattr(posting, "fence", slept)
    counts = deliver_due(clock=lambda: NOW)

    assert counts["lost"] == LETTERS
    assert posted(sink) == {f"k{n}@example.org": 1 for n in range(LETTERS)}
    assert set(Letter.objects.values_list("attempts", flat=True)) == {2}


def test_control_without_the_fence_it_does(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    def slept(letter: Letter, *, clock: Any) -> bool:
        if letter.attempts == 1:
            Letter.objects.filter(pk=letter.pk).update(lease_until=Now() - 2 * LEASE)
            posting.settling.take_over_expired(at=NOW)
        return True

    monkeypatch.setattr(posting, "fence", slept)
    deliver_due(clock=lambda: NOW)

    assert max(posted(sink).values()) == 2


def test_a_worker_killed_at_any_step_leaves_no_second_mail(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the fence: sent later, once. Killed after it: in doubt, and not sent again."""

    class Killed(BaseException):
        pass

    real, steps = posting.fence, iter(range(10**6))

    def die(letter: Letter, *, clock: Any) -> bool:
        step = next(steps)
        if step % 3 == 0:
            raise Killed
        mine = real(letter, clock=clock)
        if step % 3 == 1:
            raise Killed
        return mine

    monkeypatch.setattr(posting, "fence", die)
    for _life in range(4 * LETTERS):
        try:
            deliver_due(clock=lambda: NOW)
        except Killed:
            Letter.objects.filter(state=LetterState.SENDING).update(lease_until=Now() - LEASE)

    to_candidates = posted(sink)
    states = Counter(Letter.objects.to_candidates().values_list("state", flat=True))
    sent = Letter.objects.to_candidates().filter(state=LetterState.SENT)
    assert states["sent"] + states["in_doubt"] + states["failed"] == LETTERS
    assert (states["in_doubt"] > 0, states["sent"] > 0) == (True, True)
    assert {address: n for address, n in to_candidates.items() if address.startswith("k")} == {
        letter.address: 1 for letter in sent
    }


def test_many_writers_of_one_key_make_one_letter(sink: Sink) -> None:
    nadia = User.objects.get()
    drafts = [StaffDraft(key=f"digest/{n}", kind="mail_trouble", user=nadia) for n in range(20)]
    answers = at_once(lambda: write_staff_letters(drafts, at=NOW))

    made = [letter.key for letters in answers for letter in letters]
    assert sorted(made) == sorted(draft.key for draft in drafts)
    assert Letter.objects.filter(user=nadia).count() == 20
