"""What can be pressed on the page of a mail."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate, Deadline, Letter, LetterState, Rejection
from tests import cast, letter_cast
from tests.letter_cast import NOW, to_candidate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return letter_cast.owed()


@pytest.fixture
def nadia(client: Client, rejection: Rejection) -> Client:
    client.force_login(rejection.recruiter)
    return client


def press(client: Client, name: str, letter: Letter, **fields: str) -> Any:
    return client.post(reverse(name, args=[letter.pk]), fields, follow=True)


def test_the_page_says_where_the_mail_is(nadia: Client, rejection: Rejection) -> None:
    letter = to_candidate(rejection, not_before=NOW + timedelta(minutes=10))
    page = reverse("feedback", args=[rejection.public_id])
    says = {
        "waiting": "Gaat vandaag 10:22 vanzelf weg.",
        "sending": "Gaat nu weg",
        "sent": "De mailserver nam hem aan",
        "in_doubt": "Het is niet zeker",
    }
    for state, words in says.items():
        Letter.objects.update(state=state, last_reply="no answer: x" if state == "in_doubt" else "", sent_at=NOW)
        shown = nadia.get(page).content.decode()
        assert words in " ".join(
            shown.replace('<time datetime="2026-11-24T10:22+01:00">', "").replace("</time>", "").split()
        )
    assert letter.state == LetterState.WAITING


def test_a_refusal_is_shown_with_its_code_and_in_words(nadia: Client, rejection: Rejection) -> None:
    to_candidate(rejection, state=LetterState.FAILED, last_reply="550 5.1.1 No such user here")
    shown = nadia.get(reverse("feedback", args=[rejection.public_id])).content.decode()

    assert "550 5.1.1 No such user here" in shown
    assert "De mailserver kent dit adres niet" in shown


def test_each_button_does_what_it_says(nadia: Client, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    press(nadia, "letter_take_back", letter)
    assert Letter.objects.get().state == LetterState.DRAFT

    Letter.objects.update(state=LetterState.FAILED)
    press(nadia, "letter_retry", letter, address="Nieuw@example.org")
    assert (Letter.objects.get().state, Letter.objects.get().address) == (LetterState.WAITING, "nieuw@example.org")

    Letter.objects.update(state=LetterState.IN_DOUBT, handed_over_at=NOW)
    press(nadia, "letter_settle", letter, arrived="yes")
    assert (Letter.objects.get().state, Deadline.objects.get().met_at) == (LetterState.SENT, NOW)

    press(nadia, "letter_came_back", letter)
    assert Deadline.objects.get().not_delivered_at == NOW


def test_after_it_came_back_the_address_is_put_right_and_a_new_mail_is_written(
    nadia: Client, rejection: Rejection
) -> None:
    letter = to_candidate(rejection, state=LetterState.SENT, came_back_at=NOW)
    press(nadia, "letter_retry", letter, address="nieuw@example.org")

    assert Candidate.objects.get().email == "nieuw@example.org"
    assert Letter.objects.get().state == LetterState.SENT
    page = nadia.get(reverse("feedback", args=[rejection.public_id]))
    assert 'name="went_well"' in page.content.decode()


@pytest.mark.parametrize("address", ["", "geen adres", "a@b.test, c@d.test"])
def test_what_is_no_address_changes_nothing(nadia: Client, rejection: Rejection, address: str) -> None:
    letter = to_candidate(rejection, state=LetterState.FAILED)
    press(nadia, "letter_retry", letter, address=address)

    assert (Letter.objects.get().state, Candidate.objects.get().email) == (LetterState.FAILED, "youssef@example.org")


def test_too_late_is_said(nadia: Client, rejection: Rejection) -> None:
    letter = to_candidate(rejection, state=LetterState.SENT, sent_at=NOW)
    for name in ("letter_take_back", "letter_settle"):
        assert "Te laat" in press(nadia, name, letter).content.decode()


BUTTONS = ("letter_take_back", "letter_retry", "letter_settle", "letter_came_back")


@pytest.mark.parametrize("name", BUTTONS)
def test_a_visit_changes_nothing_and_a_colleague_may_not(client: Client, rejection: Rejection, name: str) -> None:
    letter = to_candidate(rejection)
    client.force_login(rejection.recruiter)
    assert client.get(reverse(name, args=[letter.pk])).status_code == 405

    client.force_login(cast.bram())
    assert client.post(reverse(name, args=[letter.pk])).status_code == 404
    client.force_login(cast.hanna())
    assert client.post(reverse(name, args=[letter.pk])).status_code == 403


def test_letters_to_colleagues_are_nobodys_page(nadia: Client, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    Letter.objects.update(candidate=None, user=rejection.recruiter)
    assert nadia.get(reverse("letter_text", args=[letter.pk])).status_code == 404
