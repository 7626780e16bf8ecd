"""When there is no talk for a reason that is not the candidate's: a day is cancelled, a decision is taken back."""

from datetime import datetime

from candidates.actions.again import LookAgain, in_one_go
from candidates.actions.talks import talk_chosen_for
from candidates.models import Organisation, Rejection, User
from spreekuur.actions.holding import end, lock_people
from spreekuur.actions.offers import offer_next, withdraw
from spreekuur.actions.slots import shut
from spreekuur.actions.waiting import stop_waiting
from spreekuur.models import (
    Booking,
    ClosedWhy,
    Day,
    DayState,
    EndedWhy,
    Offer,
    PlaceState,
    Slot,
    terms_of,
)


def cancel_day(day: Day, *, why: str, by: User, organisation: Organisation, at: datetime) -> list[Booking]:
    """Who still had a talk has none; the day stays, so that the rhythm makes no new one. Answers whose talk it was.

    What began stays as it was. What is kept about a candidate stays kept: they may choose a new moment.
    Who waits in line goes on waiting: the clock finds them the next day (carrying).
    """
    return in_one_go(lambda: _cancel_day(day.pk, why, by, organisation, at))


def give_up_talk(
    rejection: Rejection, *, why: EndedWhy, by: User | None, organisation: Organisation, at: datetime
) -> Booking | None:
    """The decision was taken back: no talk, no place in line. The caller, in one transaction, locked the rejection."""
    stop_waiting(rejection, state=PlaceState.LEFT, at=at)
    booking = Booking.objects.live().filter(rejection=rejection).first()
    if booking is None:
        return None
    slot = Slot.objects.select_for_update(no_key=True).get(pk=booking.slot_id)
    end(booking, why=why, by=by, at=at)
    offer_next(slot, terms=terms_of(organisation), at=at)
    return booking


def _cancel_day(pk: int, why: str, by: User, organisation: Organisation, at: datetime) -> list[Booking]:
    booked = Booking.objects.live().filter(slot__day=pk, slot__starts_at__gt=at)
    people = lock_people(booked)
    slots = list(Slot.objects.select_for_update(no_key=True).filter(day=pk, starts_at__gt=at).order_by("pk"))
    day = Day.objects.select_for_update(no_key=True).get(pk=pk)
    if day.state == DayState.CANCELLED:
        return []
    bookings = list(booked.select_related("rejection"))
    if not {booking.rejection_id for booking in bookings} <= people:
        raise LookAgain
    for booking in bookings:
        end(booking, why=EndedWhy.DAY, by=by, at=at)
        talk_chosen_for(booking.rejection, None, organisation=organisation, at=at)
    for offer in Offer.objects.open().filter(slot__day=day).select_related("place"):
        withdraw(offer, at=at)
    for slot in slots:
        shut(slot, why=ClosedWhy.DAY)
    day.state, day.cancelled_at, day.cancelled_by, day.cancelled_why = DayState.CANCELLED, at, by, why
    day.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancelled_why"])
    return bookings
