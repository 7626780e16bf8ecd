"""A recruiter is away, or pauses. What is booked then is never moved silently: it is named, and stands in the way."""

from datetime import datetime

from django.db import transaction

from candidates.actions.taken_time import SomewhereElse, take_time
from candidates.models import TakenFor, TakenTime, User
from spreekuur.actions.slots import open_slot, shut
from spreekuur.models import Booking, ClosedWhy, DayState, Offer, Slot
from spreekuur.models.day import SlotQuerySet


class InTheWay(Exception):
    """These talks are booked, or on offer, in that time: cancel or move them first."""

    def __init__(self, bookings: list[Booking], offers: list[Offer]) -> None:
        super().__init__(len(bookings) + len(offers))
        self.bookings, self.offers = bookings, offers


@transaction.atomic
def go_away(recruiter: User, *, from_at: datetime, until: datetime, why: TakenFor = TakenFor.ABSENCE) -> TakenTime:
    """Closes what is free. InTheWay when a talk is; SomewhereElse when a call is, or another absence."""
    slots = list(_slots(recruiter, from_at, until).open().select_for_update(no_key=True).order_by("pk"))
    bookings = list(Booking.objects.live().filter(slot__in=slots).select_related("rejection__candidate", "slot"))
    offers = list(Offer.objects.open().filter(slot__in=slots).select_related("slot"))
    if bookings or offers:
        raise InTheWay(bookings, offers)
    for slot in slots:
        shut(slot, why=ClosedWhy.ABSENCE)
    return take_time(recruiter, (from_at, until), why=why)


@transaction.atomic
def come_back(away: TakenTime) -> list[Slot]:
    """The time is free again, and the slots that were closed for it are open. Answers these."""
    recruiter, during = away.recruiter, away.during
    away.delete()
    closed = _slots(recruiter, during.lower, during.upper).filter(closed_why=ClosedWhy.ABSENCE)
    return [slot for slot in closed.filter(day__state=DayState.OPEN).order_by("pk") if _opened(slot)]


def _slots(recruiter: User, from_at: datetime, until: datetime) -> SlotQuerySet:
    return Slot.objects.of(recruiter).filter(starts_at__lt=until, ends_at__gt=from_at)


def _opened(slot: Slot) -> bool:
    """Another absence may still cover it."""
    try:
        open_slot(slot)
    except SomewhereElse:
        return False
    return True
