import re
from datetime import timedelta

import pytest

from candidates.actions.call_letters import (
    CannotLeave,
    ShownAnother,
    ask_for_moment,
    mail_that_asks,
    mail_that_confirms,
    send_confirmation,
)
from candidates.actions.calls import AfterCall, Said, agree_on_talk, close_call, polish_points
from candidates.actions.drafts import Draft
from candidates.actions.feedback import CannotLeave as CannotLeaveYet
from candidates.actions.feedback import approve_and_send
from candidates.actions.follow_ups import make_follow_up
from candidates.actions.held_back import Answers, HeldBack
from candidates.actions.letters import came_back, settle_doubt, take_back_mail
from candidates.actions.taking_back import MailIsLeaving
from candidates.actions.written_route import CallFirst, choose_writing
from candidates.letters.call_letters import CallLetter
from candidates.letters.mark import LINK_MARK, address_of
from candidates.letters.posting import deliver_due
from candidates.models import (
    CallOutcome,
    Candidate,
    Deadline,
    FollowUp,
    FollowUpKind,
    Letter,
    LetterText,
    Organisation,
    Override,
    ProofEntry,
    Rejection,
)
from candidates.queries.call_letters import WhyNot, why_not_ask, why_not_confirm
from candidates.rules.margin import margin
from candidates.rules.stages import Stage
from candidates.rules.workdays import Calendar
from tests import cast
from tests.call_cast import NOW, SAID, called_twice
from tests.decision_cast import logged
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT
from tests.sink import Sink

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=11)
STOPPED = "De andere kandidaat was gewoon beter dan jij."


@pytest.fixture
def calendar() -> Calendar:
    return cast.hospital().calendar()


@pytest.fixture
def rejection(calendar: Calendar) -> Rejection:
    return called_twice()


def ask(rejection: Rejection, **wrong: str) -> Letter:
    by = rejection.recruiter
    mail = mail_that_asks(CallLetter(rejection, by, Organisation.objects.current()), now=NOW)
    return ask_for_moment(rejection, seen=wrong.get("seen", mail.digest), by=by, at=NOW)


def told(calendar: Calendar, said: Said = SAID, *, promised: bool = True, **fields: object) -> Rejection:
    rejection = logged(at=NOW, decided_at=NOW, **fields)
    close(rejection, calendar, said, promised=promised)
    return rejection


def close(
    rejection: Rejection,
    calendar: Calendar,
    said: Said = SAID,
    *,
    promised: bool = True,
    answers: Answers | None = None,
) -> None:
    close_call(
        rejection,
        outcome=CallOutcome.REACHED,
        said=said,
        answers=answers or Answers(),
        after=AfterCall(6, promised=promised),
        calendar=calendar,
        by=rejection.recruiter,
        at=NOW,
    )


def confirm(rejection: Rejection) -> Letter:
    by = rejection.recruiter
    mail = mail_that_confirms(CallLetter(rejection, by, Organisation.objects.current()))
    return send_confirmation(rejection, seen=mail.digest, by=by, at=NOW)


class TestTheMailThatAsks:
    def test_tells_nothing_of_the_decision(self, rejection: Rejection, sink: Sink) -> None:
        Rejection.objects.update(reason_details="Te weinig ervaring")
        ask(rejection)
        deliver_due(clock=lambda: LATER)
        (mail,) = sink.mails
        everything = " ".join([str(mail.message["Subject"]), mail.body("plain"), mail.body("html")])
        for secret in (
            rejection.vacancy.title, rejection.vacancy.title.lower(), "fgewezen", "fwijz", "niet met je verder",
            "gesprek", "feedback", "Feedback", "Te weinig", "besluit", "bewaren", "spreekuur", "functie", "Bakker",
        ):  # fmt: skip
            assert secret not in everything.replace("Daniëlle Bakker", "")
        assert str(mail.message["Subject"]) == "Wanneer kan ik je bellen?"
        assert "Kiezen kan tot woensdag 25 november om 17:00 uur." in mail.body("plain")

    def test_carries_the_personal_link_in_both_forms(self, rejection: Rejection, sink: Sink) -> None:
        letter = ask(rejection)
        assert letter.text.count(LINK_MARK) == 1
        deliver_due(clock=lambda: LATER)
        address = address_of(letter.link)
        assert address in sink.mails[0].body("plain")
        assert f'href="{address}"' in sink.mails[0].body("html")
        assert not re.search("afwij|reject|feedback|decision", address.rpartition("/s/")[0].partition("//")[2])

    def test_carries_no_promise_so_the_clock_runs_on(self, rejection: Rejection, sink: Sink) -> None:
        letter = ask(rejection)
        assert letter.deadline is None
        deliver_due(clock=lambda: LATER)
        assert Letter.objects.get(pk=letter.pk).state == "sent"
        assert rejection.deadlines.get().is_open

    def test_leaves_once_and_as_it_was_shown(self, rejection: Rejection) -> None:
        with pytest.raises(ShownAnother):
            ask(rejection, seen="another")
        first = ask(rejection)
        assert ask(rejection) == first  # pressed twice: still the one that waits
        Letter.objects.update(state="sent", sent_at=NOW)
        with pytest.raises(MailIsLeaving):
            ask(rejection)
        came_back(first, by=rejection.recruiter, at=LATER)
        second = ask(rejection)
        assert (second.pk != first.pk, second.key) == (True, f"ask_moment/{rejection.pk}/2")

    def test_speaks_the_language_of_the_candidate(self, calendar: Calendar) -> None:
        letter = ask(called_twice(language="en"))
        assert (letter.subject, letter.language) == ("When can I call you?", "en")
        assert "You can choose a moment until Wednesday 25 November at 17:00." in letter.text

    def test_after_the_due_moment_it_names_no_limit(self, rejection: Rejection) -> None:
        Deadline.objects.update(due_at=NOW - timedelta(hours=1))
        assert "Kiezen kan tot" not in ask(rejection).text

    @pytest.mark.parametrize("attempts", [0, 1])
    def test_two_calls_come_first(self, calendar: Calendar, attempts: int) -> None:
        rejection = called_twice()
        rejection.calls.all()[attempts:][0].delete()
        if not attempts:
            rejection.calls.all().delete()
        assert why_not_ask(rejection) is WhyNot.TOO_FEW_TRIES
        with pytest.raises(CannotLeave):
            ask(rejection)

    def test_nobody_is_asked_who_wants_no_calls_knows_already_or_has_no_address(
        self, rejection: Rejection, calendar: Calendar
    ) -> None:
        for change, why in (({"no_more_calls": True}, WhyNot.NO_CALLS), ({"email": ""}, WhyNot.NO_ADDRESS)):
            before = {name: getattr(rejection.candidate, name) for name in change}
            Candidate.objects.update(**change)
            assert why_not_ask(Rejection.objects.get()) is why
            Candidate.objects.update(**before)
        close(rejection, calendar)
        assert why_not_ask(Rejection.objects.get()) is WhyNot.TOLD
        Rejection.objects.update(undone_at=NOW)
        assert why_not_ask(Rejection.objects.get()) is WhyNot.OVER


class TestTheConfirmation:
    def test_carries_the_three_points_and_the_link_and_never_leaves_by_itself(
        self, calendar: Calendar, sink: Sink
    ) -> None:
        rejection = told(calendar)
        deliver_due(clock=lambda: LATER)
        assert sink.mails == []

        letter = confirm(rejection)
        deliver_due(clock=lambda: LATER)
        (mail,) = sink.mails
        text = mail.body("plain")
        assert text == letter.text.replace(LINK_MARK, address_of(letter.link))
        for part in (WENT_WELL, WHY_NOT, ADVICE, "Op dinsdag 24 november spraken we", address_of(letter.link)):
            assert part in text
        assert (mail.to, str(mail.message["Reply-To"])) == ("danielle@example.org", "nadia@oeverland.example")

    def test_a_promise_is_kept_when_the_mail_server_took_it(self, calendar: Calendar, sink: Sink) -> None:
        rejection = told(calendar)
        promised = FollowUp.objects.get()
        assert (promised.kind, promised.owner, promised.due_at.hour) == ("confirmation", rejection.recruiter, 16)

        sink.mode = "451"
        letter = confirm(rejection)
        deliver_due(clock=lambda: LATER)
        assert FollowUp.objects.get().is_open
        sink.mode = "accept"
        deliver_due(clock=lambda: LATER + timedelta(hours=1))
        promised.refresh_from_db()
        assert (promised.done_at, promised.done_by) == (LATER + timedelta(hours=1), rejection.recruiter)

        came_back(Letter.objects.get(pk=letter.pk), by=rejection.recruiter, at=LATER + timedelta(hours=2))
        assert FollowUp.objects.get().is_open

    def test_a_doubt_that_is_settled_keeps_it_too(self, calendar: Calendar) -> None:
        rejection = told(calendar)
        letter = confirm(rejection)
        Letter.objects.update(state="in_doubt", handed_over_at=LATER)
        settle_doubt(letter, arrived=True, by=rejection.recruiter, at=LATER)
        assert FollowUp.objects.get().done_at == LATER

    def test_taken_back_it_is_a_draft_again_and_the_promise_stands(self, calendar: Calendar, sink: Sink) -> None:
        rejection = told(calendar)
        take_back_mail(confirm(rejection), by=rejection.recruiter, at=NOW)
        deliver_due(clock=lambda: LATER)
        assert (sink.mails, FollowUp.objects.get().is_open) == ([], True)
        confirm(rejection)
        assert Letter.objects.to_candidates().count() == 1

    def test_other_promises_are_not_kept_by_it(self, calendar: Calendar, sink: Sink) -> None:
        rejection = told(calendar, promised=False)
        assert not FollowUp.objects.exists()
        due_at, by = NOW + timedelta(days=2), rejection.recruiter
        make_follow_up(rejection, kind=FollowUpKind.PROMISED, what="Bellen", due_at=due_at, owner=by, by=by, at=NOW)
        confirm(rejection)
        deliver_due(clock=lambda: LATER)
        assert FollowUp.objects.get().is_open

    def test_whoever_is_owed_a_talk_is_invited_with_it_promised_or_not(self, calendar: Calendar) -> None:
        rejection = told(calendar, promised=False, stage=Stage.LATE_STAGE)
        assert FollowUp.objects.get().kind == FollowUpKind.CONFIRMATION
        assert "uiterlijk dinsdag 8 december" in confirm(rejection).text

    def test_and_reads_the_moment_that_was_agreed_on(self, calendar: Calendar) -> None:
        rejection = told(calendar, stage=Stage.LATE_STAGE)
        later = NOW + timedelta(days=20)
        agree_on_talk(rejection, moment=later, calendar=calendar, by=rejection.recruiter, at=NOW)
        assert "op maandag 14 december om 10:12 uur" in confirm(rejection).text

    def test_without_a_call_there_is_nothing_to_confirm(self, rejection: Rejection) -> None:
        assert why_not_confirm(rejection) is WhyNot.NOT_TOLD
        with pytest.raises(CannotLeave):
            send_confirmation(rejection, seen="", by=rejection.recruiter, at=NOW)


class TestTheGuide:
    def test_a_stopped_sentence_holds_the_call_back_until_there_is_a_reason(self, calendar: Calendar) -> None:
        rejection, said = logged(at=NOW, decided_at=NOW), Said(WENT_WELL, STOPPED, ADVICE)
        with pytest.raises(HeldBack):
            close(rejection, calendar, said)
        assert (rejection.deadlines.get().is_open, rejection.calls.count()) == (True, 0)

        close(rejection, calendar, said, answers=_overruled(rejection, said))
        override = Override.objects.get()
        assert (override.letter, override.label, override.by) == (None, "comparison", rejection.recruiter)
        letter = confirm(rejection)
        assert {one["answer"] for one in Letter.objects.get(pk=letter.pk).findings if one["severity"] == "stop"} == {
            "overruled"
        }

    def test_a_sentence_that_came_in_after_the_call_holds_the_confirmation_back(self, calendar: Calendar) -> None:
        rejection = told(calendar)
        said = Said(WENT_WELL, STOPPED, ADVICE)
        with pytest.raises(HeldBack):
            polish_points(rejection, said=said, answers=Answers(), by=rejection.recruiter, at=NOW)
        rejection.feedback.why_not = STOPPED
        rejection.feedback.save()
        with pytest.raises(HeldBack):
            confirm(rejection)


def _overruled(rejection: Rejection, said: Said) -> Answers:
    notes = margin(said.points.all(), "nl", stage=rejection.stage_at_rejection, sent=())
    return Answers(reasons={note.key: "Zo gezegd." for side in notes.values() for note in side if note.is_stop})


def written_down(rejection: Rejection) -> list[str]:
    return list(ProofEntry.objects.filter(file=rejection.pk).order_by("number").values_list("what", flat=True))


def test_the_file_of_proof_knows_the_call_the_mails_and_why_it_went_in_writing(calendar: Calendar, sink: Sink) -> None:
    rejection = called_twice()
    ask(rejection)
    deliver_due(clock=lambda: LATER)
    close(rejection, calendar)
    confirm(rejection)
    deliver_due(clock=lambda: LATER)
    assert written_down(rejection) == [
        "decided", "call", "call", "approved", "mail_sent", "call", "follow_up_made", "approved", "mail_sent",
        "follow_up_kept",
    ]  # fmt: skip

    other = called_twice(name="Lotte Smit", email="lotte@example.org")
    choose_writing(other, why="not_reached", details="Nachtdienst", by=other.recruiter, at=NOW)
    assert written_down(other) == ["decided", "call", "call", "written"]
    text = ProofEntry.objects.get(file=other.pk, what="written").text.text
    assert '"details":"Nachtdienst"' in text.replace(": ", ":")


class TestWriting:
    def test_it_needs_two_calls_or_somebody_who_wants_none(self, calendar: Calendar) -> None:
        rejection = logged(at=NOW, decided_at=NOW)
        given = {"why": "no_more_calls", "details": "", "by": rejection.recruiter, "at": NOW}
        with pytest.raises(CallFirst):
            choose_writing(rejection, **given)
        Candidate.objects.update(no_more_calls=True)
        assert choose_writing(Rejection.objects.get(), **given).attempts == 0

    def test_after_a_final_round_the_first_sentence_tells_it_or_nothing_leaves(self, calendar: Calendar) -> None:
        rejection = called_twice(stage=Stage.LATE_STAGE)
        by = rejection.recruiter
        choose_writing(rejection, why="not_reached", details="", by=by, at=NOW)
        LetterText.objects.create(
            stage="late-stage",
            language="nl",
            version=2,
            opening="Beste {first_name},\n\nDank je wel. We gaan niet met je verder.",
            invitation="Bel.",
            closing="Groet,",
            made_at=NOW,
        )
        with pytest.raises(CannotLeaveYet):
            approve_and_send(rejection, Draft(SAID.points), version=1, by=by, at=NOW)
        LetterText.objects.update(opening="Beste {first_name},\n\nWe gaan niet met je verder. Dank je wel.")
        version = rejection.feedback.version if hasattr(rejection, "feedback") else 0
        letter = approve_and_send(rejection, Draft(SAID.points), version=version, by=by, at=NOW)
        assert letter.text.startswith("Beste Daniëlle,\n\nWe gaan niet met je verder.")

    def test_choosing_to_write_keeps_the_question_at_home(self, rejection: Rejection) -> None:
        ask(rejection)
        choose_writing(rejection, why="no_moment", details="", by=rejection.recruiter, at=NOW)
        assert not Letter.objects.to_candidates().exists()
