"""Whom to ask whether a talk of the spreekuur was useful."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from candidates.models import About
from candidates.queries.questions import Since, asked, window
from spreekuur.models import BookingState, Talk
from spreekuur.rules.talks import Outcome

HELD = [outcome for outcome in Outcome if outcome not in (Outcome.NO_SHOW, Outcome.REOPENED)]


def talks_since(now: datetime, *, most: int) -> Since:
    """Held, and not looked at again: since the talk itself, whenever it was written down."""
    _first, last = window(now)
    unasked = ~Exists(asked(OuterRef("booking__rejection"), About.TALK))
    held = Talk.objects.filter(unasked, outcome__in=HELD, booking__state=BookingState.HELD, at__gt=_first)
    rows = held.filter(booking__slot__ends_at__lte=last).order_by("at")
    return list(rows.values_list("booking__rejection", "booking__slot__ends_at")[:most])
