"""What everybody who changes an appointment does first: lock, in one order, and look what is there.

The rejection, then slots in the order of their key, then what hangs on them.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from candidates.actions.agreed_talks import day_by_hand
from candidates.models import Deadline, Link, Organisation, Rejection, User
from candidates.queries.prepared import Given, Prepared
from spreekuur.actions.refusals import NotForYou
from spreekuur.models import Booking, BookingState, EndedWhy, Slot, WaitingPlace, terms_of
from spreekuur.models.booking import BookingQuerySet
from spreekuur.rules.terms import Terms, local_day

A_DAY = timedelta(days=1)

REJECTION = Prepared(lambda: Rejection.objects.select_for_update(no_key=True).filter(pk=Given("pk")))
IT = OuterRef("pk")
HANGING = Prepared(
    lambda: Rejection.objects.filter(pk=Given("pk")).values_list(
        Exists(Booking.objects.filter(rejection=IT)),
        Exists(Deadline.objects.open().to_talk().filter(rejection=IT)),
        Exists(WaitingPlace.objects.live().filter(rejection=IT)),
    )
)
BOOKINGS = Prepared(lambda: Booking.objects.filter(rejection=Given("rejection")).newest_first())
ONE_OR_TWO_SLOTS = Prepared(
    lambda: (
        Slot.objects.select_for_update(no_key=True, of=("self",))
        .select_related("day", "recruiter")
        .filter(pk__in=[Given("one"), Given("other")])
        .order_by("pk")
    )
)


@dataclass(frozen=True)
class Who:
    """By link; or `by` a colleague on behalf of a caller, who is held to no cut-off and no number of moves."""

    organisation: Organisation
    link: Link | None = None
    by: User | None = None

    @property
    def terms(self) -> Terms:
        return terms_of(self.organisation)


@dataclass(frozen=True)
class Held:
    """A rejection that nobody else changes meanwhile, with all its bookings, the newest first.

    Whether a talk is owed, and whether it waits in line, so that most need not look further.
    """

    rejection: Rejection
    bookings: list[Booking]
    owes_talk: bool
    waits: bool

    @property
    def live(self) -> Booking | None:
        return next((booking for booking in self.bookings if booking.is_live), None)

    def made_with(self, key: uuid.UUID) -> Booking | None:
        return next((booking for booking in self.bookings if booking.key == key), None)

    def made_since(self, moment: datetime) -> int:
        return sum(booking.booked_at > moment for booking in self.bookings)


def hold(rejection_pk: int) -> Held:
    """NotForYou when the decision does not stand any more, or was forgotten meanwhile."""
    (rejection,) = REJECTION(pk=rejection_pk)
    if rejection.is_taken_back or rejection.forgotten_at is not None:
        raise NotForYou
    ((was_booked, owes_talk, waits),) = HANGING(pk=rejection_pk)
    bookings = BOOKINGS(rejection=rejection_pk) if was_booked else []
    return Held(rejection, bookings, owes_talk=owes_talk, waits=waits)


def last_talk(held: Held, terms: Terms) -> date | None:
    """The day of a talk that was held, or waited for in vain: giving up a later one never shortens what it keeps.
    Nor does it shorten what a talk outside the spreekuur keeps."""
    was = held.rejection.bookings.taking_their_slot().order_by("-slot__starts_at")
    began = was.values_list("slot__starts_at", flat=True).first()
    days = [local_day(began, terms) if began else None, day_by_hand(held.rejection, terms.zone)]
    return max((day for day in days if day), default=None)


def lock_slots(one: int, other: int | None = None) -> dict[int, Slot]:
    """A key that is gone is not in the answer."""
    rows = ONE_OR_TWO_SLOTS(one=one, other=one if other is None else other)
    return {slot.pk: slot for slot in rows}


def lock_people(booked: BookingQuerySet) -> set[int]:
    """The rejections of these bookings. Who came in between is not among them: then LookAgain."""
    rows = Rejection.objects.select_for_update(no_key=True).filter(
        pk__in=list(booked.values_list("rejection", flat=True))
    )
    return set(rows.order_by("pk").values_list("pk", flat=True))


def end(booking: Booking, *, why: EndedWhy, by: User | None, at: datetime) -> Booking:
    """Of a booking whose rejection and slot are locked. The calendar file hears of it by the higher number."""
    booking.state, booking.ended_why, booking.ended_by = BookingState.CANCELLED, why, by
    booking.ended_at, booking.ring_at, booking.sequence = at, None, booking.sequence + 1
    booking.save(update_fields=["state", "ended_why", "ended_by", "ended_at", "ring_at", "sequence"])
    return booking
