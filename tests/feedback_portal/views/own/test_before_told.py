"""Before somebody was told, nothing of the decision stands on any page behind the link: all states there are."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from candidates.actions.letters import came_back, take_back_mail
from candidates.actions.taking_back import reopen, undo
from candidates.models import CallMoment, Consent, Deadline, Letter, LetterState, Rejection, TakenFor, TakenTime
from candidates.rules.stages import EndedBy
from tests import call_cast, cast, own_cast
from tests.decision_cast import NOW
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT
from tests.own_cast import LATER, at, holder, words
from tests.sink import Sink

pytestmark = pytest.mark.django_db
PAGES = ("own_page", "own_ask", "own_data", "own_remove", "own_keep")
WITH_MORE = (("own_request", "verbeteren"), ("own_request", "bezwaar"), ("own_request", "klacht"))
SECRET = (
    WENT_WELL, WHY_NOT, ADVICE, "Te weinig jaren", "Planner", "planner", "fgewezen", "fwijzing", "feedback", "Feedback",
    "besluit", "besloten", "Besluit", "niet met je verder", "nterview", "Cv-", "cv-", "eindronde", "Eindronde",
    "gesprek met", "Gesprek", "Had je", "Ervaring", "ervaring", "talentpool", "ander werk", "21 december", "uitslag",
)  # fmt: skip


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        yield


def waiting(sink: Sink) -> Rejection:
    return own_cast.owed()


def letter_waits(sink: Sink) -> Rejection:
    rejection = own_cast.owed()
    own_cast.approved(rejection)
    return rejection


def letter_taken_back(sink: Sink) -> Rejection:
    rejection = letter_waits(sink)
    take_back_mail(Letter.objects.get(), by=rejection.recruiter, at=NOW)
    return rejection


def letter_refused(sink: Sink) -> Rejection:
    sink.mode = "550"
    rejection = own_cast.told_by_mail()
    assert Letter.objects.to_candidates().get().state == LetterState.FAILED
    return rejection


def letter_in_doubt(sink: Sink) -> Rejection:
    sink.mode = "forget after the dot"
    rejection = own_cast.told_by_mail()
    assert Letter.objects.to_candidates().get().state == LetterState.IN_DOUBT
    return rejection


def letter_held(sink: Sink) -> Rejection:
    rejection = letter_waits(sink)
    Letter.objects.update(address="anders@example.org")
    own_cast.deliver_due(clock=lambda: LATER)
    assert Letter.objects.to_candidates().get().state == LetterState.HELD
    return rejection


def letter_came_back(sink: Sink) -> Rejection:
    rejection = own_cast.told_by_mail()
    came_back(Letter.objects.to_candidates().get(), by=rejection.recruiter, at=LATER)
    return rejection


def called_in_vain(sink: Sink) -> Rejection:
    rejection = call_cast.called_twice(reason_details="Te weinig jaren")
    call_cast.link_for(rejection, at=NOW)
    return rejection


def asked_for_a_moment(sink: Sink) -> Rejection:
    rejection = call_cast.asked(reason_details="Te weinig jaren")
    Letter.objects.filter(kind="ask_moment").update(text="Wanneer kan ik je bellen?")
    return rejection


def late(sink: Sink) -> Rejection:
    rejection = letter_waits(sink)
    Deadline.objects.update(due_at=NOW - timedelta(hours=1))
    return rejection


def late_stage(sink: Sink) -> Rejection:
    return own_cast.owed(stage="late-stage", talent_pool=True)


def reopened(sink: Sink) -> Rejection:
    rejection = own_cast.told_by_mail()
    return reopen(rejection, by=rejection.recruiter, why="Te weinig jaren was niet waar", at=LATER)


def withdrawn(sink: Sink) -> Rejection:
    return own_cast.owed(ended_by=EndedBy.CANDIDATE)


def imported_and_never_told(sink: Sink) -> Rejection:
    rejection = own_cast.owed()
    Deadline.objects.update(stopped_at=NOW, stopped_why="history")
    Rejection.objects.update(is_imported=True)
    return rejection


def kept_longer_while_an_answer_is_owed(sink: Sink) -> Rejection:
    rejection = late(sink)
    Rejection.objects.update(keep_why="owed")
    return rejection


STATES: tuple[Callable[[Sink], Rejection], ...] = (
    waiting, letter_waits, letter_taken_back, letter_refused, letter_in_doubt, letter_held, letter_came_back,
    called_in_vain, asked_for_a_moment, late, late_stage, reopened, withdrawn, imported_and_never_told,
    kept_longer_while_an_answer_is_owed,
)  # fmt: skip

KNOW_ALREADY = (reopened, withdrawn)  # these heard it once, or ended it themselves: their data may hold it


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_of_the_decision_stands_anywhere(state: Callable[[Sink], Rejection], sink: Sink) -> None:
    rejection = state(sink)
    visitor = holder(rejection)
    for name, *more in [(page,) for page in PAGES] + list(WITH_MORE) + [("own_stop", "vragen")]:
        answer = visitor.get(at(rejection, name, *more), follow=True)
        source = answer.content.decode().replace("/static/feedback_portal/", "")
        found = [secret for secret in SECRET if secret in source]
        if state in KNOW_ALREADY and name == "own_data":
            continue
        assert (name, found) == (name, [])
    told = visitor.get(at(rejection, "own_data_file")).content.decode().replace("feedback-portal/own-data", "")
    if state not in KNOW_ALREADY:
        assert [secret for secret in SECRET if secret in told] == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_can_be_said_about_what_was_not_given(state: Callable[[Sink], Rejection], sink: Sink) -> None:
    rejection = state(sink)
    visitor = holder(rejection)
    for about in ("feedback", "talk"):
        answer = visitor.post(at(rejection, "own_useful", about), {"useful": "yes"})
        assert answer.status_code == 303
    visitor.post(at(rejection, "own_keep"), {"work": ""})
    assert not rejection.opinions.exists()
    assert not Consent.objects.exists()


def test_the_link_of_a_decision_that_was_undone_is_dead(client: Client, sink: Sink) -> None:
    rejection = own_cast.owed()
    visitor, where = holder(rejection), at(rejection, "own_page")
    undo(rejection, by=rejection.recruiter, at=LATER)
    assert visitor.get(where).status_code == 404


def test_what_is_promised_stands_there_with_its_moment(sink: Sink) -> None:
    rejection = own_cast.owed()
    said = read(rejection)
    assert "Woensdag 25 november, 10:12 Uiterlijk dan hoor je van ons." in said
    assert "hooguit 28 dagen nadat die voorbij is" in said


def test_who_waits_for_a_call_is_led_to_its_moments(sink: Sink) -> None:
    rejection = asked_for_a_moment(sink)
    shown = holder(rejection).get(at(rejection, "own_page"))
    assert at(rejection, "call_moment") in shown.content.decode()
    assert "Nadia belt je voor die tijd." in words(shown)


def test_a_call_moment_that_was_chosen_stands_there(sink: Sink) -> None:
    rejection = asked_for_a_moment(sink)
    CallMoment.objects.create(
        rejection=rejection,
        recruiter=rejection.recruiter,
        starts_at=LATER.replace(hour=13, minute=15),
        taken_time=TakenTime.objects.create(
            recruiter=rejection.recruiter,
            during=(LATER.replace(hour=13, minute=15), LATER.replace(hour=13, minute=30)),
            taken_for=TakenFor.CALL,
        ),
        chosen_at=LATER,
    )
    shown = words(own_cast.page(rejection))
    assert "14:15" in shown
    assert "belt je dan, zoals je koos. Kies een ander moment" in shown


def test_who_hears_too_late_can_ask(sink: Sink) -> None:
    rejection = late(sink)
    visitor = holder(rejection)
    assert "Toen had je iets van ons moeten horen." in words(visitor.get(at(rejection, "own_page")))
    visitor.post(at(rejection, "own_ask"), {"what": "Wanneer hoor ik iets?"})
    assert "We hebben je vraag." in words(visitor.get(at(rejection, "own_page")))


def test_a_second_look_says_until_when(sink: Sink) -> None:
    rejection = reopened(sink)
    assert "We nemen contact met je op." in read(rejection)


def test_owing_an_answer_is_said_as_the_reason_to_keep(sink: Sink) -> None:
    rejection = kept_longer_while_an_answer_is_owed(sink)
    assert "omdat we je nog een antwoord schuldig zijn" in read(rejection)


def read(rejection: Rejection) -> str:
    answer: Any = holder(rejection).get(at(rejection, "own_page"))
    return words(answer)
