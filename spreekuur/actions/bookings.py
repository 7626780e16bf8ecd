"""A candidate takes a slot, moves, or cancels. The constraints have the last word; who loses hears it kindly."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from candidates.actions.again import in_one_go
from candidates.actions.retention import keep_after_talk_given_up, keep_for_talk
from candidates.actions.taken_time import constraint_of
from candidates.actions.talks import talk_chosen_for
from candidates.models import Rejection
from spreekuur.actions.holding import A_DAY, Held, Who, end, hold, last_talk, lock_slots
from spreekuur.actions.offers import is_offered_to_another, offer_next
from spreekuur.actions.refusals import (
    AlreadyBooked,
    Changed,
    NoMovesLeft,
    NothingBooked,
    SlotTaken,
    TooLate,
    TooManyBookings,
    WayNotOffered,
)
from spreekuur.actions.waiting import stop_waiting
from spreekuur.models import Booking, BookingState, EndedWhy, PlaceState, Slot
from spreekuur.rules.reminders import next_ring
from spreekuur.rules.talks import Wishes
from spreekuur.rules.terms import MOST_BOOKINGS, local_day, may_change, moves_left

ONE_PER_SLOT, ONE_KEY = "one_live_booking_per_slot", "spreekuur_booking_key_key"


def book(rejection: Rejection, *, slot: int, wishes: Wishes, key: uuid.UUID, who: Who, at: datetime) -> Booking:
    """The same key, or the same slot once more, is the same booking."""
    return in_one_go(lambda: _book(rejection.pk, slot, wishes, key, who, at))


def move(rejection: Rejection, *, slot: int, key: uuid.UUID, who: Who, at: datetime) -> Booking:
    """To another slot, with the same wishes. When that one is taken the old one stays."""
    return in_one_go(lambda: _move(rejection.pk, slot, key, who, at))


def cancel(rejection: Rejection, *, who: Who, at: datetime, only: Booking | None = None) -> Booking | None:
    """The cancelled booking; None when nothing was booked (any more). `only` this one: Changed when it is another."""
    return in_one_go(lambda: _cancel(rejection.pk, who, at, only))


def _book(pk: int, slot_pk: int, wishes: Wishes, key: uuid.UUID, who: Who, at: datetime) -> Booking:
    held = hold(pk)
    known = held.made_with(key)
    if known:
        return known
    if held.live:
        return _the_same(held.live, slot_pk)
    if who.by is None and held.made_since(at - A_DAY) >= MOST_BOOKINGS:
        raise TooManyBookings
    slot = _for_taking(lock_slots(slot_pk).get(slot_pk), held, who, at)
    if wishes.way.value not in slot.day.ways:
        raise WayNotOffered
    booking = _written(_planned(held, slot, vars(wishes), key, who, at))
    _follow(booking, held, slot, who, at=at)
    return booking


def _move(pk: int, slot_pk: int, key: uuid.UUID, who: Who, at: datetime) -> Booking:
    held = hold(pk)
    known = held.made_with(key)
    if known:
        return known
    old = held.live
    if old is None:
        raise NothingBooked
    if old.slot_id == slot_pk:
        return old
    slots = lock_slots(old.slot_id, slot_pk)
    _may_move(old, slots[old.slot_id], who, at)
    slot = _for_taking(slots.get(slot_pk), held, who, at)
    new = move_over(held, old, slot, key=key, who=who, at=at)
    offer_next(slots[old.slot_id], terms=who.terms, at=at)
    return new


def move_over(held: Held, old: Booking, slot: Slot, *, key: uuid.UUID, who: Who, at: datetime) -> Booking:
    """The same appointment on another slot: all are locked, and who asks may."""
    old.state, old.ended_at, old.ring_at = BookingState.MOVED, at, None
    old.save(update_fields=["state", "ended_at", "ring_at"])
    new = _planned(held, slot, _wishes_of(old), key, who, at)
    new.uid, new.sequence, new.moved_from = old.uid, old.sequence + 1, old
    new.moves = old.moves + (who.by is None)
    _follow(_written(new), held, slot, who, at=at)
    return new


def _cancel(pk: int, who: Who, at: datetime, only: Booking | None) -> Booking | None:
    held = hold(pk)
    booking = held.live
    if only is not None and booking != only:
        raise Changed
    if booking is None:
        return None
    slot = lock_slots(booking.slot_id)[booking.slot_id]
    if who.by is None and not may_change(slot.starts_at, at, who.terms):
        raise TooLate
    end(booking, why=EndedWhy.RECRUITER if who.by else EndedWhy.CANDIDATE, by=who.by, at=at)
    keep_after_talk_given_up(held.rejection, talk_on=last_talk(held, who.terms), organisation=who.organisation, at=at)
    talk_chosen_for(held.rejection, None, organisation=who.organisation, at=at)
    offer_next(slot, terms=who.terms, at=at)
    return booking


def _the_same(live: Booking, slot_pk: int) -> Booking:
    if live.slot_id != slot_pk:
        raise AlreadyBooked
    return live


def _may_move(old: Booking, slot: Slot, who: Who, at: datetime) -> None:
    if who.by is not None:
        return
    if not may_change(slot.starts_at, at, who.terms):
        raise TooLate
    if not moves_left(old.moves, who.terms):
        raise NoMovesLeft


def _for_taking(slot: Slot | None, held: Held, who: Who, at: datetime) -> Slot:
    """Whether somebody has it already is for the constraint to say."""
    if slot is None or not slot.is_held or is_offered_to_another(slot, held.rejection):
        raise SlotTaken
    if slot.starts_at <= at or (who.by is None and not may_change(slot.starts_at, at, who.terms)):
        raise TooLate
    return slot


def _planned(held: Held, slot: Slot, wishes: Mapping[str, Any], key: uuid.UUID, who: Who, at: datetime) -> Booking:
    return Booking(
        key=key,
        slot=slot,
        rejection=held.rejection,
        link=who.link,
        booked_by=who.by,
        booked_at=at,
        ring_at=next_ring(slot.starts_at, booked_at=at, now=at, zone=who.terms.zone),
        **wishes,
    )


def _wishes_of(booking: Booking) -> dict[str, Any]:
    return {name: getattr(booking, name) for name in Wishes.__dataclass_fields__}


def _written(booking: Booking) -> Booking:
    """When it is refused the transaction ends with it. A key that another rejection used is refused likewise."""
    try:
        booking.save(force_insert=True)
    except IntegrityError as clash:
        if constraint_of(clash) not in (ONE_PER_SLOT, ONE_KEY):
            raise
        raise SlotTaken from clash
    return booking


def _follow(booking: Booking, held: Held, slot: Slot, who: Who, *, at: datetime) -> None:
    """What a new moment brings: data are kept until after it, the promise of a talk follows, the waiting ends."""
    keep_for_talk(held.rejection, talk_on=local_day(slot.starts_at, who.terms), organisation=who.organisation)
    if held.owes_talk:
        talk_chosen_for(held.rejection, slot.starts_at, organisation=who.organisation, at=at)
    if held.waits:
        stop_waiting(held.rejection, state=PlaceState.TAKEN, at=at, booking=booking)
