from datetime import date, time

import pytest

from candidates.actions.taken_time import SomewhereElse
from candidates.models import Organisation, TakenFor, TakenTime, User
from spreekuur.actions.absences import InTheWay, come_back, go_away
from spreekuur.actions.cancelling import cancel_day
from spreekuur.actions.rhythms import Changed, Seat, Wanted, end_rhythm, set_rhythm
from spreekuur.actions.slots import close_slot
from spreekuur.models import Day, Rhythm, Slot
from tests import cast, spreekuur_cast
from tests.spreekuur_cast import NOW, booked, here, slot

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 17)


@pytest.fixture(autouse=True)
def hospital() -> Organisation:
    return cast.hospital()


@pytest.fixture
def nadia() -> User:
    return cast.nadia()


def wanted(*recruiters: User, starts: time = time(13), ends: time = time(14, 30)) -> Wanted:
    columns = {"nth": 4, "weekday": 3, "starts": starts, "ends": ends, "place": "Kamer 1.12", "months_ahead": 1}
    return Wanted(columns, [Seat(person) for person in recruiters], months={12: (-1, False)})


def changed(wish: Wanted, rhythm: Rhythm | None = None) -> Changed:
    return set_rhythm(wish, rhythm=rhythm, organisation=Organisation.objects.get(), at=NOW)


def slots(on: date) -> int:
    return Slot.objects.filter(day__date=on).count()


def test_a_new_rhythm_has_its_days_at_once(nadia: User) -> None:
    first = changed(wanted(nadia))
    assert [day.date for day in first.made] == [spreekuur_cast.THURSDAY, DECEMBER]
    assert (first.kept, slots(DECEMBER)) == ([], 6)


def test_a_change_makes_untouched_days_anew_and_names_what_stays(nadia: User) -> None:
    rhythm = changed(wanted(nadia)).rhythm
    mine = booked(spreekuur_cast.rejection(), slot(13))
    again = changed(wanted(nadia, ends=time(15)), rhythm)

    assert [day.date for day in again.kept] == [spreekuur_cast.THURSDAY]
    assert (slots(spreekuur_cast.THURSDAY), slots(DECEMBER)) == (6, 8)
    mine.refresh_from_db()
    assert mine.is_live
    assert TakenTime.objects.count() == Slot.objects.open().count() == 14


def test_what_was_closed_by_hand_stays_too(nadia: User) -> None:
    rhythm = changed(wanted(nadia)).rhythm
    close_slot(slot(13))
    assert [day.date for day in changed(wanted(nadia, ends=time(15)), rhythm).kept] == [spreekuur_cast.THURSDAY]


def test_an_ended_rhythm_leaves_only_what_somebody_booked(nadia: User) -> None:
    rhythm = changed(wanted(nadia)).rhythm
    booked(spreekuur_cast.rejection(), slot(13))
    ended = end_rhythm(rhythm, organisation=Organisation.objects.get(), at=NOW)
    assert (
        [day.date for day in ended.kept]
        == list(Day.objects.values_list("date", flat=True))
        == [spreekuur_cast.THURSDAY]
    )
    assert changed(wanted(nadia)).rhythm != rhythm


def test_an_absence_closes_what_is_free_and_coming_back_opens_it(nadia: User) -> None:
    changed(wanted(nadia))
    away = go_away(nadia, from_at=here(26, 13, 30), until=here(26, 18))
    thursday = Slot.objects.filter(day__date=spreekuur_cast.THURSDAY).in_order()
    assert list(thursday.values_list("closed_why", flat=True)) == ["", ""] + ["absence"] * 4
    come_back(away)
    assert set(Slot.objects.values_list("state", flat=True)) == {"open"}


def test_a_booked_talk_stands_in_the_way_and_nothing_changes(nadia: User) -> None:
    changed(wanted(nadia))
    mine = booked(spreekuur_cast.rejection(), slot(14))
    with pytest.raises(InTheWay) as found:
        go_away(nadia, from_at=here(26, 13, 30), until=here(26, 18))
    assert found.value.bookings == [mine]
    assert set(Slot.objects.values_list("state", flat=True)) == {"open"}
    assert not TakenTime.objects.filter(taken_for=TakenFor.ABSENCE).exists()


def test_a_call_stands_in_the_way_of_a_pause(nadia: User) -> None:
    TakenTime.objects.create(recruiter=nadia, during=(here(25, 10), here(25, 10, 15)), taken_for=TakenFor.CALL)
    with pytest.raises(SomewhereElse):
        go_away(nadia, from_at=here(25, 9), until=here(25, 12), why=TakenFor.PAUSE)


def test_coming_back_opens_nothing_on_a_day_that_was_cancelled_meanwhile(nadia: User, hospital: Organisation) -> None:
    thursday = spreekuur_cast.day()
    away = go_away(nadia, from_at=here(26, 13), until=here(26, 18))
    cancel_day(thursday, why="Griep", by=nadia, organisation=hospital, at=here(26, 13, 50))
    assert come_back(away) == []
    assert not Slot.objects.open().exists()
