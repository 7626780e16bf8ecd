"""HR's desk for personal data: what candidates asked, first due first, and an answer to each."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.letters.staff_words import put_into_words
from candidates.letters.trouble import tell_owner
from candidates.models import Asks, Candidate, DataRequest, Hold, Letter, Organisation, Rejection, User
from tests import cast
from tests.privacy_cast import A_DAY, NOW, asked, desk_of, told, words

pytestmark = pytest.mark.django_db
DESK = "/gegevens/"


@pytest.fixture(autouse=True)
def hospital() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield


@pytest.fixture
def hanna() -> Client:
    return desk_of(cast.hanna())


def page_of(request: DataRequest) -> str:
    return reverse("data_request", args=[request.public_id])


def test_open_questions_stand_first_due_first_with_what_is_left_of_the_month(hanna: Client) -> None:
    late, today = told("Anna Laat"), told("Bea Vandaag")
    asked(today, Asks.CORRECT, at=NOW - timedelta(days=31, hours=1))  # before the clock went back
    asked(told("Cor Later"), Asks.REMOVE)
    asked(late, Asks.OBJECT, at=NOW - timedelta(days=34))
    page = hanna.get(DESK)
    lines = [(line.request.candidate.first_name, line.time.kind, line.time.words) for line in page.context["lines"]]
    assert lines == [
        ("Anna", "late", "4 dagen te laat"),
        ("Bea", "soon", "vandaag 10:12"),
        ("Cor", "plan", "nog 30 dagen"),
    ]
    assert "Drie vragen over gegevens wachten op antwoord" in words(page)


def test_nobody_asked_anything(hanna: Client) -> None:
    assert "Niemand wacht op antwoord over gegevens" in words(hanna.get(DESK))


def test_an_answer_goes_to_the_candidate_in_their_language_and_is_kept(hanna: Client) -> None:
    person = cast.candidate("Emily Smith", language="en")
    request = asked(told(candidate=person))
    answer = hanna.post(page_of(request), {"words": "We stopped using it.\n\nToday."})
    assert answer.url == DESK
    letter = Letter.objects.get(kind="data_answer")
    assert (letter.address, letter.language, letter.subject) == (person.email, "en", "Your question about your data")
    assert "On 24 November you asked us something about your data." in letter.text
    assert "We stopped using it.\n\nToday." in letter.text
    assert letter.approved_by.first_name == "Hanna"
    request.refresh_from_db()
    assert (request.answer, request.answered_by, request.answered_at) == (
        "We stopped using it.\n\nToday.".replace("\n", "\n"), letter.approved_by, NOW,
    )  # fmt: skip
    shown = words(hanna.get(page_of(request)))
    assert "Beantwoord door Hanna de Wit op dinsdag 24 november 2026." in shown
    assert 'name="words"' not in shown
    assert "Emily Smith" in words(hanna.get(DESK))


def test_nothing_of_the_decision_stands_in_the_answer(hanna: Client) -> None:
    rejection = told()
    hanna.post(page_of(asked(rejection)), {"words": "Dat klopt."})
    letter = Letter.objects.get(kind="data_answer")
    for telling in (rejection.vacancy.title, "sollicitatie", "verder", "afgewezen"):
        assert telling not in letter.text + letter.subject


def test_an_empty_answer_is_refused_at_its_field_and_nothing_goes_out(hanna: Client) -> None:
    request = asked(told())
    page = hanna.post(page_of(request), {"words": " "})
    assert page.context["form"].errors == {"words": ["Schrijf wat je antwoordt"]}
    assert not Letter.objects.filter(kind="data_answer").exists()


def test_who_is_second_with_an_answer_is_told_so(hanna: Client) -> None:
    request = asked(told())
    hanna.post(page_of(request), {"words": "Het eerste antwoord."})
    second = hanna.post(page_of(request), {"words": "Het tweede."}, follow=True)
    assert "Een collega heeft dit al beantwoord." in words(second)
    assert Letter.objects.filter(kind="data_answer").count() == 1


def test_whoever_has_no_address_is_answered_on_paper(hanna: Client) -> None:
    request = asked(told())
    Candidate.objects.update(email="")
    assert "We hebben geen mailadres van deze persoon." in words(hanna.get(page_of(request)))
    answer = hanna.post(page_of(request), {"words": "Per brief."}, follow=True)
    assert "vertel het zelf" in words(answer)
    assert not Letter.objects.filter(kind="data_answer").exists()
    assert DataRequest.objects.get().answer == "Per brief."


def test_a_complaint_is_not_answered_by_the_recruiter_it_is_about(hanna: Client) -> None:
    """Who decided as a recruiter may work for HR by now."""
    nadia = cast.nadia()
    request = asked(told(by=nadia), Asks.COMPLAINT)
    User.objects.filter(pk=nadia.pk).update(role="hr-manager")
    own = desk_of(User.objects.get(pk=nadia.pk))
    page = own.get(page_of(request))
    assert "Deze klacht gaat over een besluit dat jij nam." in words(page)
    assert 'name="words"' not in words(page)
    assert "Gaat over je eigen besluit: een collega antwoordt" in words(own.get(DESK))
    refused = own.post(page_of(request), {"words": "Ik deed niets fout."})
    assert (refused.status_code, DataRequest.objects.get().answered_at) == (403, None)
    assert hanna.post(page_of(request), {"words": "We kijken ernaar."}).status_code == 302


def test_a_complaint_about_no_decision_in_particular_is_not_for_any_recruiter_of_this_person(hanna: Client) -> None:
    nadia = cast.nadia()
    request = asked(told(by=nadia), Asks.COMPLAINT)
    DataRequest.objects.update(rejection=None)
    User.objects.filter(pk=nadia.pk).update(role="hr-manager")
    assert desk_of(User.objects.get(pk=nadia.pk)).post(page_of(request), {"words": "Nee."}).status_code == 403
    assert hanna.post(page_of(request), {"words": "We kijken ernaar."}).status_code == 302


def test_another_question_may_be_answered_by_whoever_decided(hanna: Client) -> None:
    nadia = cast.nadia()
    request = asked(told(by=nadia), Asks.CORRECT)
    User.objects.filter(pk=nadia.pk).update(role="hr-manager")
    assert desk_of(User.objects.get(pk=nadia.pk)).post(page_of(request), {"words": "Verbeterd."}).status_code == 302


def test_a_complaint_shows_what_it_holds_and_a_correction_where_to_put_it_right(hanna: Client) -> None:
    complaint, wrong = asked(told("Anna A"), Asks.COMPLAINT), asked(told("Bea B"), Asks.CORRECT)
    assert "Bewaard tot en met 21 januari 2027" in words(hanna.get(page_of(complaint)))
    assert f"/kandidaten/{wrong.candidate_id}/verbeteren/" in words(hanna.get(page_of(wrong)))


def test_whoever_answers_a_complaint_may_let_go_of_what_it_holds_in_the_same_press(hanna: Client) -> None:
    first, second = asked(told("Anna A"), Asks.COMPLAINT), asked(told("Bea B"), Asks.COMPLAINT)
    assert "niet langer vast voor deze klacht" in words(hanna.get(page_of(first)))
    hanna.post(page_of(first), {"words": "We keken ernaar.", "let_go": "on"})
    hanna.post(page_of(second), {"words": "We keken ernaar."})
    assert list(Hold.objects.filter(lifted_at=None)) == [second.holds.get()]
    assert first.holds.get().lifted_by == User.objects.get(first_name="Hanna")


def test_a_question_that_holds_nothing_offers_nothing_to_let_go(hanna: Client) -> None:
    assert 'name="let_go"' not in words(hanna.get(page_of(asked(told(), Asks.CORRECT))))


def test_after_a_decision_that_was_taken_back_the_answer_still_goes(hanna: Client) -> None:
    rejection = told()
    request = asked(rejection)
    Rejection.objects.update(undone_at=NOW)
    hanna.post(page_of(request), {"words": "Dat klopt."})
    assert Letter.objects.get(kind="data_answer").rejection == rejection


def test_hr_sees_on_today_that_somebody_asked_and_recruiters_do_not(hanna: Client) -> None:
    rejection = told()
    asked(rejection)
    assert "Eén vraag wacht op antwoord van HR." in words(hanna.get("/"))
    assert "vraag wacht op antwoord van HR" not in words(desk_of(rejection.recruiter).get("/"))


def test_the_desk_asks_the_database_no_more_for_three_than_for_one(hanna: Client) -> None:
    asked(told("Anna A"), Asks.COMPLAINT)
    with CaptureQueriesContext(
        connection,
    ) as one:
        hanna.get(DESK)
    for name in ("Bea B", "Cor C"):
        asked(told(name), Asks.COMPLAINT, at=NOW - A_DAY)
    with CaptureQueriesContext(connection) as three:
        assert len(hanna.get(DESK).context["lines"]) == 3
    assert len(three) == len(one)


def test_an_answer_that_got_stuck_goes_again_to_the_address_we_have_now(hanna: Client) -> None:
    request = asked(told())
    hanna.post(page_of(request), {"words": "Dat klopt."})
    Letter.objects.update(state="failed", last_reply="550 5.1.1 No such user here", attempts=3)
    page = words(hanna.get(page_of(request)))
    assert "De mail is niet weggegaan." in page
    assert "kent dit adres niet" in page
    Candidate.objects.update(email="nieuw@example.org")
    again = reverse("data_request_mail", args=[request.public_id])
    assert hanna.post(again, {"arrived": "no"}).url == page_of(request)
    letter = Letter.objects.get(kind="data_answer")
    assert (letter.state, letter.address, letter.attempts) == ("waiting", "nieuw@example.org", 0)
    assert "de mail is niet meer waar hij was" in words(hanna.post(again, {"arrived": "no"}, follow=True))


def test_of_an_answer_in_doubt_hr_says_whether_it_arrived(hanna: Client) -> None:
    request = asked(told())
    hanna.post(page_of(request), {"words": "Dat klopt."})
    Letter.objects.update(state="in_doubt", handed_over_at=NOW)
    again = reverse("data_request_mail", args=[request.public_id])
    hanna.post(again, {"arrived": "yes"})
    assert Letter.objects.get(kind="data_answer").state == "sent"


def test_whoever_answered_hears_of_a_stuck_mail_and_is_led_to_the_desk(hanna: Client) -> None:
    request = asked(told())
    hanna.post(page_of(request), {"words": "Dat klopt."})
    letter = tell_owner(Letter.objects.get(kind="data_answer"), state="failed", at=NOW)
    assert letter is not None
    assert letter.user.first_name == "Hanna"
    said = put_into_words(letter, Organisation.objects.current()).text
    assert said.rstrip().endswith("/gegevens/")


def test_what_is_put_right_is_answered_in_the_same_press(hanna: Client) -> None:
    about = told("Anna Laat", candidate=cast.candidate("Anna Laat", email="oud@example.org"))
    asked(about, Asks.CORRECT, what="Mijn adres is nieuw@example.org")
    page = reverse("candidate_correct", args=[about.candidate_id])
    shown = hanna.get(page)
    assert "Mijn adres is nieuw@example.org" in words(shown)
    assert "We hebben je gegevens verbeterd, zoals je vroeg." in words(shown)
    typed = {"name": "Anna Laat", "email": "nieuw@example.org", "phone": "", "language": "nl", "answers": "on"}
    assert set(hanna.post(page, typed | {"words": " "}).context["form"].errors) == {"words"}

    said = words(hanna.post(page, typed | {"words": "Het klopt nu."}, follow=True))
    assert "Je antwoord gaat per mail naar Anna Laat" in said
    request, letter = DataRequest.objects.get(), Letter.objects.get(kind="data_answer")
    assert (request.answer, request.answered_by.first_name) == ("Het klopt nu.", "Hanna")
    assert (letter.address, "Het klopt nu." in letter.text) == ("nieuw@example.org", True)
    assert "answers" not in hanna.get(page).context["form"].fields


def test_a_correction_may_leave_the_question_open(hanna: Client) -> None:
    about = told("Anna Laat")
    request = asked(about, Asks.CORRECT)
    typed = {"name": "Anna Laat", "email": "nieuw@example.org", "phone": "", "language": "nl", "words": "Niet nu"}
    hanna.post(reverse("candidate_correct", args=[about.candidate_id]), typed)
    request.refresh_from_db()
    assert (request.answer, request.answered_at) == ("", None)
