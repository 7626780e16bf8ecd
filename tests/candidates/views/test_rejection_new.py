import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from candidates.access.typing import mark
from candidates.models import Candidate, Deadline, OverdueSkip, Read, Rejection, Requirement, Role, User, Vacancy
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
URL = "/afwijzingen/nieuw/"


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


@pytest.fixture
def desk(nadia: User, client: Client) -> Client:
    client.force_login(nadia)
    return client


def answers(**changed: Any) -> dict[str, Any]:
    vacancy = Vacancy.objects.filter(title="Planner operatiekamers").first() or cast.vacancy()
    given = {
        "key": str(uuid4()),
        "stage": "interview",
        "vacancy": str(vacancy.pk),
        "name": "Daniëlle Bakker",
        "email": "danielle@example.org",
        "phone": "06 12345678",
        "decided_at": "2026-11-24T09:00",
        "ended_by": "us",
        "language": "nl",
    }
    return {name: value for name, value in (given | changed).items() if value is not None}


def problems(response: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def said(client: Client, response: Any) -> str:
    """The notice of the page that comes after, without its markup."""
    notice = re.search(r'<div class="notice notice-done".*?</div>', client.get(response.url).content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", notice.group(0) if notice else "").split())


def test_it_opens_with_now_filled_in_and_six_questions(desk: Client) -> None:
    page = desk.get(URL).content.decode()
    before_more = page.split('<form class="columns"')[1].split('<details class="more"')[0]
    asked = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([a-z_]+)"', before_more))
    hidden = {"csrfmiddlewaretoken", "kept_for", "key"}
    only_when_new = {"new_vacancy", "department"}
    assert asked - hidden - only_when_new == {"stage", "vacancy", "name", "email", "phone", "decided_at"}
    assert 'value="2026-11-24T10:12"' in page


def test_the_promises_stand_there_without_any_script(desk: Client) -> None:
    page = " ".join(desk.get(URL).content.decode().split())
    assert "Mail, uiterlijk morgen 10:12" in page
    assert "Telefoon, uiterlijk donderdag 17:00" in page
    assert "Gesprek, uiterlijk dinsdag 8 december" in page
    assert "Uiterlijk <strong>donderdag 26 november om 17:00</strong>." in page
    assert "Gerekend vanaf vandaag om 10:12." in page


def test_a_decision_is_logged_and_the_next_page_names_the_person(desk: Client, nadia: User) -> None:
    response = desk.post(URL, answers())
    rejection = Rejection.objects.get()

    assert (response.status_code, response.url) == (302, "/")
    assert (rejection.recruiter, rejection.stage, rejection.decided_at) == (
        nadia,
        Stage.INTERVIEW,
        datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
    )
    assert Deadline.objects.get().due_at == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    assert said(desk, response) == (
        "Het besluit over Daniëlle Bakker is vastgelegd. Je belt Daniëlle uiterlijk donderdag 26 november om 17:00. "
        "Neem het terug"
    )


@pytest.mark.parametrize(
    ("stage", "page"), [("cv-screening", "feedback"), ("interview", "bellen"), ("late-stage", "bellen")]
)
def test_one_can_go_on_to_the_work_at_once(desk: Client, stage: str, page: str) -> None:
    response = desk.post(URL, answers(stage=stage, next="work"))
    assert response.url == f"/afwijzingen/{Rejection.objects.get().public_id}/{page}/"


def test_the_same_form_sent_twice_makes_one_rejection(desk: Client) -> None:
    typed = answers()
    assert [desk.post(URL, typed).status_code for _time in range(2)] == [302, 302]
    assert (Rejection.objects.count(), Deadline.objects.count(), Candidate.objects.count()) == (1, 1, 1)


def test_mistakes_are_listed_in_the_order_of_the_page(desk: Client) -> None:
    page = desk.post(URL, answers(stage="", vacancy="", name="", decided_at="")).content.decode()
    listed = re.findall(r'<li><a href="#id_([a-z_]+?)(?:_0)?">', page.split('class="errors"')[1].split("</div>")[0])
    assert listed == ["stage", "vacancy", "name", "decided_at"]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"stage": None}, {"stage": ["Kies een fase"]}),
        ({"stage": "talent-pool"}, {"stage": ["Kies een fase"]}),
        ({"vacancy": ""}, {"vacancy": ["Kies een vacature"]}),
        ({"vacancy": "999999"}, {"vacancy": ["Kies een vacature die open staat"]}),
        ({"vacancy": "new"}, {"new_vacancy": ["Vul in hoe de vacature heet"]}),
        ({"name": "  "}, {"name": ["Vul een naam in"]}),
        ({"email": "danielle"}, {"email": ["Vul een e-mailadres in, zoals naam@voorbeeld.nl"]}),
        (
            {"stage": "cv-screening", "email": ""},
            {"email": ["Vul een e-mailadres in: na een cv-selectie gaat het antwoord per mail"]},
        ),
        ({"phone": ""}, {"phone": ["Vul een telefoonnummer in: na een gesprek bel je"]}),
        ({"phone": "12"}, {"phone": ["Vul een telefoonnummer in, zoals 06 12345678 of +32 470 12 34 56"]}),
        ({"decided_at": ""}, {"decided_at": ["Vul een datum en een tijd in"]}),
        ({"decided_at": "gisteren"}, {"decided_at": ["Vul een datum en een tijd in, zoals 24-11-2026 9:30"]}),
        ({"decided_at": "0001-01-01T00:00"}, {"decided_at": ["Vul een datum en een tijd in, zoals 24-11-2026 9:30"]}),
        ({"decided_at": "2026-11-24T10:13"}, {"decided_at": ["Dit moment komt nog. Kies nu, of eerder"]}),
        (
            {"decided_at": "2026-03-29T02:30"},
            {"decided_at": ["Om 2:30 was de klok net vooruit gegaan: die tijd bestaat niet. Kies een andere"]},
        ),
        (
            {"decided_at": "2026-10-25T02:30"},
            {"fold": ["Deze tijd kwam die nacht twee keer. Kies de eerste of de tweede"]},
        ),
        (
            {"reason": "experience"},
            {"reason_details": ["Schrijf op wat je zag: de reden alleen zegt te weinig"]},
        ),
        ({"reason": "profile"}, {"reason": ["Selecteer een geldige keuze. profile is geen beschikbare keuze."]}),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    desk: Client, changed: dict[str, Any], found: dict[str, list[str]]
) -> None:
    typed = answers(**{"reason_details": "", **changed})
    response = desk.post(URL, typed)
    page = response.content.decode()

    assert (response.status_code, problems(response)) == (200, found)
    assert Rejection.objects.count() == 0
    form = response.context["form"]
    assert {name: form[name].value() for name in typed} == typed
    assert page.count('class="errors"') == 1
    assert "<title>Fout: " in page


@pytest.mark.parametrize(("fold", "hour"), [("0", 0), ("1", 1)])
def test_of_a_double_hour_one_says_which(desk: Client, fold: str, hour: int) -> None:
    desk.post(URL, answers(decided_at="2026-10-25T02:30", fold=fold))
    assert Rejection.objects.get().decided_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_which_of_the_two_is_asked_only_then(desk: Client) -> None:
    assert 'name="fold"' in desk.post(URL, answers(decided_at="2026-10-25T02:30")).content.decode()
    assert 'name="fold"' not in desk.post(URL, answers(name="")).content.decode()


def test_back_dating_is_fine_and_said(desk: Client) -> None:
    response = desk.post(URL, answers(decided_at="2026-11-20T16:00"))
    assert Rejection.objects.get().is_back_dated
    assert "In de geschiedenis staat dat het later is ingevoerd." in desk.get(response.url).content.decode()


def test_without_mail_it_goes_after_an_interview(desk: Client) -> None:
    desk.post(URL, answers(email=""))
    assert Candidate.objects.values_list("email", "phone").get() == ("", "+31612345678")


def test_before_an_interview_no_number_is_kept(desk: Client) -> None:
    desk.post(URL, answers(stage="cv-screening", phone="geen idee"))
    assert Candidate.objects.values_list("email", "phone").get() == ("danielle@example.org", "")


def test_who_withdrew_is_owed_nothing_and_need_not_be_reachable(desk: Client) -> None:
    response = desk.post(
        URL, answers(stage="cv-screening", email="", ended_by="candidate", talent_pool="on", next="work")
    )
    rejection = Rejection.objects.get()
    assert (rejection.ended_by, rejection.talent_pool, Deadline.objects.count()) == ("candidate", False, 0)
    assert said(desk, response).startswith(
        "Het besluit over Daniëlle Bakker is vastgelegd. Er is niets beloofd en er gaat niets uit."
    )


def test_what_stands_behind_more_is_kept(desk: Client) -> None:
    vacancy = cast.vacancy()
    requirement = Requirement.objects.create(vacancy=vacancy, text="Rijbewijs B")
    more = {"reason": "diploma", "reason_details": "Geen rijbewijs.", "requirement": str(requirement.pk)}
    desk.post(URL, answers(vacancy=str(vacancy.pk), ended_by="other", language="en", talent_pool="on", **more))
    rejection = Rejection.objects.get()
    assert (rejection.ended_by, rejection.language, rejection.talent_pool) == ("other", "en", True)
    assert (rejection.reason, rejection.reason_details, rejection.requirement) == (
        "diploma",
        "Geen rijbewijs.",
        requirement,
    )


def test_a_requirement_belongs_to_the_vacancy(desk: Client) -> None:
    elsewhere = Requirement.objects.create(vacancy=cast.vacancy("Data-analist"), text="SQL")
    response = desk.post(URL, answers(requirement=str(elsewhere.pk)))
    assert problems(response) == {"requirement": ["Kies een eis van deze vacature"]}


def test_a_vacancy_is_made_on_the_fly(desk: Client, nadia: User) -> None:
    desk.post(URL, answers(vacancy="new", new_vacancy="Tuinman"))
    made = Vacancy.objects.get(title="Tuinman")
    assert (Rejection.objects.get().vacancy, list(made.recruiters.all())) == (made, [nadia])


def test_the_same_vacancy_is_not_made_twice(desk: Client) -> None:
    cast.vacancy("Tuinman", department="Facilitair")
    facilities = Vacancy.objects.get(title="Tuinman").department
    response = desk.post(URL, answers(vacancy="new", new_vacancy="tuinman", department=str(facilities.pk)))
    assert problems(response) == {"new_vacancy": ["Er is al een open vacature met deze naam. Kies haar in de lijst"]}


def test_a_closed_vacancy_is_not_offered(desk: Client) -> None:
    closed = cast.vacancy("Oud", closed_on=NOW.date())
    assert problems(desk.post(URL, answers(vacancy=str(closed.pk)))) == {
        "vacancy": ["Kies een vacature die open staat"]
    }


class TestSomebodyWeKnow:
    def test_the_same_vacancy_again_is_asked_first(self, desk: Client) -> None:
        vacancy = cast.vacancy()
        logged(vacancy=vacancy, decided_at=NOW - timedelta(days=3), at=NOW - timedelta(days=3))
        typed = answers(vacancy=str(vacancy.pk))
        response = desk.post(URL, typed)
        assert problems(response) == {
            "go_on": ["Daniëlle is al eens afgewezen voor deze vacature. Vink aan als dit een nieuw besluit is"]
        }
        assert desk.post(URL, typed | {"go_on": "on"}).status_code == 302
        assert Rejection.objects.count() == 2

    def test_a_second_mail_within_a_day_is_asked_first(self, desk: Client) -> None:
        logged(stage=Stage.CV_SCREENING, vacancy=cast.vacancy("Data-analist"), decided_at=NOW - timedelta(hours=3))
        response = desk.post(URL, answers(stage="cv-screening"))
        assert problems(response) == {
            "go_on": ["Dit wordt de tweede mail aan Daniëlle binnen een dag. Vink aan als dat klopt"]
        }

    def test_after_a_day_it_is_not(self, desk: Client) -> None:
        before = NOW - timedelta(hours=25)
        logged(stage=Stage.CV_SCREENING, vacancy=cast.vacancy("Data-analist"), decided_at=before, at=before)
        assert desk.post(URL, answers(stage="cv-screening")).status_code == 302

    @pytest.mark.parametrize(
        ("contact", "expected"),
        [("keep", ("Daniëlle Bakker", "+31612345678")), ("replace", ("Daniëlle de Bakker", "+31687654321"))],
    )
    def test_another_name_or_number_is_asked(self, desk: Client, contact: str, expected: tuple[str, str]) -> None:
        cast.candidate("Daniëlle Bakker", email="danielle@example.org", phone="+31612345678")
        typed = answers(name="Daniëlle de Bakker", phone="06 87654321")
        response = desk.post(URL, typed)
        assert problems(response) == {"contact": ["Kies welke naam en welk nummer kloppen"]}
        assert Rejection.objects.count() == 0
        assert desk.post(URL, typed | {"contact": contact}).status_code == 302
        assert Candidate.objects.values_list("name", "phone").get() == expected

    def test_earlier_decisions_are_shown_beside_the_address(self, desk: Client, nadia: User) -> None:
        earlier = logged(vacancy=cast.vacancy("Data-analist"))
        page = desk.post("/afwijzingen/bekend/", {"email": "DANIELLE@example.org"}).content.decode()
        assert "We kennen <strong>Daniëlle Bakker</strong> van dit adres." in page
        assert "Data-analist: Gesprek, 24 november 2026." in page
        assert Read.objects.filter(what="recognised").values_list("user", "candidate").get() == (
            nadia.pk,
            earlier.candidate_id,
        )

    def test_an_unknown_address_says_nothing(self, desk: Client) -> None:
        assert desk.post("/afwijzingen/bekend/", {"email": "nieuw@example.org"}).content.decode().strip() == ""


class TestThePromise:
    def test_it_follows_moment_and_name(self, desk: Client) -> None:
        typed = answers(stage="cv-screening", decided_at="2026-11-23T15:00", name="Tom Hendriks")
        page = " ".join(desk.post("/afwijzingen/belofte/", typed).content.decode().split())
        assert "Je schrijft Tom een mail" in page
        assert "Uiterlijk <strong>vandaag om 15:00</strong>." in page
        assert '<small id="on-card-cv-screening" hx-swap-oob="true">Mail, uiterlijk vandaag 15:00</small>' in page

    @time_machine.travel(datetime(2026, 11, 27, 15, 0, tzinfo=UTC), tick=False)
    def test_when_it_ends_in_the_weekend_it_offers_to_do_it_at_once(self, desk: Client, nadia: User) -> None:
        desk.force_login(nadia)
        page = desk.post("/afwijzingen/belofte/", answers(stage="cv-screening", decided_at="2026-11-27T15:30"))
        assert "Dan is er niemand aan het werk." in page.content.decode()
        assert 'name="next" value="work"' in page.content.decode()

    def test_what_cannot_be_read_counts_from_now(self, desk: Client) -> None:
        page = desk.post("/afwijzingen/belofte/", answers(decided_at="2027-01-01T00:00", name="")).content.decode()
        assert "Gerekend vanaf vandaag om 10:12." in page
        assert "Je belt de kandidaat" in page

    def test_it_changes_nothing(self, desk: Client) -> None:
        desk.post("/afwijzingen/belofte/", answers())
        assert (Rejection.objects.count(), Candidate.objects.count()) == (0, 0)


class TestOverdueFirst:
    @pytest.fixture(autouse=True)
    def late(self, nadia: User) -> Rejection:
        cast.hospital(overdue_first=True)
        days_ago = NOW - timedelta(days=5)
        return logged(by=nadia, name="Sanne Vermeulen", email="sanne@example.org", decided_at=days_ago, at=days_ago)

    def test_late_answers_are_shown_before_the_form(self, desk: Client) -> None:
        response = desk.get(URL)
        assert [line.promise.rejection.candidate.name for line in response.context["late"]] == ["Sanne Vermeulen"]
        assert 'name="stage"' not in response.content.decode()

    def test_a_reason_opens_the_form_for_one_decision_and_is_kept(self, desk: Client, nadia: User) -> None:
        assert desk.post("/afwijzingen/nieuw/toch/", {"why": "Ze belt zo."}).url == URL
        assert OverdueSkip.objects.values_list("user", "why", "overdue").get() == (nadia.pk, "Ze belt zo.", 1)
        assert desk.post(URL, answers()).url == "/"
        assert "late" in desk.get(URL).context

    def test_without_a_reason_it_stays_shut(self, desk: Client) -> None:
        response = desk.post("/afwijzingen/nieuw/toch/", {"why": " "})
        assert problems(response) == {"why": ["Schrijf in een paar woorden op waarom"]}
        assert OverdueSkip.objects.count() == 0

    def test_what_was_typed_meanwhile_comes_back(self, desk: Client) -> None:
        typed = answers(kept_for=mark_of(desk))
        assert "late" in desk.post(URL, typed).context
        assert Rejection.objects.filter(candidate__name="Daniëlle Bakker").count() == 0
        desk.post("/afwijzingen/nieuw/toch/", {"why": "Ze belt zo."})
        assert desk.get(URL).context["form"]["name"].value() == "Daniëlle Bakker"

    def test_who_has_nothing_late_gets_the_form(self, client: Client) -> None:
        client.force_login(cast.bram())
        assert "late" not in client.get(URL).context


def mark_of(client: Client) -> str:
    """What {% keep_typing %} puts into the form."""
    return mark(User.objects.get(pk=client.session["_auth_user_id"]))


def test_only_recruiters_log_decisions(client: Client) -> None:
    cast.hospital()
    for colleague in (cast.hanna(), cast.ad(), cast.vera()):
        client.force_login(colleague)
        assert [client.get(URL).status_code, client.post(URL, answers()).status_code] == [403, 403]
    assert (Rejection.objects.count(), Role.RECRUITER in {user.role for user in User.objects.all()}) == (0, False)
