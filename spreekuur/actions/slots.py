"""Slots and the recruiter's time they take. The database says that nobody is in two places; we say it kindly."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from candidates.models import TakenFor, TakenTime, User
from spreekuur.actions.refusals import NoSuchDay
from spreekuur.models import ClosedWhy, Day, DayState, Offer, Slot, SlotState

Span = tuple[datetime, datetime]
NOWHERE_TWICE = "nobody_in_two_places"


class SomewhereElse(Exception):
    """The recruiter has another appointment then."""


class SlotIsBooked(Exception):
    """Somebody has this slot, or was offered it: cancel that first, so that they hear of it."""


def take_time(recruiter: User, span: Span, *, why: TakenFor) -> TakenTime:
    """In a transaction of the caller, which goes on when this recruiter is somewhere else.

    One after the other for one recruiter: two who insert at the same instant would wait for each other.
    """
    User.objects.select_for_update(no_key=True).get(pk=recruiter.pk)
    try:
        with transaction.atomic():
            return TakenTime.objects.create(recruiter=recruiter, during=DateTimeTZRange(*span), taken_for=why)
    except IntegrityError as clash:
        if constraint_of(clash) != NOWHERE_TWICE:
            raise
        raise SomewhereElse from clash


def constraint_of(clash: IntegrityError) -> str:
    """Which promise of the database was broken."""
    diagnosis = getattr(clash.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def make_slots(day: Day, recruiter: User, spans: Iterable[Span], *, video_link: str = "") -> list[Slot]:
    """A quarter in which the recruiter is somewhere else is made closed, so that the page can say why."""
    return [_made(day, recruiter, span, video_link=video_link) for span in spans]


@transaction.atomic
def close_slot(slot: Slot, *, why: ClosedWhy = ClosedWhy.HAND) -> Slot:
    """Gives the time back. SlotIsBooked when somebody has it."""
    slot = locked_slot(slot.pk)
    if slot.state == SlotState.CLOSED:
        return slot
    if slot.bookings.live().exists() or Offer.objects.open().filter(slot=slot).exists():
        raise SlotIsBooked
    return shut(slot, why=why)


@transaction.atomic
def open_slot(slot: Slot) -> Slot:
    """SomewhereElse when the recruiter's time is taken meanwhile, NoSuchDay when the day was cancelled."""
    slot = locked_slot(slot.pk)
    if slot.day.state == DayState.CANCELLED:
        raise NoSuchDay
    if slot.state == SlotState.OPEN:
        return slot
    slot.taken_time = take_time(slot.recruiter, (slot.starts_at, slot.ends_at), why=TakenFor.SLOT)
    slot.state, slot.closed_why = SlotState.OPEN, ""
    slot.save(update_fields=["state", "closed_why", "taken_time"])
    return slot


def locked_slot(pk: int) -> Slot:
    """Nobody books, offers or closes it meanwhile. Always after the rejection; several in the order of their key."""
    return Slot.objects.select_for_update(no_key=True, of=("self",)).select_related("day", "recruiter").get(pk=pk)


def shut(slot: Slot, *, why: ClosedWhy) -> Slot:
    """Of a slot that is locked and has no live booking."""
    taken = slot.taken_time
    slot.state, slot.closed_why, slot.taken_time = SlotState.CLOSED, why, None
    slot.save(update_fields=["state", "closed_why", "taken_time"])
    if taken is not None:
        taken.delete()
    return slot


def _made(day: Day, recruiter: User, span: Span, *, video_link: str) -> Slot:
    slot = Slot(day=day, recruiter=recruiter, starts_at=span[0], ends_at=span[1], video_link=video_link)
    try:
        slot.taken_time = take_time(recruiter, span, why=TakenFor.SLOT)
    except SomewhereElse:
        slot.state, slot.closed_why = SlotState.CLOSED, ClosedWhy.BUSY
    slot.save()
    return slot
