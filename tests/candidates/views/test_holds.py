"""Somebody's data kept longer for a complaint or a dispute, and let go again."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.actions.holds import HoldTooLong, LiftedAlready, lift_hold, place_hold
from candidates.models import Asks, Hold, Organisation, Rejection
from tests import cast
from tests.privacy_cast import NOW, asked, desk_of, told, words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def hospital() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield


@pytest.fixture
def hanna() -> Client:
    return desk_of(cast.hanna())


@pytest.fixture
def rejection() -> Rejection:
    return told()


def place(client: Client, rejection: Rejection, **typed: str) -> Any:
    given = {"why": "Zaak bij de rechter", "until": "2027-03-01"} | typed
    return client.post(reverse("hold_place", args=[rejection.candidate_id]), given)


def test_hr_places_a_hold_with_a_reason_and_a_last_day(hanna: Client, rejection: Rejection) -> None:
    assert place(hanna, rejection).url == f"/kandidaten/{rejection.candidate_id}/"
    hold = Hold.objects.get()
    assert (hold.why, hold.until, hold.placed_by.first_name, hold.placed_at) == (
        "Zaak bij de rechter", date(2027, 3, 1), "Hanna", NOW,
    )  # fmt: skip
    assert "Bewaard tot en met 1 maart 2027: Zaak bij de rechter." in words(
        hanna.get(f"/kandidaten/{rejection.candidate_id}/")
    )
    assert "Zaak bij de rechter" in words(hanna.get(reverse("holds")))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"why": ""}, {"why": ["Schrijf in een paar woorden op waarom"]}),
        ({"until": ""}, {"until": ["Kies de laatste dag"]}),
        ({"until": "2026-11-23"}, {"until": ["Kies een dag van vandaag tot en met 24 november 2027"]}),
        ({"until": "2027-11-25"}, {"until": ["Kies een dag van vandaag tot en met 24 november 2027"]}),
    ],
)
def test_what_is_not_right_is_said_at_its_field(
    hanna: Client, rejection: Rejection, typed: dict[str, str], found: dict[str, list[str]]
) -> None:
    assert place(hanna, rejection, **typed).context["form"].errors == found
    assert not Hold.objects.exists()


@pytest.mark.parametrize("until", ["2026-11-24", "2027-11-24"])
def test_the_first_and_the_last_day_that_can_be_chosen(hanna: Client, rejection: Rejection, until: str) -> None:
    assert place(hanna, rejection, until=until).status_code == 302


def test_the_action_has_the_last_word_about_the_term(rejection: Rejection) -> None:
    organisation, hanna = Organisation.objects.current(), cast.hanna()
    for until in (date(2026, 11, 23), date(2027, 11, 25)):
        with pytest.raises(HoldTooLong):
            place_hold(rejection.candidate, why="Zaak", until=until, by=hanna, organisation=organisation, at=NOW)


def test_letting_go_says_first_what_it_means_and_who_did_it_stays(hanna: Client, rejection: Rejection) -> None:
    place(hanna, rejection)
    hold = Hold.objects.get()
    page = reverse("hold_lift", args=[hold.pk])
    assert "Voor Youssef El Amrani geldt weer de gewone termijn" in words(hanna.get(page))
    assert Hold.objects.live(TODAY).exists()
    assert hanna.post(page).url == reverse("holds")
    hold.refresh_from_db()
    assert (hold.lifted_by.first_name, hold.lifted_at, Hold.objects.live(TODAY).exists()) == ("Hanna", NOW, False)
    assert "Een collega deed dit al." in words(hanna.post(page, follow=True))
    with pytest.raises(LiftedAlready):
        lift_hold(hold, by=hold.lifted_by, at=NOW)


def test_the_list_names_what_a_complaint_holds_and_leads_to_it(hanna: Client, rejection: Rejection) -> None:
    complaint = asked(rejection, Asks.COMPLAINT)
    shown = words(hanna.get(reverse("holds")))
    assert reverse("data_request", args=[complaint.public_id]) in shown
    assert "vanzelf" in shown


def test_recruiters_see_and_place_no_holds(rejection: Rejection) -> None:
    nadia = desk_of(rejection.recruiter)
    assert place(nadia, rejection).status_code == 403
    assert "Gegevens bewaren" not in words(nadia.get(f"/kandidaten/{rejection.candidate_id}/"))
