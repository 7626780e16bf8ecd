from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidates.models import Rejection, Requirement, User, Vacancy
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nadia(client: Client) -> User:
    cast.hospital()
    nadia = cast.nadia()
    client.force_login(nadia)
    return nadia


@pytest.fixture
def vacancy(nadia: User) -> Vacancy:
    return cast.vacancy()


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as questions:
        assert client.get(url).status_code == 200
    return len(questions)


def test_a_vacancy_is_opened_with_what_it_asks_for(client: Client, nadia: User) -> None:
    typed = {
        "title": "Tuinman",
        "department": "Groen",
        "recruiters": [nadia.pk],
        "requirements": "Rijbewijs B\n\n  Kan   snoeien \n",
    }
    answer = client.post("/vacatures/nieuw/", typed)
    made = Vacancy.objects.get()
    assert answer.url == f"/vacatures/{made.pk}/"
    assert (made.title, str(made.department), list(made.recruiters.all())) == ("Tuinman", "Groen", [nadia])
    assert list(made.requirements.values_list("text", "position")) == [("Rijbewijs B", 0), ("Kan snoeien", 1)]


def test_the_recruiters_are_offered_and_the_maker_is_ticked(client: Client, nadia: User) -> None:
    bram = cast.bram()
    form = client.get("/vacatures/nieuw/").context["form"]
    assert [(tick.data["label"], tick.data["selected"]) for tick in form["recruiters"]] == [
        (bram.name, False),
        (nadia.name, True),
    ]


def test_an_open_vacancy_is_not_made_twice(client: Client, vacancy: Vacancy) -> None:
    answer = client.post("/vacatures/nieuw/", {"title": "planner OPERATIEKAMERS", "department": "bedrijfsvoering"})
    assert {name: list(found) for name, found in answer.context["form"].errors.items()} == {
        "title": ["Deze afdeling heeft al een open vacature met deze naam"]
    }


def test_open_and_closed_ones_are_listed_apart(client: Client, vacancy: Vacancy) -> None:
    cast.vacancy("Data-analist", closed_on=NOW.date())
    cast.vacancy("anesthesist", department="Zorg")
    expected = {
        "": ["anesthesist", "Planner operatiekamers"],
        "?state=closed": ["Data-analist"],
        "?q=plan": ["Planner operatiekamers"],
        "?q=tuin": [],
    }
    for query, titles in expected.items():
        assert [one.title for one in client.get(f"/vacatures/{query}").context["vacancies"]] == titles


def test_the_list_asks_as_often_for_three_as_for_one(client: Client, vacancy: Vacancy, nadia: User) -> None:
    client.get("/vacatures/")
    with_one = asked(client, "/vacatures/")
    for number in range(2):
        cast.vacancy(f"Vacature {number}", department=f"Afdeling {number}").recruiters.add(nadia)
    assert asked(client, "/vacatures/") == with_one + 0


def test_title_department_and_people_can_change(client: Client, vacancy: Vacancy) -> None:
    bram = cast.bram()
    typed = {"title": "Planner OK", "department": "", "recruiters": [bram.pk]}
    client.post(f"/vacatures/{vacancy.pk}/wijzigen/", typed)
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.department, list(vacancy.recruiters.all())) == ("Planner OK", None, [bram])


def test_a_requirement_is_added_reworded_and_retired(client: Client, vacancy: Vacancy) -> None:
    client.post(f"/vacatures/{vacancy.pk}/eisen/", {"new-text": "Rijbewijs"})
    asked_for = Requirement.objects.get()
    client.post(f"/vacatures/{vacancy.pk}/eisen/{asked_for.pk}/", {"text": "Rijbewijs B"})
    assert list(Requirement.objects.values_list("pk", "text", "is_active")) == [(asked_for.pk, "Rijbewijs B", True)]
    client.post(f"/vacatures/{vacancy.pk}/eisen/{asked_for.pk}/", {"do": "retire"})
    assert list(Requirement.objects.values_list("text", "is_active")) == [("Rijbewijs B", False)]


def test_a_decision_keeps_the_words_it_was_founded_on(client: Client, vacancy: Vacancy) -> None:
    old = Requirement.objects.create(vacancy=vacancy, text="Drie jaar ervaring", position=4)
    rejection = logged(vacancy=vacancy, requirement=old)
    client.post(f"/vacatures/{vacancy.pk}/eisen/{old.pk}/", {"text": "Vijf jaar ervaring"})
    rejection.refresh_from_db()
    assert str(rejection.requirement) == "Drie jaar ervaring"
    rows = list(vacancy.requirements.order_by("pk").values_list("text", "position", "is_active"))
    assert rows == [("Drie jaar ervaring", 4, False), ("Vijf jaar ervaring", 4, True)]


def test_closing_keeps_its_candidates_for_the_term_after_it_and_takes_no_week_of_notice_away(
    client: Client, vacancy: Vacancy
) -> None:
    long_ago = NOW.replace(year=2026, month=10, day=1)
    logged(vacancy=vacancy, decided_at=long_ago, at=long_ago)
    client.post(f"/vacatures/{vacancy.pk}/sluiten/", {"closed_on": "2026-11-24"})
    vacancy.refresh_from_db()
    kept = Rejection.objects.values_list("keep_until", flat=True).get()
    assert (vacancy.closed_on, kept) == (date(2026, 11, 24), date(2026, 12, 22))
    client.post(f"/vacatures/{vacancy.pk}/heropenen/")
    client.post(f"/vacatures/{vacancy.pk}/sluiten/", {"closed_on": "2026-11-01"})
    assert Rejection.objects.values_list("keep_until", flat=True).get() == date(2026, 12, 1)  # a week of notice
    client.post(f"/vacatures/{vacancy.pk}/heropenen/")
    client.post(f"/vacatures/{vacancy.pk}/sluiten/", {"closed_on": "2026-09-01"})
    assert Rejection.objects.values_list("keep_until", flat=True).get() == date(2026, 12, 1)


@pytest.mark.parametrize("day", ["2026-11-25", "", "ooit"])
def test_it_closes_today_or_earlier(client: Client, vacancy: Vacancy, day: str) -> None:
    answer = client.post(f"/vacatures/{vacancy.pk}/sluiten/", {"closed_on": day})
    vacancy.refresh_from_db()
    assert (answer.status_code, vacancy.closed_on) == (200, None)


def test_hr_looks_and_others_do_not(client: Client, vacancy: Vacancy) -> None:
    seen = {}
    for colleague in (cast.hanna(), cast.ad(), cast.vera()):
        client.force_login(colleague)
        urls = ("/vacatures/", f"/vacatures/{vacancy.pk}/", f"/vacatures/{vacancy.pk}/wijzigen/")
        seen[colleague.first_name] = [client.get(url).status_code for url in urls]
    assert seen == {"Hanna": [200, 200, 403], "Ad": [403] * 3, "Vera": [403] * 3}
