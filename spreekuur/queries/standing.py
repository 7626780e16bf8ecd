"""Where the holder of a link stands: what is booked, waited for or offered, asked, or looked at anew."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from candidates.models import FollowUp, FollowUpKind, Rejection
from candidates.queries.prepared import Given, Prepared
from spreekuur.models import Booking, BookingState, Offer, PlaceState, Reopening, WaitingPlace

WHOSE = Given("rejection")
ANYTHING = Prepared(
    lambda: Rejection.objects.filter(pk=WHOSE).values_list(
        Exists(Booking.objects.filter(rejection=OuterRef("pk"))),
        Exists(WaitingPlace.objects.live().filter(rejection=OuterRef("pk"))),
    )
)
LAST_BOOKING = Prepared(
    lambda: Booking.objects.filter(rejection=WHOSE).select_related("slot__recruiter", "slot__day").newest_first()[:1]
)
PLACE_IN_LINE = Prepared(lambda: WaitingPlace.objects.live().filter(rejection=WHOSE).select_related("day"))


@dataclass(frozen=True)
class Standing:
    """`last` is the newest booking, whatever became of it."""

    last: Booking | None
    place: WaitingPlace | None = None
    offer: Offer | None = None

    @property
    def booking(self) -> Booking | None:
        return self.last if self.last and self.last.is_live else None

    @property
    def talked(self) -> Booking | None:
        """The talk was held."""
        return self.last if self.last and self.last.state == BookingState.HELD else None


def standing(rejection: Rejection, now: datetime) -> Standing:
    """Most come for the first time: one question tells that there is nothing to look for."""
    was_booked, waits = ANYTHING.first(rejection=rejection.pk) or (False, False)
    last = LAST_BOOKING.first(rejection=rejection.pk) if was_booked else None
    if last and last.is_live:
        return Standing(last)
    place = PLACE_IN_LINE.first(rejection=rejection.pk) if waits else None
    return Standing(last, place, _offer_of(place, now))


def _offer_of(place: WaitingPlace | None, now: datetime) -> Offer | None:
    """One whose time is over is none, also when the clock has not rung yet."""
    if place is None or place.state != PlaceState.OFFERED:
        return None
    offers = Offer.objects.open().filter(place=place, until__gt=now)
    return offers.select_related("slot__recruiter", "slot__day").first()


def hears_anew(rejection: Rejection) -> Reopening | None:
    """A case that is looked at again, until its candidate heard what came of it: decided or not, it reads the same."""
    return Reopening.objects.unheard().filter(rejection=rejection).first()


def heard_anew(rejection: Rejection) -> bool:
    return Reopening.objects.told().filter(rejection=rejection).exists()


def request_of(rejection: Rejection) -> FollowUp | None:
    """What this candidate asked, where there is no spreekuur."""
    asked = FollowUp.objects.open().filter(rejection=rejection, kind=FollowUpKind.REQUEST)
    return asked.select_related("owner").first()
