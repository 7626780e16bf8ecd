"""The organisation cancels Thursday, which was full. Youssef and Priya waited: they keep their place for December."""

from datetime import date, datetime, time, timedelta

import pytest

from candidates.models import Candidate, Letter, Organisation, Rejection
from spreekuur.actions.cancelling import cancel_day, cancel_part
from spreekuur.actions.clock import watch_spreekuur
from spreekuur.actions.telling import write_talk_letters
from spreekuur.actions.waiting import join
from spreekuur.models import Day, Offer, WaitingPlace
from spreekuur.queries.choosing import before_in_line
from spreekuur.rules.rhythm import Hours
from tests import cast, spreekuur_cast
from tests.spreekuur_cast import NOW, booked, slot, who

DECEMBER = date(2026, 12, 17)
SOON, LATER = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
QUARTER = Hours(time(13), time(13, 15), 15)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thursday() -> Day:
    cast.hospital()
    made = spreekuur_cast.day(hours=QUARTER)
    booked(spreekuur_cast.rejection("Lotte Smit"), slot(13))
    return made


@pytest.fixture
def waiters(thursday: Day) -> list[Rejection]:
    return [waits("Youssef El Amrani", thursday, NOW), waits("Priya Ramdin", thursday, SOON, language="en")]


@pytest.fixture
def december() -> Day:
    """Full as well: Tom has its only quarter, and Kofi joined its line after Youssef joined that of Thursday."""
    made = spreekuur_cast.day(DECEMBER, hours=QUARTER)
    booked(spreekuur_cast.rejection("Tom de Boer"), slot(13, of=made))
    waits("Kofi Mensah", made, SOON)
    return made


def waits(name: str, day: Day, at: datetime, *, language: str = "nl") -> Rejection:
    about = spreekuur_cast.rejection(name, language=language)
    join(about, day=day.pk, language=language, who=who(about), at=at)
    return about


def cancelled(day: Day) -> None:
    organisation = Organisation.objects.current()
    cancel_day(day, why="Griep", by=day.slots.all()[0].recruiter, organisation=organisation, at=LATER)


def ring(times: int = 3) -> None:
    for number in range(times):
        moment = LATER + timedelta(minutes=1 + number)
        write_talk_letters(moment)
        watch_spreekuur(moment)
        write_talk_letters(moment)


def mails() -> dict[str, Letter]:
    return {letter.candidate.first_name: letter for letter in Letter.objects.filter(kind="talk_line")}  # type: ignore[union-attr]  # to candidates


def place(about: Rejection) -> WaitingPlace:
    return WaitingPlace.objects.get(rejection=about)


def test_the_place_stays_for_the_next_day_and_everybody_is_told_once_in_their_language(
    thursday: Day, december: Day, waiters: list[Rejection]
) -> None:
    cancelled(thursday)
    ring()
    assert [(place(about).day, place(about).state) for about in waiters] == [(december, "waiting")] * 2
    assert Letter.objects.filter(kind="talk_line").count() == 2
    youssef, priya = mails()["Youssef"], mails()["Priya"]
    assert youssef.subject == "Er is geen spreekuur op donderdag 26 november"
    assert "Je houdt je plek in de rij, nu voor donderdag 17 december." in youssef.text
    assert priya.subject == "There is no spreekuur on Thursday 26 November"
    assert "now for Thursday 17 December" in priya.text
    for told in (youssef, priya):
        assert "Griep" not in told.text
        assert "Planner" not in told.text


def test_who_joined_first_stands_first_on_the_next_day(thursday: Day, december: Day, waiters: list[Rejection]) -> None:
    cancelled(thursday)
    ring()
    youssef, _priya = waiters
    assert before_in_line(place(youssef)) == 0


def test_data_are_kept_until_after_the_next_day(thursday: Day, december: Day, waiters: list[Rejection]) -> None:
    cancelled(thursday)
    ring()
    kept = Rejection.objects.get(pk=waiters[0].pk)
    assert (kept.keep_until, kept.keep_why) == (date(2026, 12, 24), "talk")


def test_what_was_on_offer_becomes_a_place_in_the_next_line(
    thursday: Day, december: Day, waiters: list[Rejection]
) -> None:
    youssef = waiters[0]
    WaitingPlace.objects.filter(rejection=youssef).update(state="offered")
    offer = Offer.objects.create(place=place(youssef), slot=slot(13, of=thursday), made_at=NOW, until=LATER)
    cancelled(thursday)
    ring()
    offer.refresh_from_db()
    assert (offer.state, place(youssef).state, place(youssef).day) == ("withdrawn", "waiting", december)


def test_room_on_the_next_day_is_offered_to_the_first_in_line(thursday: Day, waiters: list[Rejection]) -> None:
    spreekuur_cast.day(DECEMBER, hours=QUARTER)
    cancelled(thursday)
    ring()
    assert (place(waiters[0]).state, place(waiters[1]).state) == ("offered", "waiting")
    assert Letter.objects.filter(kind="talk_offer").count() == 1


def test_without_a_next_day_it_is_said_that_there_is_none(thursday: Day, waiters: list[Rejection]) -> None:
    cancelled(thursday)
    ring()
    assert {place(about).state for about in waiters} == {"over"}
    assert "Er is nog geen volgende dag." in mails()["Youssef"].text
    assert len(mails()) == 2


def test_who_has_no_address_keeps_the_place_too(thursday: Day, december: Day, waiters: list[Rejection]) -> None:
    Candidate.objects.filter(pk=waiters[0].candidate_id).update(email="")
    cancelled(thursday)
    ring()
    assert place(waiters[0]).day == december
    assert set(mails()) == {"Priya"}


def test_a_day_on_which_nobody_holds_a_talk_any_more_is_no_day_to_wait_for(
    thursday: Day, december: Day, waiters: list[Rejection]
) -> None:
    """Nadia, the only one that day, cancels her part of it."""
    nadia = thursday.slots.all()[0].recruiter
    cancel_part(thursday, by=nadia, organisation=Organisation.objects.current(), at=LATER)
    ring()
    assert {place(about).day for about in waiters} == {december}
    assert len(mails()) == 2


def test_who_waits_for_a_day_that_goes_on_is_left_alone(thursday: Day, december: Day, waiters: list[Rejection]) -> None:
    ring()
    assert {place(about).day for about in waiters} == {thursday}
    assert not mails()
