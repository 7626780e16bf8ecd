"""The mail that asks whether it was useful: when it leaves, to whom never, and what stands in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidates.actions.data_requests import ask
from candidates.actions.letters import came_back
from candidates.actions.opinions import ask_no_questions, say_useful
from candidates.actions.taking_back import reopen
from candidates.letters.mark import leaving_address_of, own_address_of
from candidates.letters.posting import deliver_due
from candidates.models import About, Asks, Candidate, Deadline, Letter, Organisation, Rejection, Useful
from candidates.rules.letter_kinds import Leave
from feedback_portal.actions.asking_useful import ask_useful
from spreekuur.actions.talks import Went, record_talk
from spreekuur.rules.talks import Outcome
from tests import cast, own_cast, spreekuur_cast
from tests.sink import Sink, Taken
from tests.spreekuur_cast import here

pytestmark = pytest.mark.django_db
TUESDAY = own_cast.LATER  # 24 November, 10:23 in Amsterdam
FRIDAY = here(27, 10, 23)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(TUESDAY, tick=False):
        cast.hospital()
        yield


def ring(at: datetime) -> list[str]:
    """What the clock writes at this moment, posted right away."""
    with time_machine.travel(at, tick=False):
        before = set(Letter.objects.values_list("key", flat=True))
        ask_useful(at)
        deliver_due(clock=lambda: at)
        written = Letter.objects.exclude(key__in=before).order_by("pk")
        return [key.split("/", 2)[2] for key in written.values_list("key", flat=True)]


def newest(sink: Sink) -> Taken:
    return sink.mails[-1]


class TestWhen:
    def test_not_before_three_working_days_then_once_and_one_reminder(self, sink: Sink) -> None:
        own_cast.told_by_mail()
        assert ring(FRIDAY - timedelta(seconds=1)) == []
        assert ring(FRIDAY) == ["feedback/1"]
        assert ring(FRIDAY) == []
        assert ring(here(2, 10, 22, month=12)) == []  # Wednesday: Friday was the day it was asked
        assert ring(here(2, 10, 23, month=12)) == ["feedback/2"]
        for day in (3, 7, 9, 14):
            assert ring(here(day, 10, 30, month=12)) == []

    def test_a_weekend_and_a_closed_day_are_no_working_days(self, sink: Sink) -> None:
        own_cast.told_by_mail(at=here(27, 16, 0))
        assert ring(here(1, 16, 30, month=12)) == []
        assert ring(here(2, 16, 0, month=12)) == ["feedback/1"]

    def test_only_in_office_hours(self, sink: Sink) -> None:
        own_cast.told_by_mail(at=here(24, 18, 0))
        assert ring(here(27, 18, 0)) == []
        assert ring(here(28, 12, 0)) == []
        assert ring(here(30, 8, 59)) == []
        assert ring(here(30, 9, 0)) == ["feedback/1"]

    def test_a_clock_that_stood_still_for_weeks_asks_nothing_any_more(self, sink: Sink) -> None:
        own_cast.told_by_mail()
        assert ring(here(15, 10, 23, month=12)) == []

    def test_told_by_phone_counts_from_the_call(self, sink: Sink) -> None:
        own_cast.told_by_phone()
        assert ring(here(27, 10, 11)) == []
        assert ring(here(27, 10, 12)) == ["feedback/1"]


class TestNever:
    def test_before_it_was_delivered(self, sink: Sink) -> None:
        for mode in ("550", "forget after the dot"):
            sink.mode = mode
            own_cast.told_by_mail(name=f"{mode[0]} Jansen", email=f"{mode[0]}@example.org")
        sink.mode = "accept"
        back = own_cast.told_by_mail(name="Kim Back", email="kim@example.org")
        came_back(Letter.objects.get(rejection=back, kind="feedback"), by=back.recruiter, at=TUESDAY)
        own_cast.owed(name="Piet Waits", email="piet@example.org")
        assert ring(FRIDAY) == []

    def test_of_who_said_it_or_wants_no_questions(self, sink: Sink) -> None:
        said = own_cast.told_by_mail()
        say_useful(said, about=About.FEEDBACK, useful=Useful.NO, why="", at=TUESDAY)
        ask_no_questions(own_cast.told_by_mail(name="Lotte Smit", email="lotte@example.org").candidate)
        assert ring(FRIDAY) == []

    def test_of_a_decision_that_was_taken_back(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        reopen(rejection, by=rejection.recruiter, why="Verkeerd gelezen", at=TUESDAY)
        assert ring(FRIDAY) == []

    def test_of_who_complained(self, sink: Sink) -> None:
        about = own_cast.told_by_mail()
        organisation = Organisation.objects.current()
        ask(
            about.candidate, asks=Asks.COMPLAINT, what="x", rejection=about, organisation=organisation, at=TUESDAY
        )  # fmt: skip
        assert ring(FRIDAY) == []

    def test_where_the_organisation_does_not_ask(self, sink: Sink) -> None:
        own_cast.told_by_mail()
        Organisation.objects.update(asks_useful=False)
        assert ring(FRIDAY) == []

    def test_of_what_was_brought_in_as_answered_long_ago(self, sink: Sink) -> None:
        rejection = own_cast.owed()
        Deadline.objects.update(met_at=TUESDAY, met_channel="mail", met_by=rejection.recruiter)
        assert ring(FRIDAY) == []

    def test_without_an_address_or_after_its_term(self, sink: Sink) -> None:
        own_cast.told_by_mail()
        Rejection.objects.update(keep_until=TUESDAY.date())
        other = own_cast.told_by_phone(name="Lotte Smit", email="lotte@example.org")
        Candidate.objects.filter(pk=other.candidate_id).update(email="")
        assert ring(FRIDAY) == []

    def test_a_reminder_after_an_answer(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        ring(FRIDAY)
        say_useful(rejection, about=About.FEEDBACK, useful=Useful.YES, why="", at=FRIDAY)
        assert ring(here(2, 10, 23, month=12)) == []


class TestTheMail:
    def test_tells_nothing_in_its_subject_and_leads_to_the_own_page(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        ring(FRIDAY)
        mail, link = newest(sink), own_cast.link_of(rejection)
        assert (mail.to, mail.message["Subject"]) == ("youssef@example.org", "Hoe was het voor jou?")
        for body in (mail.body("plain"), mail.body("html")):
            assert own_address_of(link) in body
            assert leaving_address_of(link, Leave.QUESTIONS) in body
            assert "Had je er iets aan?" in " ".join(body.split())
            assert "planner" not in body.lower()
        letter = Letter.objects.get(kind="useful")
        assert own_cast.token(rejection) not in letter.text + letter.html

    def test_says_to_mail_programs_how_to_have_no_more(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        ring(FRIDAY)
        address = leaving_address_of(own_cast.link_of(rejection), Leave.QUESTIONS)
        head = newest(sink).data.split(b"\r\n\r\n")[0].decode()
        unfolded = head.replace("\r\n ", " ")
        assert f"List-Unsubscribe: <{address}>" in unfolded
        assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in unfolded

    def test_the_mail_with_the_feedback_has_no_such_head(self, sink: Sink) -> None:
        own_cast.told_by_mail()
        assert b"List-Unsubscribe" not in newest(sink).data

    def test_one_press_of_the_program_is_enough(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        ring(FRIDAY)
        path = leaving_address_of(own_cast.link_of(rejection), Leave.QUESTIONS).partition("//")[2].partition("/")[2]
        strict = Client(enforce_csrf_checks=True)
        with time_machine.travel(FRIDAY, tick=False):
            assert strict.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Candidate.objects.get().no_questions
        assert ring(here(2, 10, 23, month=12)) == []


class TestTheTalk:
    def test_three_working_days_after_it_was_held(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        say_useful(rejection, about=About.FEEDBACK, useful=Useful.YES, why="", at=TUESDAY)
        held(rejection)
        assert ring(here(1, 13, 14, month=12)) == []
        assert ring(here(1, 13, 15, month=12)) == ["talk/1"]
        assert "spraken we elkaar" in newest(sink).body("plain")
        assert newest(sink).message["Subject"] == "Hoe was het voor jou?"

    def test_not_on_the_heels_of_another_question(self, sink: Sink) -> None:
        rejection = own_cast.told_by_mail()
        held(rejection)
        assert ring(FRIDAY) == ["feedback/1"]
        assert ring(here(1, 13, 15, month=12)) == []
        assert ring(here(2, 10, 23, month=12)) == ["talk/1"]

    @pytest.mark.parametrize("outcome", [Outcome.NO_SHOW, Outcome.REOPENED])
    def test_not_when_nobody_came_or_it_is_looked_at_again(self, sink: Sink, outcome: Outcome) -> None:
        rejection = own_cast.told_by_mail()
        say_useful(rejection, about=About.FEEDBACK, useful=Useful.YES, why="", at=TUESDAY)
        held(rejection, Went(outcome, wrong="Gemist"))
        assert not [key for key in ring(here(2, 13, 15, month=12)) if key.startswith("talk")]


def held(rejection: Rejection, went: Went | None = None) -> None:
    spreekuur_cast.day()
    booking = spreekuur_cast.booked(rejection, spreekuur_cast.slot(13))
    organisation, at = Organisation.objects.current(), booking.slot.ends_at
    record_talk(booking, went or Went(Outcome.ADVICE, "Goed", "", "Bel"), by=rejection.recruiter,
                organisation=organisation, at=at)  # fmt: skip


def test_a_ring_with_nothing_to_do_asks_the_database_little(sink: Sink) -> None:
    for n in range(3):
        own_cast.told_by_mail(name=f"Kandidaat{n} Test", email=f"kandidaat{n}@example.org")
    with CaptureQueriesContext(connection) as asked:
        ask_useful(TUESDAY + timedelta(days=1))
    assert len(asked) <= 8
