"""Whatever a colleague or a candidate still had open when somebody was forgotten: nothing is written any more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candidates.actions.call_letters import ask_for_moment, send_confirmation
from candidates.actions.call_moments import choose_moment, wish_to_be_called
from candidates.actions.calls import (
    AfterCall,
    Said,
    agree_on_talk,
    close_call,
    close_talk,
    keep_points,
    log_attempt,
    polish_points,
    talk_held,
)
from candidates.actions.candidates import Correction, correct
from candidates.actions.consents import give_consent, withdraw_consent
from candidates.actions.data_requests import ask
from candidates.actions.drafts import Draft, save_by_itself, save_draft
from candidates.actions.feedback import approve_and_send
from candidates.actions.follow_ups import make_follow_up
from candidates.actions.handover import CannotHandOver, hand_over
from candidates.actions.held_back import Answers
from candidates.actions.holds import place_hold
from candidates.actions.letters import came_back, retry
from candidates.actions.opinions import say_useful
from candidates.actions.remembered import Forgotten
from candidates.actions.request_answers import answer_by_mail
from candidates.actions.taking_back import reopen, undo
from candidates.actions.talent_pool import write_to_pool
from candidates.actions.written_route import choose_writing
from candidates.models import (
    About,
    Asks,
    CallOutcome,
    Deadline,
    FollowUpKind,
    Letter,
    Organisation,
    Rejection,
    Useful,
    User,
)
from candidates.rules.points import Points
from candidates.rules.stages import Stage
from feedback_portal.actions.forgetting import forget, forget_person
from feedback_portal.actions.undoing import take_back
from feedback_portal.views import undoing
from feedback_portal.views.own import doors, keeping, page, requests
from spreekuur.actions.bookings import book
from spreekuur.actions.refusals import NotForYou
from spreekuur.actions.reopening import hire, reject_again
from spreekuur.actions.requests import ask_for_feedback
from spreekuur.actions.talks import Went, record_talk
from spreekuur.actions.waiting import join
from spreekuur.models import Booking, Reopening, Slot
from spreekuur.rules.talks import Outcome
from tests import cast, own_cast, spreekuur_cast
from tests.decision_cast import NOW
from tests.forgetting_cast import CANARY, everywhere, somebody
from tests.own_cast import LATER
from tests.sink import Sink

pytestmark = pytest.mark.django_db
SAID = Said(CANARY, CANARY, CANARY, CANARY)
DRAFT = Draft(Points(CANARY, CANARY, CANARY), reason_details=CANARY)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def house() -> Organisation:
    cast.nadia()
    return cast.hospital()


def nadia() -> User:
    return User.objects.get(first_name="Nadia")


def by() -> dict[str, Any]:
    return {"by": nadia(), "at": NOW}


def in_house() -> dict[str, Any]:
    return {"organisation": Organisation.objects.current(), "at": NOW}


def calendar() -> Any:
    return Organisation.objects.current().calendar()


def closed(one: Rejection) -> None:
    after = AfterCall(3, promised=True, no_more_calls=True)
    given = {"said": SAID, "answers": Answers(), "after": after, "calendar": calendar()}
    close_call(one, outcome=CallOutcome.REACHED, **given, **by())


def corrected(one: Rejection) -> None:
    new = Correction(name=CANARY, email=f"{CANARY}@example.org", phone="", language="nl")
    correct(one.candidate, new, **by())


def promised(one: Rejection) -> None:
    make_follow_up(one, kind=FollowUpKind.PROMISED, what=CANARY, due_at=LATER, owner=nadia(), **by())


def held(one: Rejection) -> None:
    place_hold(one.candidate, why=CANARY, until=NOW.date() + DAY, by=nadia(), **in_house())


def a_slot() -> Slot:
    return Slot.objects.order_by("pk")[0]


def booked(one: Rejection) -> None:
    book(one, slot=a_slot().pk, wishes=spreekuur_cast.wishes(question=CANARY),
         key=one.public_id, who=spreekuur_cast.who(), at=NOW)  # fmt: skip


ATTEMPT: dict[str, Any] = {"outcome": CallOutcome.NO_ANSWER, "said": SAID, "minutes": None}
ON_A_DECISION: dict[str, Callable[[Rejection], object]] = {
    "log_attempt": lambda one: log_attempt(one, **ATTEMPT, **by()),
    "close_call": closed,
    "close_talk": lambda one: close_talk(one, said=SAID, answers=Answers(), minutes=None, **by()),
    "polish_points": lambda one: polish_points(one, said=SAID, answers=Answers(), **by()),
    "keep_points": lambda one: keep_points(one, SAID, **by()),
    "talk_held": lambda one: talk_held(one, said=SAID, minutes=None, **by()),
    "agree_on_talk": lambda one: agree_on_talk(one, moment=LATER + DAY, calendar=calendar(), **by()),
    "approve_and_send": lambda one: approve_and_send(one, DRAFT, version=0, **by()),
    "save_draft": lambda one: save_draft(one, DRAFT, version=0, **by()),
    "save_by_itself": lambda one: save_by_itself(one, DRAFT, version=0, **by()),
    "ask_for_moment": lambda one: ask_for_moment(one, seen="", **by()),
    "send_confirmation": lambda one: send_confirmation(one, seen="", **by()),
    "choose_writing": lambda one: choose_writing(one, why="no_moment", details=CANARY, **by()),
    "choose_moment": lambda one: choose_moment(one, starts_at=LATER + DAY, calendar=calendar(), at=NOW),
    "wish_to_be_called": lambda one: wish_to_be_called(one, when=CANARY, calendar=calendar(), at=NOW),
    "make_follow_up": promised,
    "say_useful": lambda one: say_useful(one, about=About.TALK, useful=Useful.NO, why=CANARY, at=NOW),
    "undo": lambda one: undo(one, **by()),
    "reopen": lambda one: reopen(one, why=CANARY, **by()),
    "take_back": lambda one: take_back(one, why=CANARY, **by()),
    "correct": corrected,
    "give_consent": lambda one: give_consent(one.candidate, work=CANARY, **in_house()),
    "withdraw_consent": lambda one: withdraw_consent(one.candidate, **in_house()),
    "ask": lambda one: ask(one.candidate, asks=Asks.OBJECT, what=CANARY, rejection=one, **in_house()),
    "place_hold": held,
    "write_to_pool": lambda one: write_to_pool(one.candidate, CANARY, seen="", by=nadia(), **in_house()),
    "hand_over": lambda one: hand_over(one.deadlines.all()[0], to=cast.bram(), why=CANARY, **by()),
    "ask_for_feedback": lambda one: ask_for_feedback(one, what=CANARY, calendar=calendar(), at=NOW),
    "book": booked,
    "join": lambda one: join(one, day=a_slot().day_id, language="nl", who=spreekuur_cast.who(), at=NOW),
}  # fmt: skip


@pytest.mark.parametrize("name", ON_A_DECISION)
def test_nothing_is_written_about_who_was_forgotten(name: str) -> None:
    """As the page still held it: a row from before."""
    rejection = somebody()
    forget(Rejection.objects.get(pk=rejection.pk), why="decision", by=None, at=NOW)
    with pytest.raises((Forgotten, NotForYou, CannotHandOver)):
        ON_A_DECISION[name](rejection)
    assert everywhere() == []


def test_nor_about_what_hangs_on_the_decision() -> None:
    rejection = somebody()
    letter, booking = Letter.objects.filter(rejection=rejection)[0], Booking.objects.get()
    reopening, asked = Reopening.objects.get(), rejection.candidate.data_requests.get()
    Letter.objects.filter(pk=letter.pk).update(kind="talk_booked")
    letter = Letter.objects.get(pk=letter.pk)
    forget(Rejection.objects.get(pk=rejection.pk), why="decision", by=None, at=NOW)
    written: list[Callable[[], object]] = [
        lambda: retry(letter, address=f"{CANARY}@example.org", **by()),
        lambda: came_back(letter, **by()),
        lambda: record_talk(
            booking, Went(Outcome.OTHER_VACANCY, CANARY), by=nadia(), **(in_house() | {"at": LATER + 3 * DAY})
        ),
        lambda: hire(reopening, on=NOW.date(), **by()),
        lambda: reject_again(reopening, stage=Stage.INTERVIEW, reason_details=CANARY, **by()),
        lambda: answer_by_mail(asked, words=CANARY, by=nadia(), **in_house()),
    ]
    for write in written:
        with pytest.raises(Forgotten):
            write()
    assert everywhere() == []
    assert not Deadline.objects.open().exists()


OWN: tuple[tuple[Any, str, str, tuple[str, ...], dict[str, str]], ...] = (
    (keeping, "give_consent", "own_keep", (), {"work": CANARY, "yes": "on"}),
    (doors, "withdraw_consent", "own_stop", ("talentpool",), {}),
    (requests, "ask", "own_request", ("bezwaar",), {"what": CANARY}),
    (page, "say_useful", "own_useful", ("feedback",), {"useful": "yes", "why": CANARY}),
)


@pytest.mark.parametrize("case", OWN, ids=lambda case: case[1])
def test_a_candidate_who_was_forgotten_meanwhile_reads_that_the_link_is_over(
    case: Any, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, action, door, more, sent = case
    rejection = own_cast.told_by_mail()
    visitor, address = own_cast.holder(rejection), own_cast.at(rejection, door, *more)
    real = getattr(module, action)

    def too_late(*given: Any, **named: Any) -> Any:
        forget_person(rejection.candidate, by=None, at=NOW)
        return real(*given, **named)

    monkeypatch.setattr(module, action, too_late)
    answer = visitor.post(address, sent)
    assert answer.status_code == 404
    assert "Deze link werkt niet" in own_cast.words(answer)
    assert everywhere() == []


def test_a_colleague_reads_that_nothing_was_saved(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    rejection = own_cast.owed()
    client.force_login(nadia())
    address = reverse("rejection_take_back", args=[rejection.public_id])

    def too_late(*given: Any, **named: Any) -> Any:
        forget_person(rejection.candidate, by=None, at=NOW)
        return take_back(*given, **named)

    monkeypatch.setattr(undoing, "take_back", too_late)
    answer = client.post(address, {"sure": "yes"})
    assert answer.status_code == 404
    assert "Wat je zojuist verstuurde, is niet bewaard." in own_cast.words(answer)
