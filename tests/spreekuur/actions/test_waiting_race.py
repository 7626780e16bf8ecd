"""The clock rings at the very moment that somebody leaves the line: what they did stands."""

import threading
import time
from datetime import datetime, timedelta
from datetime import time as at_clock

import pytest
from django.db import connection, transaction

from spreekuur.actions.bookings import cancel
from spreekuur.actions.clock import watch_spreekuur
from spreekuur.actions.holding import hold
from spreekuur.actions.waiting import join, stop_waiting
from spreekuur.models import Offer, PlaceState, Slot, WaitingPlace
from spreekuur.rules.rhythm import Hours
from tests import cast, spreekuur_cast
from tests.spreekuur_cast import NOW, booked, who

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_an_offer_that_was_answered_does_not_lapse() -> None:
    cast.hospital()
    thursday = spreekuur_cast.day(hours=Hours(at_clock(13), at_clock(13, 15), 15))
    lotte, youssef = spreekuur_cast.rejection("Lotte Smit"), spreekuur_cast.rejection()
    booked(lotte, Slot.objects.get())
    join(youssef, day=thursday.pk, language="nl", who=who(youssef), at=NOW)
    cancel(lotte, who=who(lotte), at=NOW)
    late = Offer.objects.get().until + timedelta(seconds=1)
    clock = threading.Thread(target=_ring, args=[late])
    with transaction.atomic():
        stop_waiting(hold(youssef.pk).rejection, state=PlaceState.LEFT, at=late)
        clock.start()
        time.sleep(0.7)  # the clock found the offer open, and waits for us
    clock.join(timeout=30)
    assert (Offer.objects.get().state, WaitingPlace.objects.get().state) == ("declined", "left")


def _ring(now: datetime) -> None:
    try:
        watch_spreekuur(now)
    finally:
        connection.close()
