from datetime import date, time, timedelta

import pytest
from django.db.models import Count

from candidates.actions.taken_time import SomewhereElse
from candidates.models import ClosedDay, Organisation, TakenFor, TakenTime, User
from spreekuur.actions.clock import watch_spreekuur
from spreekuur.actions.slots import SlotIsBooked, close_slot, open_slot
from spreekuur.models import Day, Rhythm, RhythmRecruiter, Slot
from tests import cast, spreekuur_cast
from tests.spreekuur_cast import NOW, THURSDAY, here

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> Organisation:
    return cast.hospital()


def days() -> list[tuple[date, int]]:
    return list(Day.objects.order_by("date").annotate(n=Count("slots")).values_list("date", "n"))


def test_the_clock_makes_the_days_and_slots_of_the_months_ahead_once() -> None:
    spreekuur_cast.rhythm()
    first, second = str(watch_spreekuur(NOW)), str(watch_spreekuur(NOW))

    assert days() == [
        (date(2026, 11, 26), 12),
        (date(2026, 12, 17), 12),
        (date(2027, 1, 28), 12),
        (date(2027, 2, 25), 12),
    ]
    assert (first[:6], second[:6]) == ("4 days", "0 days")
    slot = Slot.objects.in_order().select_related("taken_time").first()
    assert slot
    assert slot.taken_time
    assert (slot.starts_at, slot.ends_at, slot.state) == (here(26, 13), here(26, 13, 15), "open")
    assert (slot.taken_time.during.lower, slot.taken_time.during.upper) == (slot.starts_at, slot.ends_at)
    assert Day.objects.get(date=THURSDAY).place == "Kamer 1.12"


def test_three_recruiters_of_an_hour_and_a_half_are_eighteen_slots() -> None:
    spreekuur_cast.rhythm(cast.nadia(), cast.bram(), cast.person("Marit"), months_ahead=1)
    watch_spreekuur(NOW)
    assert days()[0] == (THURSDAY, 18)


def test_a_month_later_the_next_one_is_made_and_what_was_cancelled_is_not_made_again() -> None:
    spreekuur_cast.rhythm(months_ahead=1)
    watch_spreekuur(NOW)
    Day.objects.filter(date=THURSDAY).update(state="cancelled", cancelled_at=NOW)
    watch_spreekuur(NOW + timedelta(hours=1))
    watch_spreekuur(here(1, 9, month=12))
    assert [day for day, _n in days()] == [THURSDAY, date(2026, 12, 17), date(2027, 1, 28)]


def test_a_closed_day_moves_it_as_the_rhythm_says() -> None:
    ClosedDay.objects.create(date=THURSDAY, name="Personeelsdag")
    spreekuur_cast.rhythm(months_ahead=1, when_closed="next-working-day")
    watch_spreekuur(NOW)
    assert days()[0][0] == date(2026, 11, 27)


def test_a_recruiters_own_pause_and_an_account_that_is_closed_make_no_slots() -> None:
    rhythm = spreekuur_cast.rhythm(months_ahead=1)
    RhythmRecruiter.objects.filter(recruiter__first_name="Nadia").update(pause_starts=time(13, 30), pause_ends=time(14))
    User.objects.filter(first_name="Bram").update(is_active=False)
    watch_spreekuur(NOW)
    made = Slot.objects.filter(day__rhythm=rhythm, day__date=THURSDAY)
    assert sorted(set(made.values_list("recruiter__first_name", flat=True))) == ["Nadia"]
    assert made.count() == 4


def test_who_is_somewhere_else_has_that_quarter_closed() -> None:
    nadia = cast.nadia()
    TakenTime.objects.create(recruiter=nadia, during=(here(26, 13, 20), here(26, 13, 40)), taken_for=TakenFor.CALL)
    spreekuur_cast.rhythm(nadia, months_ahead=1)
    watch_spreekuur(NOW)
    states = Slot.objects.filter(day__date=THURSDAY).in_order().values_list("state", "closed_why")
    assert list(states) == [("open", ""), ("closed", "busy"), ("closed", "busy")] + [("open", "")] * 3


def test_an_ended_rhythm_makes_nothing_and_before_the_first_page_nothing_is_made() -> None:
    spreekuur_cast.rhythm()
    Rhythm.objects.update(ended_at=NOW)
    watch_spreekuur(NOW)
    Rhythm.objects.update(ended_at=None)
    Organisation.objects.update(set_up_at=None)
    watch_spreekuur(NOW)
    assert days() == []


def test_an_extra_day_has_slots_for_what_is_still_to_come() -> None:
    spreekuur_cast.day(at=here(26, 13, 40))
    assert [slot.starts_at for slot in Slot.objects.in_order()] == [here(26, 13, 45), here(26, 14), here(26, 14, 15)]


def test_a_closed_slot_gives_the_time_back_and_opens_when_it_is_still_free() -> None:
    spreekuur_cast.day()
    slot, nadia = spreekuur_cast.slot(13), User.objects.get()
    close_slot(slot)
    assert not TakenTime.objects.filter(during__startswith=here(26, 13)).exists()
    open_slot(slot)
    close_slot(slot)
    TakenTime.objects.create(recruiter=nadia, during=(here(26, 13), here(26, 13, 15)), taken_for=TakenFor.CALL)
    with pytest.raises(SomewhereElse):
        open_slot(slot)
    slot.refresh_from_db()
    assert (slot.state, slot.closed_why) == ("closed", "hand")


def test_a_booked_slot_is_not_closed_by_hand() -> None:
    spreekuur_cast.day()
    slot = spreekuur_cast.slot(13)
    spreekuur_cast.booked(spreekuur_cast.rejection(), slot)
    with pytest.raises(SlotIsBooked):
        close_slot(slot)
