import uuid
from datetime import date, timedelta

import pytest

from candidates.actions.taking_back import reopen
from candidates.models import Deadline, DeadlineKind, Organisation, Rejection
from spreekuur.actions import refusals
from spreekuur.actions.bookings import book, cancel, move
from spreekuur.actions.cancelling import cancel_day, give_up_talk
from spreekuur.models import Booking, BookingState, Day, EndedWhy, Slot, WaitingPlace
from spreekuur.rules.talks import Way
from tests import cast, spreekuur_cast
from tests.decision_cast import logged
from tests.spreekuur_cast import NOW, booked, here, slot, who, wishes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thursday() -> Day:
    cast.hospital()
    return spreekuur_cast.day()


@pytest.fixture
def youssef() -> Rejection:
    return spreekuur_cast.rejection()


def states() -> list[str]:
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def test_a_booking_holds_what_was_wished(youssef: Rejection) -> None:
    made = booked(
        youssef, slot(13, 15), way=Way.PHONE, phone="+31612345678", topics=["reason", "search"], question="Hoe?"
    )
    made.refresh_from_db()
    assert (made.way, str(made.phone), made.topics, made.question) == (
        "phone",
        "+31612345678",
        ["reason", "search"],
        "Hoe?",
    )
    assert (made.state, made.sequence, made.moves) == ("booked", 0, 0)
    assert made.ring_at == here(25, 13, 15)
    assert made.link == youssef.links.get()


def test_the_same_form_or_the_same_slot_once_more_is_the_same_booking(youssef: Rejection) -> None:
    key = uuid.uuid4()
    first = booked(youssef, slot(13), key=key)
    assert booked(youssef, slot(14), key=key) == first
    assert booked(youssef, slot(13)) == first
    assert states() == ["booked"]


def test_one_live_booking_for_a_rejection_and_one_for_a_slot(youssef: Rejection) -> None:
    booked(youssef, slot(13))
    with pytest.raises(refusals.AlreadyBooked):
        booked(youssef, slot(14))
    with pytest.raises(refusals.SlotTaken):
        booked(spreekuur_cast.rejection("Lotte Smit"), slot(13))
    assert states() == ["booked"]


def test_a_key_of_somebody_else_books_nothing(youssef: Rejection) -> None:
    key = booked(youssef, slot(13)).key
    with pytest.raises(refusals.SlotTaken):
        booked(spreekuur_cast.rejection("Lotte Smit"), slot(14), key=key)


def test_a_closed_slot_and_one_that_never_was_are_taken(youssef: Rejection) -> None:
    Slot.objects.filter(pk=slot(13).pk).update(state="closed", closed_why="hand", taken_time=None)
    for key in (slot(13).pk, 987654321):
        with pytest.raises(refusals.SlotTaken):
            book(youssef, slot=key, wishes=wishes(), key=uuid.uuid4(), who=who(youssef), at=NOW)


def test_a_move_is_a_new_row_of_the_same_event(youssef: Rejection) -> None:
    old = booked(youssef, slot(13), question="Blijft dit?")
    new = move(youssef, slot=slot(14).pk, key=uuid.uuid4(), who=who(youssef), at=NOW + timedelta(hours=1))
    old.refresh_from_db()
    assert (old.state, old.ring_at, new.moved_from) == ("moved", None, old)
    assert (new.uid, new.sequence, new.moves, new.question) == (old.uid, 1, 1, "Blijft dit?")
    assert booked(spreekuur_cast.rejection("Lotte Smit"), slot(13)).is_live  # it came free


def test_a_move_to_a_taken_slot_leaves_the_old_one(youssef: Rejection) -> None:
    booked(spreekuur_cast.rejection("Lotte Smit"), slot(14))
    mine = booked(youssef, slot(13))
    with pytest.raises(refusals.SlotTaken):
        move(youssef, slot=slot(14).pk, key=uuid.uuid4(), who=who(youssef), at=NOW)
    mine.refresh_from_db()
    assert mine.is_live


def test_three_moves_and_no_more_but_a_colleague_may(youssef: Rejection) -> None:
    booked(youssef, slot(13))
    for minute in (15, 30, 45):
        move(youssef, slot=slot(13, minute).pk, key=uuid.uuid4(), who=who(youssef), at=NOW)
    with pytest.raises(refusals.NoMovesLeft):
        move(youssef, slot=slot(14).pk, key=uuid.uuid4(), who=who(youssef), at=NOW)
    moved = move(youssef, slot=slot(14).pk, key=uuid.uuid4(), who=who(by=youssef.recruiter), at=NOW)
    assert (moved.moves, moved.sequence) == (3, 4)


def test_after_nine_on_the_day_only_a_colleague_changes_it(youssef: Rejection) -> None:
    booked(youssef, slot(13), at=here(26, 8, 59))
    late = here(26, 9)
    with pytest.raises(refusals.TooLate):
        move(youssef, slot=slot(14).pk, key=uuid.uuid4(), who=who(youssef), at=late)
    with pytest.raises(refusals.TooLate):
        cancel(youssef, who=who(youssef), at=late)
    with pytest.raises(refusals.TooLate):
        booked(spreekuur_cast.rejection("Lotte Smit"), slot(14), at=late)
    by = who(by=youssef.recruiter)
    assert move(youssef, slot=slot(14).pk, key=uuid.uuid4(), who=by, at=late).is_live
    ended = cancel(youssef, who=by, at=late)
    assert ended
    assert (ended.ended_why, ended.ended_by) == (EndedWhy.RECRUITER, youssef.recruiter)


def test_cancelling_twice_cancels_once_and_the_event_gets_a_higher_number(youssef: Rejection) -> None:
    booked(youssef, slot(13))
    ended = cancel(youssef, who=who(youssef), at=NOW)
    assert ended
    assert (ended.state, ended.sequence, ended.ended_why) == (BookingState.CANCELLED, 1, "candidate")
    assert cancel(youssef, who=who(youssef), at=NOW) is None
    assert booked(youssef, slot(13)).uid != ended.uid


def test_a_link_books_a_dozen_times_a_day_at_most(youssef: Rejection) -> None:
    for _time in range(12):
        booked(youssef, slot(13))
        cancel(youssef, who=who(youssef), at=NOW)
    with pytest.raises(refusals.TooManyBookings):
        booked(youssef, slot(13))
    assert booked(youssef, slot(13), at=NOW + timedelta(days=1)).is_live


def test_what_is_kept_stays_until_a_week_after_the_talk_and_no_shorter_than_before(youssef: Rejection) -> None:
    spreekuur_cast.day(date(2026, 12, 17))
    december = slot(13, of=Day.objects.get(date=date(2026, 12, 17)))
    booked(youssef, slot(13))
    youssef.refresh_from_db()
    assert (youssef.keep_until, youssef.keep_why) == (date(2026, 12, 21), "decision")  # longer than 3 December

    move(youssef, slot=december.pk, key=uuid.uuid4(), who=who(youssef), at=NOW)
    youssef.refresh_from_db()
    assert (youssef.keep_until, youssef.keep_why) == (date(2026, 12, 24), "talk")

    cancel(youssef, who=who(youssef), at=NOW)
    youssef.refresh_from_db()
    assert (youssef.keep_until, youssef.keep_why) == (date(2026, 12, 21), "decision")


def test_giving_up_a_talk_after_the_term_leaves_the_days_of_the_notice(youssef: Rejection) -> None:
    spreekuur_cast.day(date(2026, 12, 30))
    booked(youssef, slot(13, of=Day.objects.get(date=date(2026, 12, 30))))
    cancel(youssef, who=who(youssef), at=here(23, 10, month=12))
    youssef.refresh_from_db()
    assert youssef.keep_until == date(2026, 12, 30)


def test_the_promise_of_a_talk_follows_the_chosen_moment() -> None:
    about = logged(talent_pool=True, name="Lotte Smit", email="lotte@example.org")
    talk = Deadline.objects.get(rejection=about, kind=DeadlineKind.TALK)
    made = booked(about, slot(13))
    talk.refresh_from_db()
    assert (talk.agreed_for, talk.due_at) == (made.slot.starts_at, here(8, 17, month=12))
    assert talk.ring_at == talk.remind_at

    cancel(about, who=who(about), at=NOW)
    talk.refresh_from_db()
    assert talk.agreed_for is None


def test_a_decision_taken_back_is_no_ground_for_a_talk(youssef: Rejection) -> None:
    booked(youssef, slot(13))
    Deadline.objects.update(met_at=NOW, met_channel="mail")
    reopen(youssef, by=youssef.recruiter, why="Cv verkeerd gelezen", at=NOW)
    with pytest.raises(refusals.NotForYou):
        move(youssef, slot=slot(14).pk, key=uuid.uuid4(), who=who(youssef), at=NOW)
    hospital = Organisation.objects.get()
    ended = give_up_talk(youssef, why=EndedWhy.REOPENED, by=youssef.recruiter, organisation=hospital, at=NOW)
    assert ended
    assert ended.ended_why == "reopened"


def test_a_cancelled_day_ends_every_talk_of_it_and_nobody_books_it_any_more(youssef: Rejection, thursday: Day) -> None:
    lotte = spreekuur_cast.rejection("Lotte Smit")
    mine, hers = booked(youssef, slot(13)), booked(lotte, slot(13, 15))
    hospital = Organisation.objects.get()
    ended = cancel_day(thursday, why="Nadia is ziek", by=youssef.recruiter, organisation=hospital, at=NOW)
    assert [booking.pk for booking in ended] == [mine.pk, hers.pk]
    assert cancel_day(thursday, why="nog eens", by=youssef.recruiter, organisation=hospital, at=NOW) == []
    assert set(Booking.objects.values_list("state", "ended_why", "sequence")) == {("cancelled", "day", 1)}
    assert set(Slot.objects.values_list("state", "closed_why", "taken_time")) == {("closed", "day", None)}
    with pytest.raises(refusals.SlotTaken):
        booked(youssef, slot(14))
    assert WaitingPlace.objects.count() == 0
