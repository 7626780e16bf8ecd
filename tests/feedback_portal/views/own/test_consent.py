"""Keep me longer, and stop with one press: on the page, from a mail, or by the button of a mail program."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate, Consent, Organisation, Rejection
from tests import cast, own_cast
from tests.own_cast import LATER, at, holder, token, words
from tests.sink import Sink

pytestmark = pytest.mark.django_db
IN_A_YEAR = date(2027, 11, 24)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        yield


@pytest.fixture
def rejection(sink: Sink) -> Rejection:
    return own_cast.told_by_mail()


def kept(rejection: Rejection) -> tuple[date | None, str]:
    row = Rejection.objects.get(pk=rejection.pk)
    return row.keep_until, row.keep_why


def yes(rejection: Rejection, work: str = "") -> None:
    holder(rejection).post(at(rejection, "own_keep"), {"work": work})


def test_a_yes_is_for_a_year_and_moves_the_day(rejection: Rejection) -> None:
    before = kept(rejection)
    asked = words(holder(rejection).get(at(rejection, "own_keep")))
    assert "tot en met 24 november 2027" in asked
    yes(rejection, "Planner in de zorg")
    consent = Consent.objects.get()
    assert (consent.until, consent.work, consent.given_through, consent.recorded_by) == (
        IN_A_YEAR, "Planner in de zorg", "page", None,
    )  # fmt: skip
    assert kept(rejection) == (IN_A_YEAR, "consent") != before
    read = words(own_cast.page(rejection))
    assert "We bewaren je gegevens tot 24 november 2027. Je zei ja tegen langer bewaren." in read
    assert "Voor: Planner in de zorg." in read


def test_a_yes_counts_for_all_applications_of_this_person(rejection: Rejection) -> None:
    other = own_cast.told_by_mail(vacancy=cast.vacancy("Analist"))
    yes(rejection)
    assert kept(other) == (IN_A_YEAR, "consent")


def test_a_shorter_term_of_the_organisation_is_kept(rejection: Rejection) -> None:
    Organisation.objects.update(consent_days=90)
    yes(rejection)
    assert Consent.objects.get().until == LATER.date() + timedelta(days=90)


def test_saying_it_again_renews_it(rejection: Rejection) -> None:
    yes(rejection, "Planner")
    yes(rejection, "Alles")
    assert list(Consent.objects.order_by("pk").values_list("work", "ended_why")) == [
        ("Planner", "renewed"), ("Alles", ""),
    ]  # fmt: skip


def test_one_press_on_the_page_stops_it_and_the_old_day_is_back(rejection: Rejection) -> None:
    before = kept(rejection)
    yes(rejection)
    visitor = holder(rejection)
    shown = visitor.get(at(rejection, "own_page")).content.decode()
    assert f'action="{at(rejection, "own_stop", "talentpool")}"' in shown
    answer = visitor.post(at(rejection, "own_stop", "talentpool"))
    assert "We bewaren je niet langer voor ander werk" in words(answer)
    assert Consent.objects.get().ended_why == "withdrawn"
    assert kept(rejection) == before


def test_who_stops_after_the_usual_term_still_reads_that_it_is_done(rejection: Rejection) -> None:
    """From then on the link is over."""
    yes(rejection)
    with time_machine.travel(LATER + timedelta(days=100), tick=False):
        visitor = holder(rejection)
        answer = visitor.post(at(rejection, "own_stop", "talentpool"))
        assert "wissen we binnen een dag" in words(answer)
        assert at(rejection, "own_page") not in answer.content.decode()
        assert visitor.get(at(rejection, "own_page")).status_code == 404


def test_the_address_in_a_mail_leads_to_a_page_with_one_button_and_changes_nothing_itself(rejection: Rejection) -> None:
    yes(rejection)
    visitor = Client()
    opened = visitor.get(reverse("own_leave", args=[token(rejection), "talentpool"]), follow=True)
    assert opened.redirect_chain[-1][0] == at(rejection, "own_stop", "talentpool")
    assert token(rejection) not in opened.content.decode()
    assert Consent.objects.get().ended_at is None
    assert opened.content.decode().count('type="submit"') == 2  # ours, and the language at the foot
    visitor.post(at(rejection, "own_stop", "talentpool"))
    assert Consent.objects.get().ended_at == LATER


class TestTheButtonOfAMailProgram:
    def test_one_post_without_cookie_or_token_of_a_form(self, rejection: Rejection) -> None:
        yes(rejection)
        program = Client(enforce_csrf_checks=True)
        where = reverse("own_leave", args=[token(rejection), "talentpool"])
        assert program.post(where, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert program.post(where, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Consent.objects.get().ended_why == "withdrawn"

    def test_other_words_change_nothing(self, rejection: Rejection) -> None:
        yes(rejection)
        where = reverse("own_leave", args=[token(rejection), "talentpool"])
        assert Client().post(where).status_code == 400
        assert Consent.objects.get().ended_at is None

    def test_a_wrong_token_is_answered_like_any_other_and_guesses_are_limited(self, rejection: Rejection) -> None:
        where = reverse("own_leave", args=["A" * 43, "talentpool"])
        answers = [Client().post(where, {"List-Unsubscribe": "One-Click"}).status_code for _n in range(21)]
        assert answers == [404] * 20 + [429]

    def test_of_something_else_there_is_no_such_address(self, rejection: Rejection) -> None:
        where = reverse("own_leave", args=[token(rejection), "alles"])
        assert Client().post(where, {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_questions_can_be_stopped_and_asked_for_again(rejection: Rejection) -> None:
    visitor = holder(rejection)
    visitor.post(at(rejection, "own_questions"), {"do": "stop"})
    assert Candidate.objects.get().no_questions
    assert "Je mag het me weer vragen" in words(visitor.get(at(rejection, "own_page")))
    visitor.post(at(rejection, "own_questions"), {"do": "ask"})
    assert not Candidate.objects.get().no_questions
