"""What the talent pool writes says how to have no more of it: in the mail, and to the mail program (RFC 8058)."""

from typing import Any

import pytest

from candidates.actions.consents import withdraw_consent
from candidates.actions.talent_pool import ask_consents_again, message_to, write_to_pool
from candidates.letters.mark import leaving_address_of
from candidates.letters.posting import deliver_due
from candidates.models import Letter, LetterState, Organisation, Rejection
from candidates.rules.letter_kinds import Leave
from tests import cast, letter_cast
from tests.privacy_cast import A_DAY, NOW, in_pool, told
from tests.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> Organisation:
    return cast.hospital()


@pytest.fixture
def youssef() -> Rejection:
    rejection = told()
    in_pool(rejection)
    return rejection


def write(rejection: Rejection, hospital: Organisation) -> Letter:
    person, nadia = rejection.candidate, rejection.recruiter
    seen = message_to(person, "Bel je mij?", by=nadia, organisation=hospital).digest
    return write_to_pool(person, "Bel je mij?", seen=seen, by=nadia, organisation=hospital, at=NOW)


def deliver(at: Any = NOW) -> dict[str, int]:
    return dict(deliver_due(clock=lambda: at))


def test_a_message_says_how_to_leave_in_its_text_and_in_its_headers(
    sink: Sink, youssef: Rejection, hospital: Organisation
) -> None:
    letter = write(youssef, hospital)
    assert deliver() == {"sent": 1}
    (mail,) = sink.mails
    assert letter.link
    leave = leaving_address_of(letter.link, Leave.POOL)
    assert mail.message["List-Unsubscribe"] == f"<{leave}>"
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave in mail.body()
    assert leave in mail.body("html")
    assert "[[" not in mail.body() + mail.body("html")


def test_so_does_the_question_whether_it_may_go_on(sink: Sink, youssef: Rejection) -> None:
    later = NOW + 340 * A_DAY
    assert ask_consents_again(later) == 1
    assert deliver(later) == {"sent": 1}
    assert sink.mails[0].message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_whoever_left_meanwhile_is_not_written_to_and_that_is_no_trouble(
    sink: Sink, youssef: Rejection, hospital: Organisation
) -> None:
    letter = write(youssef, hospital)
    withdraw_consent(youssef.candidate, organisation=hospital, at=NOW)
    assert deliver() == {"draft": 1}
    letter.refresh_from_db()
    assert (letter.state, sink.mails) == (LetterState.DRAFT, [])
    assert not Letter.objects.in_trouble().exists()
    assert not Letter.objects.filter(kind="mail_trouble").exists()


def test_its_link_is_that_of_a_decision_they_heard_of(youssef: Rejection, hospital: Organisation) -> None:
    """A newer decision that waits for its own telling is not given away by a mail about other work."""
    newer = letter_cast.owed(candidate=youssef.candidate, vacancy=cast.vacancy("Analist"))
    letter = write(youssef, hospital)
    assert letter.link
    assert (letter.link.rejection, newer.links.count()) == (youssef, 0)
