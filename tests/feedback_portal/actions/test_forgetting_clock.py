"""Time travel: on which day somebody is forgotten, who hears of it before, and what stops it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from candidates.actions.calls import Said, agree_on_talk, talk_held
from candidates.actions.consents import give_consent, withdraw_consent
from candidates.actions.holds import lift_hold, place_hold
from candidates.actions.retention import keep_person_as_long_as_needed
from candidates.actions.vacancies import close_vacancy, reopen_vacancy
from candidates.models import Consent, ConsentEnd, Deadline, Hold, Letter, Organisation, Rejection, User
from feedback_portal.actions import forgetting_clock
from feedback_portal.actions.forgetting_clock import watch_terms
from spreekuur.actions.bookings import cancel
from spreekuur.actions.reopening import hire, reopen_after
from spreekuur.actions.waiting import join, leave
from spreekuur.models import Booking, Reopening, Talk
from tests import cast, letter_cast, spreekuur_cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
DECIDED = NOW.date()


@pytest.fixture(autouse=True)
def house() -> Organisation:
    cast.nadia()
    cast.hanna()
    return cast.hospital()


def told(**fields: object) -> Rejection:
    rejection = logged(**fields)
    Deadline.objects.to_tell().filter(rejection=rejection).update(
        met_at=NOW, met_channel="mail", met_by=rejection.recruiter
    )
    return rejection


def after(days: int) -> datetime:
    return NOW + timedelta(days=days)


def is_forgotten(rejection: Rejection, *, on: int) -> bool:
    watch_terms(after(on))
    rejection.refresh_from_db()
    return rejection.forgotten_at is not None


def kept_to(rejection: Rejection, *days: int) -> list[bool]:
    return [is_forgotten(rejection, on=day) for day in days]


def test_four_weeks_after_the_decision() -> None:
    assert kept_to(told(), 27, 28, 29) == [False, False, True]


def test_the_night_counts_on_the_clock_of_the_house() -> None:
    rejection = told()
    assert is_forgotten(rejection, on=28) is False
    watch_terms(datetime.fromisoformat("2026-12-22T23:30:00+01:00"))  # day 28, still
    rejection.refresh_from_db()
    assert rejection.forgotten_at is None
    watch_terms(datetime.fromisoformat("2026-12-23T00:05:00+01:00"))
    rejection.refresh_from_db()
    assert (rejection.forgotten_at is not None, rejection.forgotten_why) == (True, "decision")


def test_four_weeks_after_the_vacancy_closed() -> None:
    rejection = told()
    close_vacancy(rejection.vacancy, on=DECIDED + timedelta(days=10), at=NOW)
    assert kept_to(rejection, 29, 38, 39) == [False, False, True]
    assert rejection.forgotten_why == "vacancy"


def test_a_talk_on_day_35_keeps_it_a_week_longer() -> None:
    rejection = told()
    day = spreekuur_cast.day(DECIDED + timedelta(days=35))
    spreekuur_cast.booked(rejection, day.slots.first())
    assert kept_to(rejection, 29, 42, 43) == [False, False, True]
    assert rejection.forgotten_why == "talk"


def test_a_talk_that_was_cancelled_keeps_nothing_longer() -> None:
    rejection = told()
    day = spreekuur_cast.day(DECIDED + timedelta(days=35))
    spreekuur_cast.booked(rejection, day.slots.first())
    cancel(rejection, who=spreekuur_cast.who(rejection), at=after(2))
    assert kept_to(rejection, 28, 29) == [False, True]


def test_a_second_talk_that_was_cancelled_shortens_nothing() -> None:
    rejection = told()
    first = spreekuur_cast.booked(rejection, spreekuur_cast.day(DECIDED + timedelta(days=27)).slots.first())
    Booking.objects.filter(pk=first.pk).update(state="no-show", ring_at=None)
    spreekuur_cast.booked(rejection, spreekuur_cast.day(DECIDED + timedelta(days=60)).slots.first())
    cancel(rejection, who=spreekuur_cast.who(rejection), at=after(27))
    assert kept_to(rejection, 34, 35) == [False, True]


def agreed(rejection: Rejection, *, on: int, at: int = 0) -> None:
    calendar = Organisation.objects.current().calendar()
    agree_on_talk(rejection, moment=after(on), calendar=calendar, by=rejection.recruiter, at=after(at))


def test_a_talk_agreed_on_by_hand_keeps_until_a_week_after_it() -> None:
    rejection = told(talent_pool=True)
    agreed(rejection, on=35)
    assert kept_to(rejection, 42, 43) == [False, True]


def test_agreed_anew_the_new_day_counts() -> None:
    rejection = told(talent_pool=True)
    agreed(rejection, on=60)
    agreed(rejection, on=35)
    assert kept_to(rejection, 42, 43) == [False, True]


def test_a_talk_that_was_held_keeps_until_a_week_after_it() -> None:
    rejection = told(talent_pool=True)
    talk_held(rejection, said=Said(), minutes=15, by=rejection.recruiter, at=after(27))
    assert kept_to(rejection, 34, 35) == [False, True]


def test_a_talk_of_the_spreekuur_that_was_cancelled_shortens_nothing_of_one_outside_it() -> None:
    rejection = told(talent_pool=True)
    talk_held(rejection, said=Said(), minutes=15, by=rejection.recruiter, at=after(27))
    spreekuur_cast.booked(rejection, spreekuur_cast.day(DECIDED + timedelta(days=60)).slots.first())
    cancel(rejection, who=spreekuur_cast.who(rejection), at=after(27))
    assert kept_to(rejection, 34, 35) == [False, True]


def test_leaving_the_waiting_list_shortens_nothing() -> None:
    rejection = told()
    first = spreekuur_cast.booked(rejection, spreekuur_cast.day(DECIDED + timedelta(days=27)).slots.first())
    Booking.objects.filter(pk=first.pk).update(state="no-show", ring_at=None)
    full, who = spreekuur_cast.day(DECIDED + timedelta(days=60)), spreekuur_cast.who(rejection)
    for slot in full.slots.all():
        spreekuur_cast.booked(told(email=f"{slot.pk}@example.org"), slot)
    join(rejection, day=full.pk, language="nl", who=who, at=after(27))
    leave(rejection, who=who, at=after(27))
    assert kept_to(rejection, 34, 35) == [False, True]


def test_a_consent_keeps_it_a_year_and_ends_by_itself() -> None:
    rejection = told()
    until = DECIDED + timedelta(days=365)
    Consent.objects.create(candidate=rejection.candidate, given_at=NOW, until=until)
    assert kept_to(rejection, 29, 365, 366) == [False, False, True]
    assert Consent.objects.get().ended_why == ConsentEnd.OVER


def test_a_consent_that_is_withdrawn_ends_within_a_day() -> None:
    rejection = told()
    Consent.objects.create(candidate=rejection.candidate, given_at=NOW, until=DECIDED + timedelta(days=365))
    assert is_forgotten(rejection, on=100) is False
    Consent.objects.update(ended_at=after(100), ended_why=ConsentEnd.WITHDRAWN)
    keep_person_as_long_as_needed(rejection.candidate, organisation=Organisation.objects.current())
    assert is_forgotten(rejection, on=101) is True


def test_a_hold_stops_it_until_its_own_last_day() -> None:
    rejection = told()
    until = DECIDED + timedelta(days=60)
    Hold.objects.create(candidate=rejection.candidate, why="Bezwaar", until=until, placed_at=NOW)
    assert kept_to(rejection, 29, 60, 61) == [False, False, True]


def test_a_hold_that_is_lifted_stops_nothing() -> None:
    rejection = told()
    until = DECIDED + timedelta(days=60)
    held = Hold.objects.create(candidate=rejection.candidate, why="Bezwaar", until=until, placed_at=NOW)
    assert is_forgotten(rejection, on=29) is False
    Hold.objects.filter(pk=held.pk).update(lifted_at=after(27))
    assert is_forgotten(rejection, on=30) is True


def test_who_still_waits_is_kept_four_weeks_more_and_counts_as_never_told() -> None:
    rejection = logged()
    assert kept_to(rejection, 28, 29) == [False, False]
    assert rejection.keep_why == "owed"
    assert kept_to(rejection, 56, 57) == [False, True]
    promise = rejection.deadlines.get()
    assert (promise.stopped_why, promise.met_at) == ("forgotten", None)
    assert list(Rejection.objects.never_told()) == [rejection]


def test_a_case_that_was_hired_after_all_counts_from_that_decision() -> None:
    rejection = told()
    spreekuur_cast.day()
    booking = spreekuur_cast.booked(rejection, spreekuur_cast.slot(13))
    talk = Talk.objects.create(booking=booking, outcome="reopened", by=rejection.recruiter, at=NOW)
    house = Organisation.objects.current()
    reopen_after(talk, wrong="Ervaring", decider=cast.bram(), by=rejection.recruiter, organisation=house, at=after(3))
    assert is_forgotten(rejection, on=31) is False
    assert is_forgotten(rejection, on=40) is False  # nobody decided anew yet
    hire(Reopening.objects.get(), on=after(41).date(), by=rejection.recruiter, at=after(41))
    assert kept_to(rejection, 69, 70) == [False, True]


def test_the_recruiter_hears_of_it_a_week_before_and_once() -> None:
    told(email="a@example.org")
    told(email="b@example.org")
    for hours in (0, 1, 24):
        watch_terms(after(21) + timedelta(hours=hours))
    letter = Letter.objects.get(kind="forget_soon")
    assert (letter.user.first_name, letter.params) == ("Nadia", {"count": 2, "first": "2026-12-22"})
    watch_terms(after(20) - timedelta(days=40))
    assert Letter.objects.filter(kind="forget_soon").count() == 1


def test_nobody_hears_of_what_is_kept_for_another_reason() -> None:
    held = told(email="a@example.org")
    Hold.objects.create(candidate=held.candidate, why="Bezwaar", until=after(90).date(), placed_at=NOW)
    logged(email="b@example.org")  # still owed an answer
    watch_terms(after(22))
    assert not Letter.objects.filter(kind="forget_soon").exists()


def test_hr_hears_a_week_before_somebody_is_forgotten_unanswered() -> None:
    logged()
    watch_terms(after(29))
    assert not Letter.objects.filter(kind="forget_unanswered").exists()
    for hours in (0, 1, 24):
        watch_terms(after(49) + timedelta(hours=hours))
    letter = Letter.objects.get(kind="forget_unanswered")
    assert (letter.user.first_name, letter.params["count"]) == ("Hanna", 1)


def test_who_is_kept_longer_after_all_is_announced_anew() -> None:
    rejection = told()
    watch_terms(after(22))
    close_vacancy(rejection.vacancy, on=date(2026, 12, 20), at=NOW)
    watch_terms(after(23))
    assert Letter.objects.filter(kind="forget_soon").count() == 1
    watch_terms(datetime.fromisoformat("2027-01-11T09:00:00+01:00"))
    assert Letter.objects.filter(kind="forget_soon").count() == 2


def announced() -> int:
    return Letter.objects.filter(kind="forget_soon").count()


def held(rejection: Rejection, *, on: int, until: int) -> Hold:
    house, hanna = Organisation.objects.current(), User.objects.get(first_name="Hanna")
    last = (after(until)).date()
    return place_hold(rejection.candidate, why="Zaak", until=last, by=hanna, organisation=house, at=after(on))


def test_a_hold_that_ends_after_the_term_is_announced_a_week_before_its_end() -> None:
    rejection = told()
    watch_terms(after(22))
    hold = held(rejection, on=24, until=60)
    watch_terms(after(52))
    assert announced() == 1
    watch_terms(after(53))
    assert announced() == 2
    assert Letter.objects.filter(kind="forget_soon").latest("pk").params["first"] == str(hold.until)
    assert kept_to(rejection, 60, 61) == [False, True]


def test_after_a_hold_was_lifted_a_week_is_left_and_the_recruiter_is_told() -> None:
    rejection = told()
    lift_hold(held(rejection, on=10, until=300), by=User.objects.get(first_name="Hanna"), at=after(40))
    assert is_forgotten(rejection, on=40) is False
    assert announced() == 1
    assert kept_to(rejection, 47, 48) == [False, True]


def test_hr_hears_before_a_hold_ends_of_somebody_who_was_never_answered() -> None:
    held(logged(), on=10, until=100)
    watch_terms(after(93))
    assert Letter.objects.filter(kind="forget_unanswered").count() == 1


def test_a_vacancy_that_is_reopened_forgets_nobody_without_notice() -> None:
    rejection = told()
    close_vacancy(rejection.vacancy, on=after(20).date(), at=after(20))
    reopen_vacancy(rejection.vacancy, at=after(40))
    assert is_forgotten(rejection, on=40) is False
    assert announced() == 1
    assert kept_to(rejection, 47, 48) == [False, True]


def test_what_ends_by_itself_within_a_week_is_not_stretched() -> None:
    rejection = told()
    close_vacancy(rejection.vacancy, on=after(20).date(), at=after(20))
    reopen_vacancy(rejection.vacancy, at=after(46))
    assert kept_to(rejection, 48, 49) == [False, True]


def test_a_consent_that_is_withdrawn_waits_for_no_notice() -> None:
    rejection, house = told(), Organisation.objects.current()
    give_consent(rejection.candidate, organisation=house, at=NOW)
    lift_hold(held(rejection, on=10, until=300), by=User.objects.get(first_name="Hanna"), at=after(40))
    withdraw_consent(rejection.candidate, organisation=house, at=after(41))
    assert is_forgotten(rejection, on=41) is True


def test_hundreds_that_cannot_be_forgotten_hold_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = [told(email=f"{number}@example.org") for number in range(3)]
    other = told(email="z@example.org")
    for rejection in stuck:
        Rejection.objects.filter(pk=rejection.pk).update(keep_until=DECIDED)
        letter_cast.to_candidate(rejection, state="sending", key=f"stuck/{rejection.pk}")
    monkeypatch.setattr(forgetting_clock, "AT_ONCE", 2)
    assert kept_to(other, 29, 29) == [False, True]


def test_one_that_cannot_be_forgotten_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = told(email="a@example.org"), told(email="b@example.org")
    forget = forgetting_clock.forget

    def not_the_first(row: Rejection, **more: Any) -> Rejection:
        if row.pk == first.pk:
            raise OperationalError("deadlock detected")
        return forget(row, **more)

    monkeypatch.setattr(forgetting_clock, "forget", not_the_first)
    assert is_forgotten(second, on=29) is True


def test_a_decision_after_a_consent_is_kept_as_long_and_nobody_is_told_otherwise() -> None:
    first = told(email="kaat@example.org")
    give_consent(first.candidate, organisation=Organisation.objects.current(), at=NOW)
    second = told(email="kaat@example.org", vacancy=cast.vacancy("Analist"))
    watch_terms(after(22))
    assert second.keep_until == DECIDED + timedelta(days=365)
    assert not Letter.objects.filter(kind="forget_soon").exists()
