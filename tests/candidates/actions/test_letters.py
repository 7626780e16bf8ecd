from datetime import timedelta

import pytest

from candidates.actions.candidates import AddressTaken
from candidates.actions.letters import TooLate, came_back, retry, settle_doubt, take_back_mail
from candidates.letters.posting import claim, deliver_due
from candidates.models import Candidate, Deadline, Letter, LetterState, Rejection, User
from tests import cast, letter_cast
from tests.letter_cast import DUE, NOW, to_candidate
from tests.sink import Sink

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return letter_cast.owed()


@pytest.fixture
def nadia(rejection: Rejection) -> User:
    return rejection.recruiter


def deliver(at=NOW) -> dict[str, int]:
    return dict(deliver_due(clock=lambda: at))


def the_promise() -> Deadline:
    return Deadline.objects.get()


def test_taken_back_in_time_it_never_leaves_and_the_promise_runs_on(
    sink: Sink, rejection: Rejection, nadia: User
) -> None:
    letter = take_back_mail(to_candidate(rejection), by=nadia, at=NOW)

    assert deliver() == {}
    assert (letter.state, sink.mails, the_promise().met_at) == (LetterState.DRAFT, [], None)


def test_it_can_be_taken_back_until_its_text_was_handed_over(rejection: Rejection, nadia: User) -> None:
    letter = to_candidate(rejection)
    claim(now=NOW)
    assert take_back_mail(letter, by=nadia, at=NOW).state == LetterState.DRAFT

    Letter.objects.update(state=LetterState.SENDING, handed_over_at=NOW)
    with pytest.raises(TooLate):
        take_back_mail(letter, by=nadia, at=NOW)


def test_what_was_refused_is_sent_again_to_the_address_that_was_put_right(
    sink: Sink, rejection: Rejection, nadia: User
) -> None:
    letter = to_candidate(rejection)
    sink.modes = ["550"]
    deliver()

    retry(letter, address="youssef.e@example.org", by=nadia, at=LATER)
    deliver(LATER)
    (mail,) = sink.to("youssef.e@example.org")
    assert mail.message["Message-ID"] == letter.message_id
    assert Candidate.objects.get().email == "youssef.e@example.org"
    assert the_promise().met_at == LATER


def test_an_address_of_somebody_else_is_not_taken(sink: Sink, rejection: Rejection, nadia: User) -> None:
    cast.candidate("Lotte Smit", email="lotte@example.org")
    letter = to_candidate(rejection, state=LetterState.FAILED)

    with pytest.raises(AddressTaken):
        retry(letter, address="lotte@example.org", by=nadia, at=NOW)
    assert Letter.objects.get().state == LetterState.FAILED


def test_a_letter_that_was_held_leaves_when_its_address_is_confirmed(
    sink: Sink, rejection: Rejection, nadia: User
) -> None:
    letter = to_candidate(rejection)
    Candidate.objects.update(email="new@example.org")
    deliver()

    retry(letter, address="new@example.org", by=nadia, at=LATER)
    deliver(LATER)
    assert len(sink.to("new@example.org")) == 1


def test_a_letter_that_waits_cannot_be_retried(rejection: Rejection, nadia: User) -> None:
    with pytest.raises(TooLate):
        retry(to_candidate(rejection), address="youssef@example.org", by=nadia, at=NOW)


@pytest.fixture
def doubt(sink: Sink, rejection: Rejection) -> Letter:
    letter = to_candidate(rejection)
    sink.modes = ["cut after the dot"]
    deliver()
    return letter


def test_who_knows_that_it_arrived_keeps_the_promise_at_the_moment_it_was_handed_over(
    doubt: Letter, nadia: User
) -> None:
    settled = settle_doubt(doubt, arrived=True, by=nadia, at=NOW + timedelta(hours=9))

    assert (settled.state, settled.sent_at) == (LetterState.SENT, NOW)
    assert the_promise().met_at == NOW < DUE


def test_who_sends_it_again_sends_the_same_bytes(sink: Sink, doubt: Letter, nadia: User) -> None:
    settle_doubt(doubt, arrived=False, by=nadia, at=LATER)
    deliver(LATER)

    first, second = sink.to("youssef@example.org")
    assert first.data == second.data
    assert the_promise().met_at == LATER


def test_a_doubt_is_settled_once(doubt: Letter, nadia: User) -> None:
    settle_doubt(doubt, arrived=True, by=nadia, at=NOW)
    with pytest.raises(TooLate):
        settle_doubt(doubt, arrived=False, by=nadia, at=NOW)


def test_a_mail_that_came_back_opens_the_promise_and_late_stays_late(
    sink: Sink, rejection: Rejection, nadia: User
) -> None:
    letter = to_candidate(rejection)
    deliver()
    returned_at = DUE + timedelta(hours=3)

    came_back(letter, by=nadia, at=returned_at)
    promise = the_promise()
    assert (promise.met_at, promise.met_channel, promise.met_by) == (None, "", None)
    assert (promise.not_delivered_at, promise.ring_at, promise.due_at) == (returned_at, returned_at, DUE)

    again = to_candidate(rejection, key=f"feedback/{rejection.pk}/2", not_before=returned_at)
    deliver(returned_at)
    promise = the_promise()
    assert (promise.met_at, promise.was_late) == (returned_at, True)
    assert again.message_id != letter.message_id


def test_it_comes_back_once_and_only_after_it_was_sent(sink: Sink, rejection: Rejection, nadia: User) -> None:
    letter = to_candidate(rejection)
    with pytest.raises(TooLate):
        came_back(letter, by=nadia, at=NOW)
    deliver()
    came_back(letter, by=nadia, at=NOW)
    with pytest.raises(TooLate):
        came_back(letter, by=nadia, at=NOW)


def test_a_promise_that_was_kept_by_telephone_stays_kept(sink: Sink, rejection: Rejection, nadia: User) -> None:
    Deadline.objects.update(met_at=NOW, met_channel="call", met_by=nadia)
    letter = to_candidate(rejection)
    deliver()

    came_back(letter, by=nadia, at=LATER)
    assert (the_promise().met_at, the_promise().not_delivered_at) == (NOW, None)
