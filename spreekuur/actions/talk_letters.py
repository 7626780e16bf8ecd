"""The mails about one talk: confirmed, moved, cancelled, and the reminders before it. Each called in a transaction."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from candidates.actions.links import link_for
from candidates.models import Letter, Organisation, User
from candidates.models.letter import LetterQuerySet
from candidates.rules.words import moment_for_candidate
from spreekuur.letters import TalkDraft, TalkLetter, write_to_candidate
from spreekuur.models import Booking, BookingState, EndedWhy, Slot, terms_of
from spreekuur.papers import appointment
from spreekuur.queries.choosing import free_slots
from spreekuur.rules.reminders import Reminder, next_ring, reminder_due
from spreekuur.rules.terms import OFFERED_INSTEAD

NEVER_BOOKED = (EndedWhy.UNDONE, EndedWhy.FORGOTTEN)  # nobody is written who never heard, or wished to hear no more


def tell(pk: int, organisation: Organisation, at: datetime) -> bool:
    booking = _bookings().filter(pk=pk, pk__in=Booking.objects.to_tell()).first()
    if booking is None:  # another worker has it
        return False
    booking.told_sequence = booking.sequence
    booking.save(update_fields=["told_sequence"])
    lettersabout(booking).unsent().delete()  # what is not true any more
    kind = _what_to_tell(booking, at)
    if kind is None:
        return False
    draft = about(booking, kind, organisation, at, suffix="", calendar=True)
    write_to_candidate(draft, organisation=organisation, at=at)
    return True


def _what_to_tell(booking: Booking, at: datetime) -> TalkLetter | None:
    """None: nobody to write to, the moment has passed, or the candidate did and undid it before we said a word."""
    if not booking.rejection.candidate.email or booking.slot.starts_at <= at or booking.ended_why in NEVER_BOOKED:
        return None
    was_told = lettersabout(booking).exists()
    if booking.state == BookingState.BOOKED:
        return TalkLetter.MOVED if was_told else TalkLetter.BOOKED
    if booking.ended_why == EndedWhy.CANDIDATE and not was_told:
        return None
    return TalkLetter.DAY_CANCELLED if booking.ended_why == EndedWhy.DAY else TalkLetter.CANCELLED


def lettersabout(booking: Booking) -> LetterQuerySet:
    """Of this appointment, over all its moves."""
    return Letter.objects.filter(rejection=booking.rejection_id, key__startswith=f"talk/{booking.uid}/")


def remind(pk: int, organisation: Organisation, at: datetime) -> bool:
    booking = _bookings().filter(pk=pk, pk__in=Booking.objects.ringing(at)).first()
    if booking is None:
        return False
    starts_at, zone = booking.slot.starts_at, organisation.zone_info
    which = reminder_due(starts_at, booked_at=booking.booked_at, now=at, zone=zone)
    booking.ring_at = next_ring(starts_at, booked_at=booking.booked_at, now=at, zone=zone)
    is_new = _note(booking, which, at)
    booking.save(update_fields=["ring_at", "day_reminded_at", "hour_reminded_at"])
    if which is None or not is_new or not booking.rejection.candidate.email:
        return False
    draft = about(booking, TalkLetter.REMIND, organisation, at, suffix=f"/{which}")
    write_to_candidate(draft, organisation=organisation, at=at)
    return True


def _note(booking: Booking, which: Reminder | None, at: datetime) -> bool:
    """Whether it was not said before."""
    if which is None or getattr(booking, f"{which}_reminded_at"):
        return False
    setattr(booking, f"{which}_reminded_at", at)
    return True


def about(
    booking: Booking, kind: TalkLetter, organisation: Organisation, at: datetime, *, suffix: str, calendar: bool = False
) -> TalkDraft:
    with translation.override(booking.language):
        words = {"booking": booking, "slot": booking.slot} | in_words(booking.slot, organisation)
        if kind in (TalkLetter.CANCELLED, TalkLetter.DAY_CANCELLED, TalkLetter.NEXT):
            words["free"] = _next_free(organisation, at)
        if kind is TalkLetter.MOVED:
            words["instead_of"] = _same_moment_with(booking)
        paper = appointment(booking, organisation) if calendar else ""
    return TalkDraft(
        key=f"talk/{booking.uid}/{booking.sequence}{suffix}",
        kind=kind,
        rejection=booking.rejection,
        writer=_writer(booking),
        language=booking.language,
        link=link_for(booking.rejection, at=at),
        words=words,
        calendar=paper,
    )


def _same_moment_with(booking: Booking) -> User | None:
    """Who would have been there, when only the colleague is another."""
    before = booking.moved_from
    same = before is not None and before.slot.starts_at == booking.slot.starts_at
    return before.slot.recruiter if before and same else None


def _writer(booking: Booking) -> User:
    """Who holds the talk; who decided, when that colleague does not work here any more."""
    holder, decided = booking.slot.recruiter, booking.rejection.recruiter
    return holder if holder.is_active or not decided.is_active else decided


def in_words(slot: Slot, organisation: Organisation) -> dict[str, Any]:
    return {"moment": moment_for_candidate(slot.starts_at, organisation.zone_info)}


def _next_free(organisation: Organisation, at: datetime) -> list[str]:
    """The first moments that can be chosen now, in words."""
    free = sorted(free_slots(at, terms_of(organisation)), key=lambda slot: (slot.starts_at, slot.pk))
    moments = list(dict.fromkeys(slot.starts_at for slot in free))
    return [moment_for_candidate(moment, organisation.zone_info) for moment in moments[:OFFERED_INSTEAD]]


def _bookings() -> QuerySet[Booking]:
    with_all = (
        "slot__recruiter", "slot__day", "rejection__candidate", "rejection__recruiter", "moved_from__slot__recruiter",
    )  # fmt: skip
    return Booking.objects.select_for_update(skip_locked=True, of=("self",)).select_related(*with_all)
