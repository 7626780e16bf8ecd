"""Of the spreekuur what a candidate reads on their own page: the talk that was held, and what was said in it."""

from datetime import datetime

from spreekuur.models import Booking, Talk
from spreekuur.queries.choosing import choice
from spreekuur.queries.standing import Standing
from spreekuur.rules.terms import Terms


def held_talk(standing: Standing) -> Talk | None:
    """As the recruiter wrote it down; what came of it is no line of this page."""
    booking: Booking | None = standing.talked
    return Talk.objects.held().filter(booking=booking).select_related("by").first() if booking else None


def may_choose(now: datetime, terms: Terms) -> bool:
    """There is a spreekuur to choose from."""
    return choice(now, terms).is_there
