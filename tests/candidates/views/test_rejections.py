import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidates.actions.handover import hand_over
from candidates.models import Deadline, Feedback, Read, Rejection, User
from candidates.rules.stages import EndedBy, Stage
from tests import cast, letter_cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
LIST = "/afwijzingen/"


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


def page(rejection: Rejection) -> str:
    return f"/afwijzingen/{rejection.public_id}/"


def text(client: Client, url: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(url).content.decode()).split())


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as questions:
        assert client.get(url).status_code == 200
    return len(questions)


def search(client: Client, words: str, **filters: str) -> Any:
    """By the form of the list, which leads back to it."""
    answer = client.post(f"{LIST}zoeken/", {"q": words, **filters}, follow=True)
    assert answer.status_code == 200
    return answer


def names(answer: Any) -> list[str]:
    return [row.rejection.candidate.name for row in answer.context["rows"]]


class TestLookingForSomebody:
    @pytest.fixture(autouse=True)
    def two_people(self, desk: Client) -> None:
        logged()
        logged(name="Tom Hendriks", email="tom@example.org", vacancy=cast.vacancy("Data-analist"))

    @pytest.mark.parametrize("words", ["Hendriks", "tom@example.org", "  tom "])
    def test_the_name_is_in_no_address_and_the_filters_are(self, desk: Client, words: str) -> None:
        found = search(desk, words, state="open", since="2026-11-01")
        assert names(found) == ["Tom Hendriks"]
        (address, _status), *_more = found.redirect_chain
        assert re.fullmatch(rf"{LIST}\?state=open&since=2026-11-01&search=\w{{12}}", address)
        assert found.context["form"]["q"].value() == words.strip()
        assert names(desk.get(address)) == ["Tom Hendriks"]

    def test_a_name_that_somebody_puts_into_the_address_is_not_looked_for_nor_carried_on(self, desk: Client) -> None:
        shown = desk.get(LIST, {"q": "Hendriks"})
        assert len(names(shown)) == 2
        assert "Hendriks" not in shown.context["query"]

    def test_a_colleague_who_gets_the_address_sees_the_filters_and_what_is_missing(
        self, desk: Client, nadia: User
    ) -> None:
        (address, _status), *_more = search(desk, "Hendriks", state="late").redirect_chain
        colleague = Client()
        colleague.force_login(cast.bram())
        shown = colleague.get(address)
        assert (names(shown), shown.context["form"]["state"].value()) == ([], "late")
        assert "Vul hem opnieuw in" in shown.content.decode()

    def test_the_same_words_keep_their_key_and_old_searches_make_place(self, desk: Client) -> None:
        first = search(desk, "Hendriks").redirect_chain
        assert search(desk, "Hendriks").redirect_chain == first
        for number in range(30):
            search(desk, f"naam {number}")
        assert len(desk.session["searched"]) == 30
        assert len(names(desk.get(first[0][0]))) == 2

    def test_a_search_without_words_is_a_filter(self, desk: Client) -> None:
        assert search(desk, " ", order="due").redirect_chain == [(f"{LIST}?order=due", 302)]
        assert search(desk, "", order="newest", state="").redirect_chain == [(LIST, 302)]
        assert search(desk, "").context["form"].is_refined is False

    def test_a_character_that_no_name_holds_finds_everybody(self, desk: Client) -> None:
        assert len(names(search(desk, "\0"))) == 2

    def test_from_a_vacancy_one_sees_its_decisions(self, desk: Client) -> None:
        vacancy = Rejection.objects.get(candidate__name="Tom Hendriks").vacancy
        page = desk.get(f"/vacatures/{vacancy.pk}/").content.decode()
        address = f"{LIST}?vacancy={vacancy.pk}"
        assert f'href="{address}"' in page
        assert names(desk.get(address)) == ["Tom Hendriks"]
        assert names(search(desk, "Bakker", vacancy=str(vacancy.pk))) == []


class TestTheList:
    def test_each_row_says_where_it_stands(self, desk: Client) -> None:
        logged()
        told = logged(name="Tom Hendriks", email="tom@example.org", stage=Stage.CV_SCREENING)
        Deadline.objects.keep_promise(told.deadlines.get().pk, at=NOW, channel="mail", by=told.recruiter)
        logged(name="Joris Kok", email="joris@example.org", ended_by=EndedBy.CANDIDATE)
        rows = [(row.rejection.candidate.name, row.standing.words) for row in desk.get(LIST).context["rows"]]
        assert rows == [
            ("Joris Kok", "trok zich terug"),
            ("Tom Hendriks", "op tijd verteld"),
            ("Daniëlle Bakker", "donderdag 17:00"),
        ]

    def test_what_was_told_a_minute_late_stays_late(self, desk: Client) -> None:
        late = logged(stage=Stage.CV_SCREENING, decided_at=NOW - timedelta(hours=24, minutes=1))
        Deadline.objects.keep_promise(late.deadlines.get().pk, at=NOW, channel="mail", by=late.recruiter)
        assert [row.standing.words for row in desk.get(LIST).context["rows"]] == ["te laat verteld"]

    def test_it_asks_as_often_for_three_rows_as_for_one(self, desk: Client) -> None:
        logged()
        desk.get(LIST)
        with_one = asked(desk, LIST)
        for number in range(2):
            logged(name=f"Persoon {number}", email=f"p{number}@example.org", vacancy=cast.vacancy(f"Vacature {number}"))
        assert asked(desk, LIST) == with_one

    def test_it_goes_on_where_the_page_ended_and_keeps_the_search(self, desk: Client) -> None:
        for number in range(51):
            logged(name=f"Kees {number}", email=f"k{number}@example.org", decided_at=NOW - timedelta(minutes=number))
        first = search(desk, "kees")
        assert (len(first.context["rows"]), first.context["count"]) == (50, 51)
        link = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
        assert link is not None
        second = desk.get(LIST + link.group(1).replace("&amp;", "&"))
        assert [row.rejection.candidate.name for row in second.context["rows"]] == ["Kees 50"]
        assert "Terug naar de eerste" in second.content.decode()

    @pytest.mark.parametrize(
        "query",
        [
            "state=weg",
            "stage=x",
            "recruiter=x",
            "since=morgen",
            "order=x",
            "after=x",
            "vacancy=x",
            "vacancy=99999999999999999999",
        ],
    )
    def test_a_filter_that_makes_no_sense_is_left_out(self, desk: Client, query: str) -> None:
        logged()
        assert len(desk.get(f"{LIST}?{query}").context["rows"]) == 1

    def test_nothing_yet_and_nothing_found_are_said_apart(self, desk: Client) -> None:
        assert "Er is nog geen besluit vastgelegd" in text(desk, LIST)
        assert "Niets gevonden" in " ".join(search(desk, "niemand").content.decode().split())

    def test_a_look_at_the_list_is_recorded(self, desk: Client, nadia: User) -> None:
        desk.get(LIST)
        assert list(Read.objects.values_list("user", "what", "candidate")) == [(nadia.pk, "rejections", None)]

    def test_who_may_look(self, client: Client, nadia: User) -> None:
        colleagues = {"recruiter": nadia, "hr": cast.hanna(), "admin": cast.ad(), "read-only": cast.vera()}
        seen = {}
        for role, colleague in colleagues.items():
            client.force_login(colleague)
            seen[role] = client.get(LIST).status_code
        assert seen == {"recruiter": 200, "hr": 200, "admin": 403, "read-only": 403}


class TestOnePage:
    def test_it_says_what_is_promised_and_what_to_do(self, desk: Client) -> None:
        rejection = logged(stage=Stage.LATE_STAGE)
        shown, work = text(desk, page(rejection)), desk.get(page(rejection)).context["one"].work
        assert [(line.promise.kind, line.time.words) for line in work] == [
            ("tell", "donderdag 17:00"),
            ("talk", "dinsdag 8 december"),
        ]
        assert "uiterlijk donderdag 26 november, 17:00, door Nadia Willems." in shown
        assert "uiterlijk dinsdag 8 december, 17:00, door Nadia Willems." in shown
        assert " ".join(line.button for line in work) in shown

    def test_it_holds_feedback_mails_and_the_other_decisions(self, desk: Client, nadia: User) -> None:
        rejection = logged(stage=Stage.CV_SCREENING)
        logged(vacancy=cast.vacancy("Data-analist"))
        letter_cast.to_candidate(rejection, subject="Je sollicitatie")
        Feedback.objects.create(rejection=rejection, went_well="Heldere brief.", saved_at=NOW, saved_by=nadia)
        shown = text(desk, page(rejection))
        for words in (
            "Heldere brief.",
            "Je sollicitatie",
            "Andere besluiten over deze persoon",
            "Data-analist",
        ):
            assert words in shown

    def test_the_number_of_questions_does_not_grow(self, desk: Client, nadia: User) -> None:
        rejection, bram = logged(stage=Stage.LATE_STAGE), cast.bram()
        logged(vacancy=cast.vacancy("Data-analist"))
        desk.get(page(rejection))
        before = asked(desk, page(rejection))
        for task in rejection.deadlines.all():
            hand_over(task, to=bram, by=nadia, why="Vrij.", at=NOW)
            hand_over(task, to=nadia, by=bram, why="Terug.", at=NOW)
        for number in range(3):
            logged(vacancy=cast.vacancy(f"Vacature {number}"))
        assert asked(desk, page(rejection)) == before

    def test_a_look_is_recorded_with_the_person(self, desk: Client, nadia: User) -> None:
        rejection = logged()
        desk.get(page(rejection))
        assert Read.objects.values_list("user", "candidate", "rejection", "what").get() == (
            nadia.pk,
            rejection.candidate_id,
            rejection.pk,
            "rejection",
        )

    def test_a_colleague_reads_but_is_offered_no_work(self, client: Client, nadia: User) -> None:
        rejection = logged()
        client.force_login(cast.bram())
        shown = text(client, page(rejection))
        assert ("Bel Daniëlle" in shown, "Iets veranderen" in shown) == (False, False)

    def test_hr_may_hand_it_over(self, client: Client, nadia: User) -> None:
        rejection = logged()
        client.force_login(cast.hanna())
        shown = text(client, page(rejection))
        assert ("Draag over aan een collega" in shown, "Neem het besluit terug" in shown) == (True, False)

    def test_a_candidate_s_name_is_only_text(self, desk: Client) -> None:
        rejection = logged(name='<a href="x">{{ user }}</a>')
        for url in (page(rejection), LIST, f"/kandidaten/{rejection.candidate_id}/"):
            shown = desk.get(url).content.decode()
            assert "&lt;a href=&quot;x&quot;&gt;{{ user }}&lt;/a&gt;" in shown

    def test_an_unknown_one_is_not_found(self, desk: Client) -> None:
        assert desk.get(f"/afwijzingen/{uuid4()}/").status_code == 404
