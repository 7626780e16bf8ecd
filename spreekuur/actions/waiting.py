"""The waiting list of a full day: join, leave, say no to a moment that is offered."""

from datetime import datetime

from candidates.actions.again import in_one_go
from candidates.actions.retention import keep_after_talk_given_up, keep_for_talk
from candidates.models import Rejection
from candidates.queries.prepared import Given, Prepared
from spreekuur.actions.holding import Who, hold, last_talk, lock_slots
from spreekuur.actions.offers import end_offer, offer_next
from spreekuur.actions.refusals import AlreadyBooked, NoSuchDay, NotFull
from spreekuur.models import Booking, Day, Offer, OfferState, PlaceState, Slot, WaitingPlace
from spreekuur.rules.terms import bookable_from, local_day

LIVE_PLACE = Prepared(lambda: WaitingPlace.objects.live().filter(rejection=Given("rejection")))


def join(rejection: Rejection, *, day: int, language: str, who: Who, at: datetime) -> WaitingPlace:
    """A place in line for this day; one that was had for another day is given up. Asking again changes nothing."""
    return in_one_go(lambda: _join(rejection.pk, day, language, who, at))


def leave(rejection: Rejection, *, who: Who, at: datetime) -> WaitingPlace | None:
    return in_one_go(lambda: _leave(rejection.pk, who, at))


def decline(rejection: Rejection, *, who: Who, at: datetime) -> Offer | None:
    """Not this moment; the place in line stays."""
    return in_one_go(lambda: _decline(rejection.pk, who, at))


def stop_waiting(
    rejection: Rejection, *, state: PlaceState, at: datetime, booking: Booking | None = None
) -> WaitingPlace | None:
    """Of a held rejection. What was offered is accepted when it is the slot of the booking, else it is free again."""
    place = LIVE_PLACE.first(rejection=rejection.pk)
    if place is None:
        return None
    for offer in Offer.objects.open().filter(place=place):
        is_it = booking is not None and booking.slot_id == offer.slot_id
        end_offer(offer, OfferState.ACCEPTED if is_it else OfferState.DECLINED, at=at)
    place.state, place.ended_at, place.booking = state, at, booking
    place.save(update_fields=["state", "ended_at", "booking"])
    return place


def _join(pk: int, day_pk: int, language: str, who: Who, at: datetime) -> WaitingPlace:
    held = hold(pk)
    if held.live:
        raise AlreadyBooked
    known = WaitingPlace.objects.live().filter(rejection=held.rejection).first()
    if known and known.day_id == day_pk:
        return known
    day = Day.objects.open().from_day(local_day(at, who.terms)).filter(pk=day_pk).first()
    if day is None or not _still_to_come(day, who, at):
        raise NoSuchDay
    if Slot.objects.free(bookable_from(at, who.terms)).filter(day=day).exists():
        raise NotFull
    stop_waiting(held.rejection, state=PlaceState.LEFT, at=at)
    keep_for_talk(held.rejection, talk_on=day.date, organisation=who.organisation)
    return WaitingPlace.objects.create(
        rejection=held.rejection, link=who.link, day=day, language=language, joined_at=at
    )


def _still_to_come(day: Day, who: Who, at: datetime) -> bool:
    return Slot.objects.held().filter(day=day, starts_at__gt=bookable_from(at, who.terms)).exists()


def _leave(pk: int, who: Who, at: datetime) -> WaitingPlace | None:
    held = hold(pk)
    _pass_on(held.rejection, who, at)
    place = stop_waiting(held.rejection, state=PlaceState.LEFT, at=at)
    if place and held.live is None:
        keep_after_talk_given_up(
            held.rejection, talk_on=last_talk(held, who.terms), organisation=who.organisation, at=at
        )
    return place


def _decline(pk: int, who: Who, at: datetime) -> Offer | None:
    return _pass_on(hold(pk).rejection, who, at)


def _pass_on(rejection: Rejection, who: Who, at: datetime) -> Offer | None:
    """What is offered to this candidate goes to the next in line."""
    offered = Offer.objects.open().filter(place__rejection=rejection).values_list("slot", flat=True).first()
    if offered is None:
        return None
    slot = lock_slots(offered)[offered]
    offer = Offer.objects.open().filter(place__rejection=rejection, slot=slot).select_related("place").first()
    if offer is None:  # its time ran out meanwhile
        return None
    end_offer(offer, OfferState.DECLINED, at=at)
    offer.place.state = PlaceState.WAITING
    offer.place.save(update_fields=["state"])
    offer_next(slot, terms=who.terms, at=at)
    return offer
