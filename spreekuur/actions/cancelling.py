"""When there is no talk for a reason that is not the candidate's: a day is cancelled, a decision is taken back."""

from dataclasses import dataclass
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
from spreekuur.models.booking import BookingQuerySet
from spreekuur.models.day import SlotQuerySet


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


def cancel_part(day: Day, *, by: User, organisation: Organisation, at: datetime) -> list[Booking]:
    """Of one recruiter: their talks of this day that are still to come, and their free moments. Answers whose talks."""
    booked = Booking.objects.live().of(by).filter(slot__day=day, slot__starts_at__gt=at)
    slots = Slot.objects.open().of(by).filter(day=day, starts_at__gt=at)
    off = _Off(EndedWhy.RECRUITER, ClosedWhy.HAND, by, organisation, at)
    return in_one_go(lambda: _call_off(booked, slots, off))


@dataclass(frozen=True)
class _Off:
    """Why talks end and slots close, who does it, and when."""

    ended: EndedWhy
    closed: ClosedWhy
    by: User
    organisation: Organisation
    at: datetime


def _cancel_day(pk: int, why: str, by: User, organisation: Organisation, at: datetime) -> list[Booking]:
    booked = Booking.objects.live().filter(slot__day=pk, slot__starts_at__gt=at)
    slots = Slot.objects.filter(day=pk, starts_at__gt=at)
    bookings = _call_off(booked, slots, _Off(EndedWhy.DAY, ClosedWhy.DAY, by, organisation, at))
    day = Day.objects.select_for_update(no_key=True).get(pk=pk)
    if day.state == DayState.CANCELLED:
        return []
    day.state, day.cancelled_at, day.cancelled_by, day.cancelled_why = DayState.CANCELLED, at, by, why
    day.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancelled_why"])
    return bookings


def _call_off(booked: BookingQuerySet, slots: SlotQuerySet, off: _Off) -> list[Booking]:
    people = lock_people(booked)
    locked = list(slots.select_for_update(no_key=True).order_by("pk"))
    bookings = list(booked.select_related("rejection__candidate"))
    if not {booking.rejection_id for booking in bookings} <= people:
        raise LookAgain
    for booking in bookings:
        end(booking, why=off.ended, by=off.by, at=off.at)
        talk_chosen_for(booking.rejection, None, organisation=off.organisation, at=off.at)
    for offer in Offer.objects.open().filter(slot__in=locked).select_related("place"):
        withdraw(offer, at=off.at)
    for slot in locked:
        shut(slot, why=off.closed)
    return bookings
