"""The pages on which an administrator says what becomes of a colleague's talks, before anything is closed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.actions.calls import agree_on_talk
from candidates.models import Candidate, Deadline, FollowUp, Organisation, User
from spreekuur.models import Booking, Slot
from tests import cast
from tests.decision_cast import logged
from tests.spreekuur_cast import NOW, THURSDAY, booked, day, here, recruiter, rejection, slot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    cast.hospital()
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        yield


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(cast.ad(password=cast.PASSWORD))
    return client


@pytest.fixture
def nadia() -> User:
    """Two talks and four free moments on Thursday; nobody waits for an answer of hers."""
    day(THURSDAY, recruiter("Nadia"))
    for name, minute in (("Lotte van Dijk", 0), ("Priya Nair", 45)):
        booked(rejection(name, recruiter=recruiter("Bram")), slot(13, minute))
    Deadline.objects.update(met_at=NOW, met_channel="mail", ring_at=None)
    return recruiter("Nadia")


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize("page", ["person", "person_disable", "person_pass_on"])
def test_the_page_says_what_is_ahead_and_names_nobody(desk: Client, nadia: User, page: str) -> None:
    shown = words(desk.get(reverse(page, args=[nadia.pk])))
    assert "Twee gesprekken zijn geboekt:" in shown
    assert "donderdag 26 november 13:00, 13:45." in re.sub("<[^>]+>", "", shown)
    assert "Vier vrije momenten in het spreekuur gaan dicht." in shown
    assert "Lotte" not in shown
    assert "Priya" not in shown


def test_who_has_no_address_is_counted_because_no_mail_tells_them(desk: Client, nadia: User) -> None:
    Candidate.objects.filter(name="Priya Nair").update(email="")
    shown = words(desk.get(reverse("person_disable", args=[nadia.pk])))
    assert "Eén van deze mensen heeft geen mailadres: de collega die je kiest, krijgt een taak om te bellen" in shown


def test_talks_that_were_agreed_by_hand_are_shown(desk: Client, nadia: User) -> None:
    about = logged(by=nadia, talent_pool=True)
    calendar = Organisation.objects.current().calendar()
    agree_on_talk(about, moment=here(30, 10), calendar=calendar, by=nadia, at=NOW)
    shown = words(desk.get(reverse("person_disable", args=[nadia.pk])))
    assert "Eén moment is afgesproken met een kandidaat en gaat mee met het werk:" in shown
    assert "maandag 30 november 10:00." in re.sub("<[^>]+>", "", shown)


def test_nothing_closes_before_it_is_said_what_happens_to_the_talks(desk: Client, nadia: User) -> None:
    page = desk.post(reverse("person_disable", args=[nadia.pk]), {})
    assert page.context["after"].errors["talks"] == ["Kies wat er met de gesprekken gebeurt"]
    taken_over = desk.post(reverse("person_disable", args=[nadia.pk]), {"talks": "over", "why": "Weg"})
    assert list(taken_over.context["after"].errors) == ["to"]
    assert User.objects.get(pk=nadia.pk).is_active


def test_talks_are_cancelled_without_a_colleague(desk: Client, nadia: User) -> None:
    page = desk.post(reverse("person_disable", args=[nadia.pk]), {"talks": "cancel"}, follow=True)
    assert "Nadia Willems kan niet meer inloggen." in words(page)
    assert set(Booking.objects.values_list("state", "ended_why")) == {("cancelled", "absence")}
    assert not Slot.objects.open().of(nadia).exists()


def test_a_colleague_who_cannot_is_named_with_the_moment_and_what_was_typed_stays(desk: Client, nadia: User) -> None:
    bram = recruiter("Bram")
    other = day(THURSDAY, bram)
    booked(rejection("Tom de Boer", recruiter=bram), slot(13, 45, of=other))
    typed = {"talks": "over", "to": bram.pk, "why": "Andere baan"}
    page = desk.post(reverse("person_disable", args=[nadia.pk]), typed)
    assert "Deze collega heeft dan iets anders: donderdag 26 november om 13:45." in words(page)
    assert "Andere baan" in page.text
    assert User.objects.get(pk=nadia.pk).is_active


def test_another_role_asks_to_hand_over_first(desk: Client, nadia: User) -> None:
    role = {"role": "hr-manager"}
    page = words(desk.post(reverse("person", args=[nadia.pk]), role, follow=True))
    assert "Nadia Willems heeft nog gesprekken of vrije momenten in het spreekuur. Draag eerst alles over." in page
    typed = {"talks": "over", "to": recruiter("Bram").pk, "why": "Andere functie"}
    over = desk.post(reverse("person_pass_on", args=[nadia.pk]), typed, follow=True)
    assert "Bram Koster neemt het over van Nadia Willems." in words(over)
    desk.post(reverse("person", args=[nadia.pk]), role)
    assert User.objects.get(pk=nadia.pk).role == "hr-manager"
    assert set(Booking.objects.live().values_list("slot__recruiter__first_name", flat=True)) == {"Bram"}


def test_free_moments_alone_need_no_answer(desk: Client) -> None:
    day(THURSDAY, recruiter("Bram"))
    desk.post(reverse("person_disable", args=[recruiter("Bram").pk]))
    assert not recruiter("Bram").is_active
    assert not Slot.objects.open().exists()


def test_the_page_asks_as_often_for_three_talks_as_for_one(
    desk: Client, nadia: User, django_assert_num_queries: Any
) -> None:
    def asked() -> Any:
        return desk.get(reverse("person_disable", args=[nadia.pk]))

    asked()
    with django_assert_num_queries(13):
        asked()
    booked(rejection("Kofi Mensah", recruiter=recruiter("Bram")), slot(14))
    Deadline.objects.update(met_at=NOW, met_channel="mail", ring_at=None)
    with django_assert_num_queries(13):
        asked()


def test_whom_no_mail_tells_it_becomes_a_task_of_the_colleague(desk: Client, nadia: User) -> None:
    Candidate.objects.filter(name="Priya Nair").update(email="")
    address = reverse("person_disable", args=[nadia.pk])
    refused = desk.post(address, {"talks": "cancel", "to": "", "why": ""})
    assert set(refused.context["after"].errors) == {"to", "why"}

    bram = recruiter("Bram")
    desk.post(address, {"talks": "cancel", "to": bram.pk, "why": "Een andere baan"})
    task = FollowUp.objects.get()
    assert (task.owner, task.rejection.candidate.name, task.due_at) == (bram, "Priya Nair", here(26, 13, 45))
    assert "Bel, want er is geen mailadres bekend" in task.what
    assert "gaat niet door" in task.what


def test_the_heading_asks_before_anything_happened(desk: Client, nadia: User) -> None:
    shown = words(desk.get(reverse("person_disable", args=[nadia.pk])))
    assert "<h1>Het account van Nadia Willems sluiten?</h1>" in shown
    assert "Dan kan Nadia Willems niet meer inloggen." in shown


def test_nobody_opens_a_moment_of_a_closed_account_again(desk: Client, nadia: User) -> None:
    desk.post(reverse("person_disable", args=[nadia.pk]), {"talks": "cancel", "to": "", "why": ""})
    hanna = Client()
    hanna.force_login(cast.hanna())
    free = Slot.objects.of(nadia).earliest("starts_at")
    page = hanna.get(reverse("spreekuur_day", args=[free.day_id])).content.decode()
    change = reverse("slot_change", args=[free.pk])
    assert change not in page
    said = words(hanna.post(change, {"do": "open"}, follow=True))
    assert "Deze collega houdt geen gesprekken meer" in said
    free.refresh_from_db()
    assert (free.state, free.taken_time) == ("closed", None)
