"""Whose data are removed within a week, and who looked at whom."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.access.reads import note_people, note_person
from candidates.models import Asks, Read, Rejection
from candidates.rules.reads import Looked
from tests import cast
from tests.privacy_cast import NOW, asked, desk_of, told, words

pytestmark = pytest.mark.django_db
SOON = "/gegevens/binnenkort/"
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def hospital() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield


def ends(name: str, days: int, **fields: Any) -> Rejection:
    return told(name, keep_until=TODAY + timedelta(days=days), **fields)


def names(client: Client) -> list[str]:
    return [line.rejection.candidate.first_name for line in client.get(SOON).context["lines"]]


def test_it_lists_whose_last_day_falls_within_a_week_and_nobody_else() -> None:
    nadia, bram = cast.nadia(), cast.bram()
    for name, days in (("Gisteren G", -1), ("Vandaag V", 0), ("Zeven Z", 7), ("Acht A", 8)):
        ends(name, days, by=nadia)
    ends("Bram B", 3, by=bram)
    asked(ends("Held H", 3, by=nadia), Asks.COMPLAINT)
    gone = ends("Weg W", 3, by=nadia)
    Rejection.objects.filter(pk=gone.pk).update(forgotten_at=NOW)
    assert names(desk_of(nadia)) == ["Vandaag", "Zeven"]
    assert names(desk_of(bram)) == ["Bram"]
    assert names(desk_of(cast.hanna())) == ["Vandaag", "Bram", "Zeven"]


def test_it_says_why_and_marks_who_is_still_owed_an_answer() -> None:
    owed = ends("Anna A", 2, keep_why="owed")
    owed.deadlines.update(met_at=None, met_channel="")
    ends("Bea B", 3, keep_why="talk")
    page = desk_of(owed.recruiter).get(SOON)
    assert [(line.why, line.is_owed) for line in page.context["lines"]] == [
        ("er is nog een antwoord beloofd", True),
        ("er is een gesprek geboekt", False),
    ]
    assert "donderdag 26 november" in words(page)


def test_nobody_is_said_in_words() -> None:
    assert "Deze week loopt van niemand de termijn af." in words(desk_of(cast.nadia()).get(SOON))


def test_the_list_asks_the_database_no_more_for_three_than_for_one() -> None:
    nadia = desk_of(ends("Anna A", 2).recruiter)
    with CaptureQueriesContext(connection) as one:
        nadia.get(SOON)
    for name in ("Bea B", "Cor C"):
        ends(name, 3)
    with CaptureQueriesContext(connection) as three:
        assert len(names(nadia)) == 3
    assert len(three) == len(one)


def test_hr_sees_who_looked_at_somebody_when_also_in_lists() -> None:
    rejection, other, hanna = told(), told("Anna A"), cast.hanna()
    nadia = rejection.recruiter
    note_person(nadia, rejection.candidate_id, what=Looked.CALL, now=NOW - timedelta(hours=2))
    note_people(nadia, [rejection.candidate_id, other.candidate_id], what=Looked.REJECTIONS, now=NOW)
    note_person(nadia, other.candidate_id, what=Looked.CALL, now=NOW)
    page = desk_of(hanna).get(reverse("candidate_reads", args=[rejection.candidate_id]))
    assert [(line.read.user.first_name, line.what) for line in page.context["lines"]] == [
        ("Nadia", "de lijst met afwijzingen"),
        ("Nadia", "de pagina van het telefoontje"),
    ]
    assert "Wie keek wanneer" in words(desk_of(hanna).get(f"/kandidaten/{rejection.candidate_id}/"))
    assert "Wie keek wanneer" not in words(desk_of(nadia).get(f"/kandidaten/{rejection.candidate_id}/"))


def test_the_newest_reads_of_everybody_a_page_at_a_time() -> None:
    rejection, hanna = told(), desk_of(cast.hanna())
    for minutes in range(60):
        note_people(rejection.recruiter, [1, 2, 3], what=Looked.TODAY, now=NOW - timedelta(minutes=minutes + 1))
    note_person(rejection.recruiter, rejection.candidate_id, what=Looked.CANDIDATE, now=NOW)
    first = hanna.get("/gegevens/inzage/")
    assert (len(first.context["lines"]), "Youssef El Amrani" in words(first), "3 mensen" in words(first)) == (
        50,
        True,
        True,
    )
    after = first.context["slice"].after
    second = hanna.get("/gegevens/inzage/", {"after": after})
    assert len(second.context["lines"]) == 11  # and the look at the first page, which is newer, is not among them
    assert list(Read.objects.order_by("pk").values_list("what", "shown"))[-2:] == [
        ("reads", [rejection.candidate_id]),
        ("reads", []),
    ]
