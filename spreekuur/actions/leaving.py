"""A recruiter goes: their talks are taken over or cancelled, what is free is closed. Nothing is lost silently."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from candidates.actions.again import LookAgain
from candidates.actions.handover import CannotHandOver
from candidates.actions.taken_time import SomewhereElse, take_time
from candidates.actions.talks import talk_chosen_for
from candidates.models import Organisation, TakenFor, User
from spreekuur.actions.bookings import move_over
from spreekuur.actions.holding import Held, Who, end, lock_people
from spreekuur.actions.offers import withdraw
from spreekuur.actions.slots import SlotIsBooked, is_spoken_for, open_slot, shut
from spreekuur.models import Booking, ClosedWhy, DayState, EndedWhy, Offer, RhythmRecruiter, Slot


class TalksAhead(Exception):
    """People have a talk with this recruiter, and nobody said what becomes of it."""


class ColleagueCannot(Exception):
    """At these moments whoever takes over is somewhere else."""

    def __init__(self, moments: Sequence[datetime]) -> None:
        super().__init__(len(moments))
        self.moments = moments


def leave_spreekuur(
    recruiter: User, *, to: User | None, cancels: bool, by: User, organisation: Organisation, at: datetime
) -> list[Booking]:
    """The talks go to a colleague at the same moments, or are cancelled; candidates are written about either.

    In a transaction of the caller. Answers whom it is about. What began stays as it was.
    """
    booked = Booking.objects.live().of(recruiter).filter(slot__starts_at__gt=at)
    people = lock_people(booked)
    slots = _lock_slots(recruiter, to, at=at)
    _check(to)
    bookings = list(booked.select_related("rejection__candidate", "slot__day").order_by("slot__starts_at", "pk"))
    if not {booking.rejection_id for booking in bookings} <= people:
        raise LookAgain
    if bookings and to is None and not cancels:
        raise TalksAhead
    for offer in Offer.objects.open().filter(slot__in=slots).select_related("place"):
        withdraw(offer, at=at)
    if cancels:
        _cancel(bookings, by=by, organisation=organisation, at=at)
    elif to is not None:
        _take_over(bookings, to, by=by, organisation=organisation, at=at)
    for slot in slots:
        shut(slot, why=ClosedWhy.ABSENCE)
    return bookings


def _check(to: User | None) -> None:
    """Judged on the row as it is now, and held: a colleague who is being disabled gets nothing any more."""
    if to is not None and not User.objects.recruiters().select_for_update(no_key=True).filter(pk=to.pk).exists():
        raise CannotHandOver


def _lock_slots(recruiter: User, to: User | None, *, at: datetime) -> list[Slot]:
    """Also those of whoever takes over, in one order. Answers the open ones of the one who goes."""
    both = Slot.objects.filter(recruiter__in=[recruiter, *([to] if to else [])], starts_at__gt=at)
    locked = both.select_for_update(no_key=True, of=("self",)).select_related("taken_time").order_by("pk")
    return [slot for slot in locked if slot.recruiter_id == recruiter.pk and slot.taken_time_id]


def _cancel(bookings: Sequence[Booking], *, by: User, organisation: Organisation, at: datetime) -> None:
    for booking in bookings:
        end(booking, why=EndedWhy.ABSENCE, by=by, at=at)
        talk_chosen_for(booking.rejection, None, organisation=organisation, at=at)


def _take_over(bookings: Sequence[Booking], to: User, *, by: User, organisation: Organisation, at: datetime) -> None:
    """All of them, or none: ColleagueCannot names every moment that stands in the way."""
    who, in_the_way = Who(organisation, by=by), list[datetime]()
    for booking in bookings:
        try:
            with transaction.atomic():
                slot = _same_moment(booking, to)
                move_over(_held(booking), booking, slot, key=uuid.uuid4(), who=who, at=at)
        except (SomewhereElse, SlotIsBooked):
            in_the_way.append(booking.slot.starts_at)
    if in_the_way:
        raise ColleagueCannot(in_the_way)


def _held(booking: Booking) -> Held:
    """The rejection is locked; what hangs on it is looked for."""
    return Held(booking.rejection, [booking], owes_talk=True, waits=True)


def _same_moment(booking: Booking, to: User) -> Slot:
    """The colleague's own quarter when they have one then, also on an extra day; else a new one on this day."""
    old = booking.slot
    own = Slot.objects.select_related("day").filter(recruiter=to, starts_at=old.starts_at, ends_at=old.ends_at)
    known = own.filter(day__state=DayState.OPEN, day__ways__contains=[booking.way]).order_by("pk").first()
    if known is None:
        taken = take_time(to, (old.starts_at, old.ends_at), why=TakenFor.SLOT)
        room = _video_room(old, to)
        return Slot.objects.create(
            day=old.day, recruiter=to, starts_at=old.starts_at, ends_at=old.ends_at, taken_time=taken, video_link=room
        )
    if is_spoken_for(known):
        raise SlotIsBooked
    return open_slot(known)


def _video_room(old: Slot, to: User) -> str:
    seat = RhythmRecruiter.objects.filter(rhythm=old.day.rhythm_id, recruiter=to).first()
    return seat.video_link if seat else ""
