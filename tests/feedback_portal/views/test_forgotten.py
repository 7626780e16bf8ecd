"""What colleagues still see of somebody who was forgotten."""

import pytest
from django.test import Client
from django.urls import reverse

from feedback_portal.actions.forgetting import forget
from tests import cast
from tests.decision_cast import NOW
from tests.forgetting_cast import CANARY, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client: Client) -> dict[str, str]:
    cast.hospital()
    client.force_login(cast.nadia())
    rejection = somebody()
    forget(rejection, why="decision", by=None, at=NOW)
    places = {
        "one": reverse("rejection", args=[rejection.public_id]),
        "list": reverse("rejections"),
        "proof": reverse("proof", args=[rejection.public_id]),
    }
    return {name: client.get(place).content.decode() for name, place in places.items()}


def test_it_says_since_when_and_why_and_what_happened(pages: dict[str, str]) -> None:
    assert "Gewist op 24 november 2026" in " ".join(pages["one"].split())
    assert "de gewone termijn na het besluit" in pages["one"]
    assert "Vastgelegd" in pages["one"]


def test_no_page_holds_a_word_about_them(pages: dict[str, str]) -> None:
    assert [name for name, page in pages.items() if CANARY in page] == []


def test_the_list_says_so_in_the_place_of_the_name(pages: dict[str, str]) -> None:
    assert ">Gewiste kandidaat</a>" in pages["list"]


def test_nothing_can_be_done_any_more(client: Client) -> None:
    cast.hospital()
    client.force_login(cast.nadia())
    rejection = somebody()
    forget(rejection, why="decision", by=None, at=NOW)
    doors = ("feedback", "call", "rejection_take_back", "hand_over")
    answers = {door: client.get(reverse(door, args=[rejection.public_id])).status_code for door in doors}
    assert answers == dict.fromkeys(doors, 404)
