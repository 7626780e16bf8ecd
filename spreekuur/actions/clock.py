"""What the ring does: days ahead, offers that ran out, moments that came free. Ringing twice does nothing twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from candidates.actions.again import in_one_go
from candidates.models import Organisation
from spreekuur.actions.days import make_days
from spreekuur.actions.offers import lapse, offer_next
from spreekuur.models import Offer, PlaceState, Slot, WaitingPlace, terms_of
from spreekuur.rules.terms import Terms, bookable_from, local_day

BATCH = 200
Slots = QuerySet[Any, int]


@dataclass(frozen=True)
class Rung:
    days: int
    lapsed: int
    offered: int

    def __str__(self) -> str:
        return f"{self.days} days made, {self.lapsed} offers ran out, {self.offered} made"


def watch_spreekuur(now: datetime) -> Rung:
    organisation = Organisation.objects.current()
    if organisation.set_up_at is None:
        return Rung(0, 0, 0)
    terms = terms_of(organisation)
    made = make_days(now, organisation)
    lapsed = _for_each(Offer.objects.over(now).order_by("until").values_list("slot", flat=True), _lapse, terms, now)
    _end_waiting_for_the_past(terms, now=now)
    offered = _for_each(_free_with_a_line(terms, now), _offer, terms, now)
    return Rung(len(made), lapsed, offered)


def _for_each(slots: Slots, act: Callable[[int, Terms, datetime], bool], terms: Terms, now: datetime) -> int:
    """Each slot in a transaction of its own: one that fails holds up nobody."""
    return sum(in_one_go(partial(act, pk, terms, now)) for pk in slots[:BATCH])


def _lapse(slot_pk: int, terms: Terms, now: datetime) -> bool:
    slot = Slot.objects.select_for_update(no_key=True).get(pk=slot_pk)
    offers = Offer.objects.over(now).filter(slot=slot).select_related("place", "letter")
    offer = offers.select_for_update(of=("self", "place")).first()
    if offer is None:  # answered meanwhile
        return False
    lapse(offer, at=now)
    offer_next(slot, terms=terms, at=now)
    return True


def _free_with_a_line(terms: Terms, now: datetime) -> Slots:
    waited_for = WaitingPlace.objects.waiting().values("day")
    free = Slot.objects.free(bookable_from(now, terms)).filter(day__in=waited_for)
    return free.in_order().values_list("pk", flat=True)


def _offer(slot_pk: int, terms: Terms, now: datetime) -> bool:
    slot = Slot.objects.select_for_update(no_key=True).get(pk=slot_pk)
    if not Slot.objects.free(bookable_from(now, terms)).filter(pk=slot_pk).exists():
        return False
    return offer_next(slot, terms=terms, at=now) is not None


@transaction.atomic
def _end_waiting_for_the_past(terms: Terms, *, now: datetime) -> int:
    past = WaitingPlace.objects.live().filter(day__date__lt=local_day(now, terms))
    return past.update(state=PlaceState.OVER, ended_at=now)
