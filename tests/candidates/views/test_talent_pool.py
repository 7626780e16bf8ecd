"""The talent pool: who said yes, a personal message, and leaving."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.consents import withdraw_consent
from candidates.letters.guards import objection
from candidates.letters.staff_words import put_into_words
from candidates.letters.trouble import tell_owner
from candidates.models import Candidate, Consent, Letter, Organisation, Rejection
from candidates.rules.marks import LEAVE_MARKS, OWN_MARK
from candidates.rules.replies import NO_CONSENT
from tests import cast
from tests.privacy_cast import NOW, desk_of, in_pool, told, words

pytestmark = pytest.mark.django_db
POOL = "/talentpool/"


@pytest.fixture(autouse=True)
def hospital() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield


@pytest.fixture
def youssef() -> Rejection:
    rejection = told()
    in_pool(rejection, "Bouwprojecten in de zorg")
    return rejection


@pytest.fixture
def nadia(youssef: Rejection) -> Client:
    return desk_of(youssef.recruiter)


def names(client: Client, typed: str = "") -> list[str]:
    page = client.post("/talentpool/zoeken/", {"q": typed}, follow=True)
    return [consent.candidate.first_name for consent in page.context["consents"]]


def test_it_lists_who_said_yes_until_when_and_for_what(nadia: Client, youssef: Rejection) -> None:
    told("Anna Niet")
    page = nadia.get(POOL)
    assert [consent.candidate for consent in page.context["consents"]] == [youssef.candidate]
    for said in ("Youssef El Amrani", "Bouwprojecten in de zorg", "24 november 2027", "Zei ja op 24 november 2026"):
        assert said in words(page)


def test_it_is_searched_by_name_by_work_and_by_vacancy_and_no_name_stands_in_the_address(nadia: Client) -> None:
    in_pool(told("Bea Bos", vacancy=cast.vacancy("Chauffeur")), "Administratie")
    found = {typed: names(nadia, typed) for typed in ("youss", "zorg", "chauf", "bos admin", "niemand", "")}
    assert found == {
        "youss": ["Youssef"], "zorg": ["Youssef"], "chauf": ["Bea"], "bos admin": ["Bea"], "niemand": [],
        "": ["Youssef", "Bea"],
    }  # fmt: skip
    answer = nadia.post("/talentpool/zoeken/", {"q": "Youssef"})
    assert "Youssef" not in answer.url
    assert answer.url.startswith("/talentpool/?search=")


def test_who_withdrew_or_is_over_stands_on_it_no_more(nadia: Client, youssef: Rejection) -> None:
    over = told("Bea Bos")
    in_pool(over, at=NOW - timedelta(days=366))
    assert names(nadia) == ["Youssef"]
    withdraw_consent(youssef.candidate, organisation=Organisation.objects.current(), at=NOW)
    assert names(nadia) == []


def test_a_message_is_looked_at_and_then_sent_as_it_was_seen(nadia: Client, youssef: Rejection) -> None:
    page, typed = reverse("talent_pool_message", args=[youssef.candidate_id]), "Er komt een plek vrij.\nBel je mij?"
    looked = nadia.post(page, {"words": typed, "do": "look"})
    assert not Letter.objects.exists()
    seen = looked.context["mail"].digest
    assert nadia.post(page, {"words": typed, "do": "send", "seen": seen}).url == POOL
    letter = Letter.objects.get()
    assert (letter.kind, letter.address, letter.digest, letter.state) == (
        "talent_pool", "youssef@example.org", seen, "waiting",
    )  # fmt: skip
    assert "Er komt een plek vrij.\nBel je mij?" in letter.text
    assert OWN_MARK in letter.text
    assert LEAVE_MARKS["talentpool"] in letter.text
    assert LEAVE_MARKS["talentpool"] in letter.html


def test_what_was_not_looked_at_is_shown_and_not_sent(nadia: Client, youssef: Rejection) -> None:
    page = reverse("talent_pool_message", args=[youssef.candidate_id])
    seen = nadia.post(page, {"words": "Eerst dit.", "do": "look"}).context["mail"].digest
    answer = nadia.post(page, {"words": "Toen dat.", "do": "send", "seen": seen})
    assert "Zo gaat de mail de deur uit. Bekijk hem en verstuur hem dan." in words(answer)
    assert "Toen dat." in words(answer)
    assert not Letter.objects.exists()


def test_an_empty_message_and_one_that_is_too_long_are_refused(nadia: Client, youssef: Rejection) -> None:
    page = reverse("talent_pool_message", args=[youssef.candidate_id])
    for typed, error in (("", "Schrijf wat je wilt zeggen"), ("x" * 1201, "1200")):
        answer = nadia.post(page, {"words": typed, "do": "look"})
        assert error in str(answer.context["form"].errors["words"])


def test_a_message_that_waits_stays_home_when_the_candidate_leaves(nadia: Client, youssef: Rejection) -> None:
    page, typed = reverse("talent_pool_message", args=[youssef.candidate_id]), {"words": "Bel je mij?"}
    seen = nadia.post(page, typed | {"do": "look"}).context["mail"].digest
    nadia.post(page, typed | {"do": "send", "seen": seen})
    letter, organisation = Letter.objects.get(), Organisation.objects.current()
    assert objection(letter, organisation) is None
    withdraw_consent(youssef.candidate, organisation=organisation, at=NOW)
    assert objection(letter, organisation) == NO_CONSENT
    assert nadia.get(page).status_code == 404


def test_hr_reads_and_recruiters_write(youssef: Rejection) -> None:
    hanna, page = desk_of(cast.hanna()), reverse("talent_pool_message", args=[youssef.candidate_id])
    assert "Schrijf Youssef" not in words(hanna.get(POOL))
    assert hanna.get(page).status_code == 403


def test_whoever_tells_us_so_is_taken_out(nadia: Client, youssef: Rejection) -> None:
    page = reverse("talent_pool_leave", args=[youssef.candidate_id])
    assert "Youssef El Amrani gaat uit de talentpool" in words(nadia.get(page))
    assert Consent.objects.get().ended_at is None
    assert nadia.post(page).url == POOL
    assert (Consent.objects.get().ended_why, Rejection.objects.get().keep_until) == ("withdrawn", date(2026, 12, 21))


def test_without_an_address_nothing_can_be_sent(nadia: Client, youssef: Rejection) -> None:
    Candidate.objects.update(email="")
    page = reverse("talent_pool_message", args=[youssef.candidate_id])
    assert "We hebben geen adres van deze persoon." in words(nadia.post(page, {"words": "Hallo", "do": "look"}))


def test_the_list_asks_the_database_no_more_for_three_than_for_one(nadia: Client) -> None:
    nadia.get(POOL)
    with CaptureQueriesContext(connection) as one:
        nadia.get(POOL)
    for name in ("Bea B", "Cor C"):
        in_pool(told(name))
    with CaptureQueriesContext(connection) as three:
        assert len(nadia.get(POOL).context["consents"]) == 3
    assert len(three) == len(one)


def test_a_message_that_got_stuck_is_told_by_mail_and_does_not_stay_on_today(nadia: Client, youssef: Rejection) -> None:
    page, typed = reverse("talent_pool_message", args=[youssef.candidate_id]), {"words": "Bel je mij?"}
    seen = nadia.post(page, typed | {"do": "look"}).context["mail"].digest
    nadia.post(page, typed | {"do": "send", "seen": seen})
    Letter.objects.update(state="failed")
    assert nadia.get("/").context["day"].trouble == []
    told = tell_owner(Letter.objects.get(), state="failed", at=NOW)
    assert told is not None
    said = put_into_words(told, Organisation.objects.current())
    assert "kon niet worden bezorgd" in said.text
    assert "De belofte blijft open" not in said.text
    assert said.text.rstrip().endswith("/talentpool/")


def test_the_page_of_a_person_says_that_they_are_in_the_pool(nadia: Client, youssef: Rejection) -> None:
    assert "In de talentpool tot en met 24 november 2027." in words(nadia.get(f"/kandidaten/{youssef.candidate_id}/"))
