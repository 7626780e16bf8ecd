"""Slots and the recruiter's time they take."""

from collections.abc import Iterable

from django.db import transaction

from candidates.actions.taken_time import SomewhereElse, Span, take_time
from candidates.models import TakenFor, User
from spreekuur.actions.refusals import NobodyThere, NoSuchDay
from spreekuur.models import ClosedWhy, Day, DayState, Offer, Slot, SlotState


class SlotIsBooked(Exception):
    """Somebody has this slot, or was offered it: cancel that first, so that they hear of it."""


def make_slots(day: Day, recruiter: User, spans: Iterable[Span], *, video_link: str = "") -> list[Slot]:
    """A quarter in which the recruiter is somewhere else is made closed, so that the page can say why."""
    return [_made(day, recruiter, span, video_link=video_link) for span in spans]


@transaction.atomic
def close_slot(slot: Slot, *, why: ClosedWhy = ClosedWhy.HAND) -> Slot:
    """Gives the time back. SlotIsBooked when somebody has it."""
    slot = locked_slot(slot.pk)
    if slot.state == SlotState.CLOSED:
        return slot
    if is_spoken_for(slot):
        raise SlotIsBooked
    return shut(slot, why=why)


def is_spoken_for(slot: Slot) -> bool:
    """Somebody has it, or was offered it."""
    return slot.bookings.live().exists() or Offer.objects.open().filter(slot=slot).exists()


@transaction.atomic
def open_slot(slot: Slot) -> Slot:
    """SomewhereElse when the recruiter's time is taken meanwhile, NoSuchDay when the day was cancelled, NobodyThere
    when the colleague left or has another role: their row is held, for who closes an account looks at these hours."""
    slot = locked_slot(slot.pk)
    if slot.day.state == DayState.CANCELLED:
        raise NoSuchDay
    if slot.state == SlotState.OPEN:
        return slot
    if not User.objects.recruiters().select_for_update(no_key=True).filter(pk=slot.recruiter_id).exists():
        raise NobodyThere
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
