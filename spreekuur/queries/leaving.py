"""What a recruiter still has in the spreekuur: who must be taken over, and what is simply closed, when they go."""

from dataclasses import dataclass
from datetime import datetime

from candidates.models import CallMoment, Deadline, User
from spreekuur.models import Booking, Offer, Slot


@dataclass(frozen=True)
class Ahead:
    """Moments only, without names: who arranges the accounts of colleagues sees no candidates."""

    talks: list[datetime]
    calls: list[datetime]  # chosen or agreed; they go with the promises
    free: int
    offered: int
    unreachable: int  # talks of people without a mail address: nothing tells them
    unwritten: int  # talks that began, of which nobody wrote down how they went

    @property
    def is_there(self) -> bool:
        return bool(self.talks or self.calls or self.free or self.offered)


def ahead_of(recruiter: User, *, now: datetime) -> Ahead:
    booked = Booking.objects.live().of(recruiter)
    talks = booked.filter(slot__starts_at__gt=now).order_by("slot__starts_at")
    offered = Offer.objects.open().filter(slot__recruiter=recruiter, slot__starts_at__gt=now).count()
    empty = Slot.objects.open().of(recruiter).filter(starts_at__gt=now).exclude(bookings__in=booked)
    return Ahead(
        talks=list(talks.values_list("slot__starts_at", flat=True)),
        calls=_calls(recruiter, now=now),
        free=empty.count() - offered,
        offered=offered,
        unreachable=talks.filter(rejection__candidate__email="").count(),
        unwritten=booked.filter(slot__starts_at__lte=now).count(),
    )


def _calls(recruiter: User, *, now: datetime) -> list[datetime]:
    """What a candidate chose by link, and talks agreed on by hand; those in a slot stand among the talks."""
    chosen = CallMoment.objects.filter(recruiter=recruiter, given_up_at=None, starts_at__gt=now)
    agreed = Deadline.objects.open().to_talk().of(recruiter).filter(agreed_for__gt=now)
    by_hand = agreed.exclude(rejection__bookings__in=Booking.objects.live())
    moments = [*chosen.values_list("starts_at", flat=True), *by_hand.values_list("agreed_for", flat=True)]
    return sorted(moment for moment in moments if moment)
