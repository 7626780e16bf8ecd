"""Nadia has one quarter left on Thursday. Lotte has it; Youssef and Priya would like it."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from candidates.models import Letter, Rejection, Role, User
from spreekuur.actions import refusals
from spreekuur.actions.bookings import cancel, move
from spreekuur.actions.clock import watch_spreekuur
from spreekuur.actions.waiting import decline, join, leave
from spreekuur.models import Day, Offer, Slot, WaitingPlace
from spreekuur.queries.choosing import Choice, choice
from spreekuur.rules.rhythm import Hours
from tests import cast, letter_cast, spreekuur_cast
from tests.spreekuur_cast import NOW, booked, here, who

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thursday() -> Day:
    cast.hospital()
    return spreekuur_cast.day(hours=Hours(time(13), time(13, 15), 15))


@pytest.fixture
def lotte() -> Rejection:
    about = spreekuur_cast.rejection("Lotte Smit")
    booked(about, Slot.objects.get())
    return about


@pytest.fixture
def youssef(thursday: Day, lotte: Rejection) -> Rejection:
    return waiting("Youssef El Amrani", thursday)


@pytest.fixture
def priya(thursday: Day, youssef: Rejection) -> Rejection:
    return waiting("Priya Ramdin", thursday, at=NOW + timedelta(minutes=1))


def waiting(name: str, day: Day, *, at: datetime = NOW) -> Rejection:
    about = spreekuur_cast.rejection(name)
    join(about, day=day.pk, language="nl", who=who(about), at=at)
    return about


def frees(lotte: Rejection, *, at: datetime = NOW) -> None:
    cancel(lotte, who=who(lotte), at=at)


def offers() -> list[tuple[str, str]]:
    rows = Offer.objects.order_by("pk").values_list("place__rejection__candidate__name", "state")
    return [(name.split()[0], state) for name, state in rows]


def places() -> dict[str, str]:
    rows = WaitingPlace.objects.order_by("pk").values_list("rejection__candidate__name", "state")
    return {name.split()[0]: state for name, state in rows}


def test_a_freed_moment_is_offered_to_the_first_in_line_until_noon_the_next_day(
    lotte: Rejection, youssef: Rejection, priya: Rejection
) -> None:
    frees(lotte)
    assert offers() == [("Youssef", "open")]
    assert Offer.objects.get().until == here(25, 12)
    assert places() == {"Youssef": "offered", "Priya": "waiting"}


def test_meanwhile_it_is_nobody_elses(lotte: Rejection, youssef: Rejection, priya: Rejection) -> None:
    frees(lotte)
    for other in (priya, lotte):
        with pytest.raises(refusals.SlotTaken):
            booked(other, Slot.objects.get())
    assert booked(youssef, Slot.objects.get()).is_live
    assert (offers(), places()) == ([("Youssef", "accepted")], {"Youssef": "taken", "Priya": "waiting"})


def test_who_does_not_answer_loses_it_to_the_next(lotte: Rejection, youssef: Rejection, priya: Rejection) -> None:
    frees(lotte)
    Offer.objects.update(letter=letter_cast.to_candidate(youssef, key="offer/1", state="sent"))
    watch_spreekuur(here(25, 11, 59))
    assert offers() == [("Youssef", "open")]
    watch_spreekuur(here(25, 12))
    assert offers() == [("Youssef", "lapsed"), ("Priya", "open")]
    assert Offer.objects.last().until == here(26, 9)  # type: ignore[union-attr]  never past the cut-off
    assert places() == {"Youssef": "lapsed", "Priya": "offered"}


def test_a_mail_that_did_not_leave_costs_nobody_their_place(
    lotte: Rejection, youssef: Rejection, priya: Rejection
) -> None:
    frees(lotte)
    Offer.objects.update(letter=letter_cast.to_candidate(youssef, key="offer/1", state="failed"))
    watch_spreekuur(here(25, 12))
    assert places() == {"Youssef": "waiting", "Priya": "offered"}
    assert offers() == [("Youssef", "lapsed"), ("Priya", "open")]
    Letter.objects.all().delete()


def test_saying_no_keeps_the_place_and_passes_the_moment_on(
    lotte: Rejection, youssef: Rejection, priya: Rejection
) -> None:
    frees(lotte)
    decline(youssef, who=who(youssef), at=NOW)
    assert (offers(), places()) == (
        [("Youssef", "declined"), ("Priya", "open")],
        {"Youssef": "waiting", "Priya": "offered"},
    )


def test_leaving_the_line_with_an_offer_passes_it_on(lotte: Rejection, youssef: Rejection, priya: Rejection) -> None:
    frees(lotte)
    leave(youssef, who=who(youssef), at=NOW)
    assert places() == {"Youssef": "left", "Priya": "offered"}
    assert leave(youssef, who=who(youssef), at=NOW) is None


def test_when_nobody_is_left_to_ask_it_is_simply_free(lotte: Rejection, youssef: Rejection) -> None:
    frees(lotte)
    decline(youssef, who=who(youssef), at=NOW)
    watch_spreekuur(NOW + timedelta(minutes=1))
    assert offers() == [("Youssef", "declined")]
    assert booked(lotte, Slot.objects.get()).is_live


def test_with_less_than_two_hours_to_the_cut_off_it_is_simply_free(lotte: Rejection, youssef: Rejection) -> None:
    frees(lotte, at=here(26, 7, 1))
    watch_spreekuur(here(26, 7, 2))
    assert offers() == []
    assert booked(spreekuur_cast.rejection("Priya Ramdin"), Slot.objects.get(), at=here(26, 8)).is_live


def test_a_move_away_frees_the_moment_for_the_line(lotte: Rejection, youssef: Rejection) -> None:
    spreekuur_cast.day(spreekuur_cast.THURSDAY.replace(day=27))
    other = Slot.objects.in_order().last()
    assert other
    move(lotte, slot=other.pk, key=uuid.uuid4(), who=who(lotte), at=NOW)
    assert offers() == [("Youssef", "open")]


def test_a_moment_that_comes_free_otherwise_is_found_by_the_ring(
    lotte: Rejection, youssef: Rejection, thursday: Day
) -> None:
    spreekuur_cast.day(hours=Hours(time(15), time(15, 15), 15))
    Slot.objects.filter(starts_at=here(26, 15)).update(day=thursday)  # an extra quarter of that day
    watch_spreekuur(NOW)
    watch_spreekuur(NOW)
    assert offers() == [("Youssef", "open")]


def test_there_is_no_line_while_there_is_something_to_choose_nor_for_a_day_that_is_over(
    lotte: Rejection, thursday: Day
) -> None:
    about = spreekuur_cast.rejection("Tom Hendriks")
    frees(lotte)
    with pytest.raises(refusals.NotFull):
        join(about, day=thursday.pk, language="nl", who=who(about), at=NOW)
    with pytest.raises(refusals.NoSuchDay):
        join(about, day=thursday.pk, language="nl", who=who(about), at=here(26, 9))
    with pytest.raises(refusals.NoSuchDay):
        join(about, day=987654321, language="nl", who=who(about), at=NOW)


def test_who_has_a_talk_does_not_wait_and_who_waits_waits_once(
    lotte: Rejection, youssef: Rejection, thursday: Day
) -> None:
    with pytest.raises(refusals.AlreadyBooked):
        join(lotte, day=thursday.pk, language="nl", who=who(lotte), at=NOW)
    join(youssef, day=thursday.pk, language="nl", who=who(youssef), at=NOW)
    assert WaitingPlace.objects.count() == 1


def test_a_place_for_a_day_keeps_the_data_until_a_week_after_it(lotte: Rejection, thursday: Day) -> None:
    about = spreekuur_cast.rejection("Tom Hendriks", keep_until=spreekuur_cast.THURSDAY, keep_why="decision")
    join(about, day=thursday.pk, language="nl", who=who(about), at=NOW)
    about.refresh_from_db()
    assert str(about.keep_until) == "2026-12-21"  # four weeks after the decision of 23 November is later still


def test_the_day_after_nobody_waits_any_more(lotte: Rejection, youssef: Rejection) -> None:
    watch_spreekuur(here(27, 0, 1))
    assert places() == {"Youssef": "over"}


@pytest.mark.parametrize("gone", [{"is_active": False}, {"role": Role.READ_ONLY}])
def test_a_colleague_who_left_holds_no_talks_any_more(
    thursday: Day, lotte: Rejection, youssef: Rejection, gone: dict[str, Any]
) -> None:
    User.objects.filter(slots__day=thursday).update(**gone)
    frees(lotte)
    assert offers() == []
    assert choice(NOW, who().terms) == Choice([], [])
    with pytest.raises(refusals.SlotTaken):
        booked(youssef, Slot.objects.get())
