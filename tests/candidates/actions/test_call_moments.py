from datetime import UTC, datetime, timedelta

import pytest

from candidates.actions.call_letters import withdraw_question
from candidates.actions.call_moments import (
    ColleagueIsBusy,
    MomentTaken,
    NotAsked,
    TooLateToChange,
    choose_moment,
    free_the_time,
    give_up_moment,
    wish_to_be_called,
)
from candidates.actions.calls import agree_on_talk, log_attempt
from candidates.actions.handover import hand_over
from candidates.actions.links import link_for
from candidates.actions.taking_back import undo, was_heard
from candidates.models import (
    CallMoment,
    CallOutcome,
    FollowUp,
    Letter,
    Organisation,
    Rejection,
    TakenTime,
)
from candidates.queries.call_moments import asked_promise, free_of, live_moment
from candidates.rules.stages import Stage
from candidates.rules.workdays import Calendar
from tests import cast, letter_cast
from tests.call_cast import NOW, SAID, asked, called_twice, question

pytestmark = pytest.mark.django_db

ELEVEN = datetime(2026, 11, 24, 10, tzinfo=UTC)  # on the clock in Amsterdam
QUARTER = timedelta(minutes=15)


@pytest.fixture
def calendar() -> Calendar:
    return cast.hospital().calendar()


@pytest.fixture
def rejection(calendar: Calendar) -> Rejection:
    return asked()


def choose(rejection: Rejection, starts_at: datetime = ELEVEN, *, at: datetime = NOW) -> CallMoment:
    calendar = Organisation.objects.current().calendar()
    return choose_moment(rejection, starts_at=starts_at, calendar=calendar, at=at)


def somebody_else(name: str = "Lotte Smit") -> Rejection:
    return asked(name=name, email=f"{name.split()[0].lower()}@example.org")


def test_choosing_takes_a_quarter_of_an_hour_of_the_colleague_and_tells_them(rejection: Rejection) -> None:
    moment = choose(rejection)

    assert (moment.recruiter, moment.starts_at, moment.chosen_at) == (rejection.recruiter, ELEVEN, NOW)
    taken = TakenTime.objects.get()
    assert (taken.recruiter, taken.during.lower, taken.during.upper) == (rejection.recruiter, ELEVEN, ELEVEN + QUARTER)
    letter = Letter.objects.get(kind="call_moment")
    assert (letter.user, letter.rejection) == (rejection.recruiter, rejection)


def test_pressing_twice_is_one_moment(rejection: Rejection) -> None:
    assert choose(rejection) == choose(rejection)
    assert (CallMoment.objects.count(), TakenTime.objects.count()) == (1, 1)


def test_what_somebody_else_chose_is_gone_and_the_next_quarter_is_not(rejection: Rejection) -> None:
    choose(rejection)
    other = somebody_else()
    with pytest.raises(MomentTaken):
        choose(other)
    choose(other, ELEVEN + QUARTER)
    assert TakenTime.objects.count() == 2


def test_choosing_anew_frees_the_first_moment_and_losing_the_second_keeps_it(rejection: Rejection) -> None:
    first = choose(rejection)
    choose(somebody_else(), ELEVEN + QUARTER)

    with pytest.raises(MomentTaken):
        choose(rejection, ELEVEN + QUARTER)
    assert live_moment(rejection) == first
    assert TakenTime.objects.filter(during__startswith=ELEVEN).exists()

    second = choose(rejection, ELEVEN + 2 * QUARTER)
    first.refresh_from_db()
    assert (first.given_up_at, first.taken_time) == (NOW, None)
    assert live_moment(rejection) == second
    choose(somebody_else("Tom Bos"))


def test_shortly_before_nothing_changes_any_more_and_afterwards_it_does(rejection: Rejection) -> None:
    choose(rejection)
    just_before = ELEVEN - timedelta(minutes=29)
    with pytest.raises(TooLateToChange):
        choose(rejection, ELEVEN + 4 * QUARTER, at=just_before)
    with pytest.raises(TooLateToChange):
        give_up_moment(rejection, at=just_before)

    not_reached = ELEVEN + QUARTER + timedelta(minutes=1)
    again = choose(rejection, ELEVEN + 4 * QUARTER, at=not_reached)
    assert live_moment(rejection) == again


def test_giving_up_frees_the_time(rejection: Rejection) -> None:
    choose(rejection)
    give_up_moment(rejection, at=NOW)
    give_up_moment(rejection, at=NOW)
    assert (live_moment(rejection), TakenTime.objects.count()) == (None, 0)
    assert CallMoment.objects.get().given_up_at == NOW


def test_only_offered_moments_can_be_chosen(rejection: Rejection) -> None:
    due_at = rejection.deadlines.get().due_at
    for wrong in (NOW, ELEVEN - timedelta(days=1), ELEVEN + timedelta(minutes=5), due_at, due_at + timedelta(days=1)):
        with pytest.raises(MomentTaken):
            choose(rejection, wrong)
    assert not CallMoment.objects.exists()


def test_an_agreed_talk_of_the_colleague_is_not_free(rejection: Rejection, calendar: Calendar) -> None:
    other = asked(name="Kofi Mensah", email="kofi@example.org", stage=Stage.LATE_STAGE)
    agree_on_talk(other, moment=ELEVEN, calendar=calendar, by=other.recruiter, at=NOW)
    promise = asked_promise(rejection)
    assert promise is not None
    assert ELEVEN not in free_of(promise, calendar, now=NOW)
    with pytest.raises(MomentTaken):
        choose(rejection)


def test_who_was_not_asked_chooses_nothing(calendar: Calendar) -> None:
    never_asked = called_twice(name="Kofi Mensah", email="kofi@example.org")
    letter_cast.to_candidate(never_asked, kind="ask_moment", key="ask", state="waiting")
    for work in (
        lambda: choose(never_asked),
        lambda: give_up_moment(never_asked, at=NOW),
        lambda: wish_to_be_called(never_asked, when="", calendar=calendar, at=NOW),
    ):
        with pytest.raises(NotAsked):
            work()


def test_reached_earlier_the_moment_and_the_wish_are_settled(rejection: Rejection, calendar: Calendar) -> None:
    choose(rejection)
    wish = wish_to_be_called(rejection, when="na vier uur", calendar=calendar, at=NOW)
    log_attempt(rejection, outcome=CallOutcome.REACHED, said=SAID, minutes=6, by=rejection.recruiter, at=NOW + QUARTER)
    wish.refresh_from_db()
    assert (wish.done_at, wish.done_by) == (NOW + QUARTER, rejection.recruiter)
    assert (live_moment(rejection), TakenTime.objects.count()) == (None, 0)
    with pytest.raises(NotAsked):
        choose(rejection)


def test_a_moment_that_began_stays_as_it_was(rejection: Rejection) -> None:
    moment = choose(rejection)
    free_the_time(rejection, at=ELEVEN)
    assert live_moment(rejection) == moment


def test_a_mail_that_still_waits_stays_home_when_the_call_succeeds(calendar: Calendar) -> None:
    rejection = called_twice()
    letter_cast.to_candidate(rejection, kind="ask_moment", key="ask", state="waiting", link=link_for(rejection, at=NOW))
    withdraw_question(rejection)
    assert not Letter.objects.to_candidates().exists()


def test_asking_for_a_moment_tells_nothing_so_the_decision_can_be_undone(rejection: Rejection) -> None:
    choose(rejection)
    assert not was_heard(rejection)
    undo(rejection, by=rejection.recruiter, at=NOW)
    assert (live_moment(rejection), TakenTime.objects.count()) == (None, 0)
    assert question(rejection).state == "sent"


def test_a_wish_stands_once_on_the_list_of_who_has_to_call(rejection: Rejection, calendar: Calendar) -> None:
    due_at = rejection.deadlines.get().due_at
    first = wish_to_be_called(rejection, when="na vier uur", calendar=calendar, at=NOW)
    again = wish_to_be_called(rejection, when="liever eerder", calendar=calendar, at=NOW)
    assert first == again
    assert (first.kind, first.what, first.owner, first.due_at, first.made_by) == (
        "call_wish", "na vier uur", rejection.recruiter, due_at, None,
    )  # fmt: skip
    assert Letter.objects.filter(kind="call_wish").count() == 1


def test_a_wish_after_the_due_moment_is_due_today(rejection: Rejection, calendar: Calendar) -> None:
    late = rejection.deadlines.get().due_at + timedelta(hours=17)  # 10:00 the next day
    wish = wish_to_be_called(rejection, when="", calendar=calendar, at=late)
    assert wish.due_at == late.replace(hour=16, minute=0)
    assert FollowUp.objects.get() == wish


def test_the_moment_goes_along_to_a_colleague_who_is_free_then(rejection: Rejection) -> None:
    choose(rejection)
    bram = cast.bram()
    promise = rejection.deadlines.get()
    hand_over(promise, to=bram, by=rejection.recruiter, why="Vakantie", at=NOW)
    assert (live_moment(rejection).recruiter, TakenTime.objects.get().recruiter) == (bram, bram)


def test_and_not_to_one_who_is_busy(rejection: Rejection) -> None:
    choose(rejection)
    bram = cast.bram()
    busy = asked(name="Lotte Smit", email="lotte@example.org", by=bram)
    choose(busy)
    with pytest.raises(ColleagueIsBusy):
        hand_over(rejection.deadlines.get(), to=bram, by=rejection.recruiter, why="Vakantie", at=NOW)
    assert rejection.deadlines.get().owner == rejection.recruiter
