"""What is left to see of somebody who was forgotten: when it happened, and nothing that cannot be done any more."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.actions.data_requests import answer
from candidates.models import Asks, Rejection
from feedback_portal.actions.forgetting import forget_person
from tests import cast
from tests.privacy_cast import NOW, asked, desk_of, told, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield


@pytest.fixture
def hanna() -> Client:
    return desk_of(cast.hanna())


@pytest.fixture
def forgotten() -> Rejection:
    rejection = told("Anna Laat")
    answer(asked(rejection, Asks.CORRECT), words="Gedaan", by=rejection.recruiter, at=NOW)
    asked(rejection, Asks.OBJECT, what="Ik wil dit niet")
    forget_person(rejection.candidate, by=None, at=NOW)
    return rejection


def test_the_page_of_the_person_offers_nothing_that_cannot_be_done(hanna: Client, forgotten: Rejection) -> None:
    read = words(page := hanna.get(reverse("candidate", args=[forgotten.candidate_id])))
    assert "Gewiste kandidaat" in read
    assert "Naam, adres en alle teksten zijn gewist op 24 november 2026." in read
    for name in ("candidate_correct", "hold_place"):
        address = reverse(name, args=[forgotten.candidate_id])
        assert address not in page.content.decode()
        assert (hanna.get(address).status_code, hanna.post(address, {}).status_code) == (404, 404)


def test_what_was_asked_says_when_it_was_removed(hanna: Client, forgotten: Rejection) -> None:
    request = forgotten.candidate.data_requests.get(asks=Asks.OBJECT)
    read = words(page := hanna.get(reverse("data_request", args=[request.public_id])))
    assert "Gewist op 24 november 2026." in read
    assert "Ze schreven er niets bij" not in read
    assert reverse("hold_place", args=[forgotten.candidate_id]) not in page.content.decode()


@pytest.mark.parametrize("name", ["privacy_desk", "reads"])
def test_no_list_shows_a_name_of_one_dash(hanna: Client, forgotten: Rejection, name: str) -> None:
    hanna.get(reverse("candidate", args=[forgotten.candidate_id]))
    page = hanna.get(reverse(name))
    assert ">–</a>" not in page.content.decode()
    assert "Gewiste kandidaat" in words(page)
