"""A mail about a talk that got stuck: found from Today and from the decision, and sent again from a page of its own."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.letters.staff_words import put_into_words
from candidates.letters.trouble import tell_owner
from candidates.models import Candidate, Letter, Organisation
from spreekuur.actions.telling import write_talk_letters
from tests import cast
from tests.spreekuur_cast import NOW, THURSDAY, booked, day, recruiter, rejection, slot

SOON = NOW + timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    cast.hospital()
    with time_machine.travel(SOON, tick=False):
        yield


@pytest.fixture
def letter() -> Letter:
    """Nadia decided; the talk is with Bram."""
    day(THURSDAY, recruiter("Bram"))
    booked(rejection(), slot(13, 45))
    write_talk_letters(SOON)
    return Letter.objects.get()


def desk_of(name: str) -> Client:
    client = Client()
    client.force_login(recruiter(name))
    return client


def press(client: Client, name: str, letter: Letter, **fields: str) -> Any:
    return client.post(reverse(name, args=[letter.pk]), fields, follow=True)


@pytest.mark.parametrize("name", ["Nadia", "Bram"])
@pytest.mark.parametrize("state", ["failed", "held", "in_doubt"])
def test_today_and_the_decision_lead_to_a_page_that_sends_it_again(letter: Letter, name: str, state: str) -> None:
    Letter.objects.update(state=state, last_reply="550 5.1.1 No such user here", handed_over_at=NOW)
    desk, page = desk_of(name), reverse("letter", args=[letter.pk])
    assert page in desk.get(reverse("today")).text
    assert letter.rejection is not None
    assert page in desk.get(reverse("rejection", args=[letter.rejection.public_id])).text
    assert letter.subject in desk.get(page).text
    doubtful = state == "in_doubt"
    again = {"arrived": "no"} if doubtful else {"address": "youssef@example.org"}
    answer = press(desk, "letter_settle" if doubtful else "letter_retry", letter, **again)
    assert answer.request["PATH_INFO"] == page
    assert Letter.objects.get().state == "waiting"


def test_it_arrived_after_all(letter: Letter) -> None:
    Letter.objects.update(state="in_doubt", handed_over_at=NOW)
    assert "Bewaard: de mail is aangekomen." in press(desk_of("Bram"), "letter_settle", letter, arrived="yes").text
    assert (Letter.objects.get().state, Letter.objects.get().sent_at) == ("sent", NOW)


def test_what_came_back_goes_again_to_the_right_address(letter: Letter) -> None:
    Letter.objects.update(state="sent", sent_at=NOW)
    press(desk_of("Bram"), "letter_came_back", letter)
    page = desk_of("Bram").get(reverse("letter", args=[letter.pk])).text
    assert "De mail kwam terug" in page
    press(desk_of("Bram"), "letter_retry", letter, address="nieuw@example.org")
    again = Letter.objects.get()
    assert (again.state, again.address, again.came_back_at) == ("waiting", "nieuw@example.org", None)
    assert Candidate.objects.get().email == "nieuw@example.org"


def test_a_newer_mail_is_named(letter: Letter) -> None:
    Letter.objects.update(state="in_doubt", handed_over_at=NOW)
    first = Letter.objects.get()
    newer = Letter.objects.get()
    newer.pk, newer.key, newer.message_id, newer.subject = None, "talk/later", "later", "Je gesprek is verzet"
    newer.save()
    page = desk_of("Bram").get(reverse("letter", args=[first.pk])).text
    assert "Er is daarna een nieuwere mail geschreven" in page
    assert "Je gesprek is verzet" in page


def test_who_only_reads_sees_where_it_is_and_no_button(letter: Letter) -> None:
    Letter.objects.update(state="in_doubt", handed_over_at=NOW)
    hanna = Client()
    hanna.force_login(cast.hanna())
    page = hanna.get(reverse("letter", args=[letter.pk])).text
    assert "Onzeker" in page
    assert reverse("letter_settle", args=[letter.pk]) not in page
    assert hanna.post(reverse("letter_settle", args=[letter.pk])).status_code == 403


def test_a_colleague_who_is_no_part_of_it_changes_nothing(letter: Letter) -> None:
    eva = Client()
    eva.force_login(cast.person("Eva"))
    assert eva.get(reverse("letter", args=[letter.pk])).status_code == 200
    assert eva.post(reverse("letter_settle", args=[letter.pk]), {"arrived": "yes"}).status_code == 404


def test_the_mail_to_the_colleague_leads_to_the_same_page(letter: Letter) -> None:
    told = tell_owner(letter, state="failed", at=SOON)
    assert told is not None
    words = put_into_words(told, Organisation.objects.current()).text
    assert reverse("letter", args=[letter.pk]) in words
    assert "De belofte" not in words


def test_what_the_clock_wrote_cannot_be_taken_back(letter: Letter) -> None:
    page = desk_of("Bram").get(reverse("letter", args=[letter.pk])).text
    assert reverse("letter_take_back", args=[letter.pk]) not in page
    assert press(desk_of("Bram"), "letter_take_back", letter).status_code == 404
    assert Letter.objects.get().state == "waiting"
