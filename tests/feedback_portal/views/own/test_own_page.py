"""The own page once somebody was told: what happened, the feedback, the talk, an opinion."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidates.actions.calls import Said, close_talk, polish_points
from candidates.actions.held_back import Answers
from candidates.actions.letters import came_back
from candidates.models import Deadline, Letter, Opinion, Organisation, Rejection
from candidates.rules.retention import KeepWhy
from spreekuur.actions.talks import Went, record_talk
from spreekuur.rules.talks import Outcome
from tests import cast, own_cast, spreekuur_cast
from tests.decision_cast import NOW
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT
from tests.own_cast import LATER, SAID, at, holder, page, words
from tests.sink import Sink

pytestmark = pytest.mark.django_db
POINTS = (WENT_WELL, WHY_NOT, ADVICE)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        yield


class TestToldByMail:
    def test_the_page_says_what_happened_and_the_feedback_itself(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        read = words(page(rejection))
        assert "Dag Youssef" in read
        assert "Je solliciteerde als planner operatiekamers." in read
        assert "Dinsdag 24 november, 10:12 We besloten niet met je verder te gaan." in read
        assert "Nadia Willems mailde je waarom. Beloofd was: uiterlijk woensdag 25 november om 10:12 uur." in read
        for point in POINTS:
            assert point in read
        assert "Het werd later dan we beloofden." not in read

    def test_late_stays_late(self, sink: Sink) -> None:
        rejection = own_cast.owed()
        Deadline.objects.update(due_at=NOW)
        own_cast.approved(rejection)
        own_cast.deliver_due(clock=lambda: LATER)
        assert "Het werd later dan we beloofden." in words(page(rejection))

    def test_it_shows_what_was_sent_whatever_was_typed_since(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        rejection.feedback.__class__.objects.update(why_not="Iets anders")
        read = words(page(rejection))
        assert WHY_NOT in read
        assert "Iets anders" not in read

    def test_of_a_mail_that_came_back_nothing_is_left(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        came_back(Letter.objects.get(kind="feedback"), by=rejection.recruiter, at=LATER)
        read = words(page(rejection))
        assert "besloten" not in read
        assert WENT_WELL not in read


class TestToldByPhone:
    def test_what_was_only_said_stays_said(self) -> None:
        rejection = own_cast.told_by_phone()
        read = words(page(rejection))
        assert "Nadia Willems belde je erover." in read
        for point in POINTS:
            assert point not in read

    def test_a_confirmation_that_waits_is_not_there_yet(self) -> None:
        rejection = own_cast.told_by_phone()
        own_cast.confirm(rejection)
        assert WENT_WELL not in words(page(rejection))

    def test_a_confirmation_that_arrived_is_shown_as_it_was(self, sink: Sink) -> None:
        rejection = own_cast.told_by_phone(confirmed=True)
        polish_points(
            rejection,
            said=SAID.__class__(WENT_WELL, "Anders dan gemaild.", ADVICE),
            answers=own_cast.Answers(),
            by=rejection.recruiter,
            at=LATER,
        )
        read = words(page(rejection))
        for point in POINTS:
            assert point in read
        assert "Anders dan gemaild" not in read

    def test_another_mail_that_left_meanwhile_does_not_show_the_points_of_one_that_waits(self, sink: Sink) -> None:
        """A mail about a talk is no confirmation of a call."""
        rejection = own_cast.told_by_phone()
        own_cast.confirm(rejection)
        Letter.objects.update(not_before=LATER + timedelta(days=1))
        spreekuur_cast.day()
        spreekuur_cast.booked(rejection, spreekuur_cast.slot(13))
        from spreekuur.actions.telling import write_talk_letters  # noqa: PLC0415

        write_talk_letters(LATER)
        own_cast.deliver_due(clock=lambda: LATER)
        assert [mail.message["Subject"] for mail in sink.mails] != []
        assert WENT_WELL not in words(page(rejection))


class TestTheTalk:
    def test_without_a_spreekuur_one_question(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        visitor = holder(rejection)
        assert at(rejection, "own_ask") in visitor.get(at(rejection, "own_page")).content.decode()
        visitor.post(at(rejection, "own_ask"), {"what": "Wat kan beter?"})
        read = words(visitor.get(at(rejection, "own_page")))
        assert "We hebben je vraag. Nadia antwoordt je uiterlijk donderdag 26 november om 17:00 uur." in read

    def test_it_can_be_chosen_moved_and_cancelled_from_here(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        spreekuur_cast.day()
        assert "Kies een moment" in words(page(rejection))
        spreekuur_cast.booked(rejection, spreekuur_cast.slot(13))
        shown = page(rejection)
        assert "Donderdag 26 november, 13:00 Je gesprek met Nadia. Bekijk, verzet of zeg af" in words(shown)
        assert at(rejection, "link_page") in shown.content.decode()

    def test_after_it_was_held_its_points_stand_there_and_not_what_came_of_it(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        spreekuur_cast.day()
        booking = spreekuur_cast.booked(rejection, spreekuur_cast.slot(13))
        went = Went(Outcome.TALENT_POOL, "Je stelde goede vragen.", "", "Bel eens met Bram.", minutes=15, consent=True)
        with time_machine.travel(booking.slot.ends_at, tick=False):
            organisation = Organisation.objects.current()
            record_talk(booking, went, by=rejection.recruiter, organisation=organisation, at=booking.slot.ends_at)
            read = words(page(rejection))
        assert "Je stelde goede vragen." in read
        assert "Bel eens met Bram." in read
        assert "talentpool" not in read.lower()


def test_a_talk_that_was_held_outside_the_spreekuur_is_shown_and_judged_too(sink: Sink) -> None:
    rejection = own_cast.told_by_phone(stage="late-stage")
    assert "Uiterlijk dan praten we graag een kwartier met je." in words(page(rejection))
    said = Said("Je vroeg goed door.", "Je miste ervaring met roosters.", "Bel eens met Bram.")
    close_talk(rejection, said=said, answers=Answers(), minutes=15, by=rejection.recruiter, at=LATER)
    read = words(page(rejection))
    assert "Je sprak met Nadia Willems." in read
    assert "Je miste ervaring met roosters." in read
    holder(rejection).post(at(rejection, "own_useful", "talk"), {"useful": "no"})
    assert [(one.about, one.useful) for one in Opinion.objects.all()] == [("talk", "no")]


KEPT = {
    "decision": "Dat is de gewone termijn na een besluit.",
    "vacancy": "Dat is de gewone termijn nadat de vacature sloot.",
    "reopened": "Dat is de gewone termijn na het nieuwe besluit.",
    "owed": "omdat ons antwoord zo laat kwam",
    "talk": "Dat is een week na je gesprek.",
    "consent": "Je zei ja tegen langer bewaren.",
}


@pytest.mark.parametrize("why", KeepWhy)
def test_the_day_until_which_we_keep_it_stands_there_with_its_reason(sink: Sink, why: KeepWhy) -> None:
    rejection = own_cast.told_by_mail()
    Rejection.objects.update(keep_why=why, keep_until=date(2026, 12, 30))
    read = words(page(rejection))
    assert "We bewaren je gegevens tot 30 december 2026." in read
    assert KEPT[why] in read


def test_in_english_the_whole_page_is_english(sink: Sink) -> None:
    rejection = own_cast.told_by_mail(language="en")
    read = words(page(rejection))
    assert "Hello Youssef" in read
    assert "We decided not to go on with you." in read
    assert "Was this feedback useful to you?" in read
    assert [word for word in ("Wat ", "Je ", " niet ", " uur") if word in read.split("Your feedback")[0]] == []


class TestAnOpinion:
    def test_one_press_that_can_be_changed_and_is_one_row(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        visitor = holder(rejection)
        for useful, why in (("yes", ""), ("a_bit", "Korter"), ("a_bit", "Korter")):
            visitor.post(at(rejection, "own_useful", "feedback"), {"useful": useful, "why": why})
        opinion = Opinion.objects.get()
        assert (opinion.about, opinion.useful, opinion.why) == ("feedback", "a_bit", "Korter")
        assert "Je antwoord: Een beetje." in words(visitor.get(at(rejection, "own_page")))

    def test_no_answer_is_said_on_its_field_and_what_was_typed_stays(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        answer = holder(rejection).post(at(rejection, "own_useful", "feedback"), {"why": "Het was lang"})
        assert answer.status_code == 200
        assert "Fout: " in answer.content.decode()
        assert "Kies een antwoord" in words(answer)
        assert "Het was lang" in words(answer)
        assert not Opinion.objects.exists()

    def test_a_talk_is_judged_only_after_it_was_held(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        holder(rejection).post(at(rejection, "own_useful", "talk"), {"useful": "yes"})
        assert not Opinion.objects.exists()

    def test_about_something_else_there_is_no_page(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        assert holder(rejection).post(at(rejection, "own_useful", "x"), {"useful": "yes"}).status_code == 404

    def test_forty_things_an_hour_then_wait(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        visitor = holder(rejection)
        answers = [
            visitor.post(at(rejection, "own_useful", "feedback"), {"useful": "yes"}).status_code for _n in range(41)
        ]
        assert answers == [303] * 40 + [429]


def test_a_link_of_the_booking_pages_leads_here(sink: Sink) -> None:
    rejection = own_cast.told_by_mail()
    shown = page(rejection, "link_page")
    assert f'href="{at(rejection, "own_page")}">Je feedback en je gegevens' in shown.content.decode()


def test_without_its_cookie_the_page_does_not_exist(client: Client) -> None:
    rejection = own_cast.owed()
    assert client.get(at(rejection, "own_page")).status_code == 404


def test_the_page_costs_the_same_for_one_application_and_for_three(sink: Sink) -> None:
    one = own_cast.told_by_mail()
    first = queries(one)
    for title in ("Verpleegkundige", "Analist"):
        own_cast.told_by_mail(vacancy=cast.vacancy(title))
    assert queries(one) == first
    assert first <= 30


def queries(rejection: own_cast.Rejection) -> int:
    visitor = holder(rejection)
    with CaptureQueriesContext(connection) as asked:
        visitor.get(at(rejection, "own_page"))
    return len(asked)
