"""HR removes somebody who asked for it: said twice, and never while somebody holds the data."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from candidates.actions.data_requests import ask
from candidates.actions.holds import place_hold
from candidates.models import Asks, DataRequest, Organisation, Rejection
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> DataRequest:
    house = cast.hospital()
    rejection = logged(by=cast.nadia())
    return ask(rejection.candidate, asks=Asks.REMOVE, what="", rejection=rejection, organisation=house, at=NOW)


@pytest.fixture
def desk(client: Client, asked: DataRequest) -> Client:
    client.force_login(cast.hanna())
    return client


def remove(desk: Client, asked: DataRequest, **given: str) -> str:
    desk.post(reverse("data_request_remove", args=[asked.public_id]), given)
    return Rejection.objects.get().forgotten_why


def test_it_takes_a_tick_and_a_press(desk: Client, asked: DataRequest) -> None:
    assert (
        "Ik weet dat dit niet terug kan" in desk.get(reverse("data_request", args=[asked.public_id])).content.decode()
    )
    assert remove(desk, asked) == ""
    assert remove(desk, asked, sure="yes") == "asked"
    asked.refresh_from_db()
    assert (asked.answered_by.first_name, asked.candidate.name) == ("Hanna", "–")
    page = desk.get(reverse("rejection", args=[Rejection.objects.get().public_id])).content.decode()
    assert "omdat de kandidaat erom vroeg" in page
    assert "bleven ze bewaard" not in page


def test_what_somebody_holds_stays(desk: Client, asked: DataRequest) -> None:
    until = (NOW + timedelta(days=30)).date()
    house = Organisation.objects.current()
    place_hold(asked.candidate, why="Bezwaar", until=until, by=None, organisation=house, at=NOW)
    assert remove(desk, asked, sure="yes") == ""


def test_while_a_hold_stands_the_page_promises_no_removal(desk: Client, asked: DataRequest) -> None:
    until = (NOW + timedelta(days=30)).date()
    place_hold(
        asked.candidate, why="Bezwaar", until=until, by=None, organisation=Organisation.objects.current(), at=NOW
    )
    page = desk.get(reverse("data_request", args=[asked.public_id])).content.decode()
    assert "Wissen moet nog wachten" in page
    assert "vastgehouden tot en met 24 december 2026" in page
    assert "Alles wissen" not in page
    assert reverse("data_request_remove", args=[asked.public_id]) not in page
