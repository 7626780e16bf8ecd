"""A moment that came free goes to the first in line, for a while; then to the next."""

from datetime import datetime

from candidates.models import Letter, LetterState, Rejection
from candidates.queries.prepared import Given, Prepared
from spreekuur.models import Offer, OfferState, PlaceState, Slot, WaitingPlace
from spreekuur.rules.terms import Terms
from spreekuur.rules.waiting import offer_until

TO_ANOTHER = Prepared(
    lambda: (
        Offer.objects.open().filter(slot=Given("slot")).exclude(place__rejection=Given("rejection")).values_list("pk")
    )
)


def offer_next(slot: Slot, *, terms: Terms, at: datetime) -> Offer | None:
    """Of a slot that is locked and free. None: nobody waits, or there is no time left to ask; then it is simply free.

    Whoever had this moment on offer before is not asked twice.
    """
    until = offer_until(at, slot.starts_at, terms)
    if until is None or not slot.is_held:
        return None
    in_line = WaitingPlace.objects.waiting().filter(day=slot.day_id).exclude(offers__slot=slot).first_first()
    place = in_line.select_for_update(skip_locked=True, of=("self",)).first()
    if place is None:
        return None
    place.state = PlaceState.OFFERED
    place.save(update_fields=["state"])
    return Offer.objects.create(place=place, slot=slot, made_at=at, until=until)


def is_offered_to_another(slot: Slot, rejection: Rejection) -> bool:
    return bool(TO_ANOTHER(slot=slot.pk, rejection=rejection.pk))


def lapse(offer: Offer, *, at: datetime) -> Offer:
    """No answer in time. Who never got the mail keeps the place in line; the moment goes to the next all the same."""
    mail_left, place = _mail_left(offer), offer.place
    end_offer(offer, OfferState.LAPSED, at=at)
    if mail_left:
        place.state, place.ended_at = PlaceState.LAPSED, at
    else:
        place.state = PlaceState.WAITING
    place.save(update_fields=["state", "ended_at"])
    return offer


def withdraw(offer: Offer, *, at: datetime) -> Offer:
    """The moment is gone; the place in line is not."""
    offer.place.state = PlaceState.WAITING
    offer.place.save(update_fields=["state"])
    return end_offer(offer, OfferState.WITHDRAWN, at=at)


def end_offer(offer: Offer, state: OfferState, *, at: datetime) -> Offer:
    offer.state, offer.ended_at = state, at
    offer.save(update_fields=["state", "ended_at"])
    if offer.letter_id:
        Letter.objects.filter(pk=offer.letter_id).unsent().delete()  # nobody is asked any more
    return offer


def _mail_left(offer: Offer) -> bool:
    return offer.letter is not None and offer.letter.state == LetterState.SENT
