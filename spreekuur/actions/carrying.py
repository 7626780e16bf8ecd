"""The organisation cancelled a day that people waited for: they keep their place for the next one, and are told once.

In one transaction: who waits for a cancelled day was not told yet, who waits for another day was.
"""

from datetime import datetime
from functools import partial

from django.utils import translation

from candidates.actions.again import in_one_go
from candidates.actions.links import link_for
from candidates.actions.retention import keep_for_talk
from candidates.models import Organisation
from candidates.rules.words import day_in_words
from spreekuur.actions.holding import hold
from spreekuur.actions.refusals import NotForYou
from spreekuur.letters import TalkDraft, TalkLetter, write_to_candidate
from spreekuur.models import Day, DayState, PlaceState, WaitingPlace, terms_of
from spreekuur.queries.choosing import open_days

BATCH = 200


def carry_over_waiting(organisation: Organisation, *, now: datetime) -> int:
    """Each place in a transaction of its own, the first in line first. Answers how many people it was about."""
    stranded = WaitingPlace.objects.waiting().filter(day__state=DayState.CANCELLED).first_first()
    rows = list(stranded.values_list("pk", "rejection")[:BATCH])
    return sum(in_one_go(partial(_carry, *row, organisation, now)) for row in rows)


def _carry(pk: int, rejection: int, organisation: Organisation, now: datetime) -> bool:
    try:
        held = hold(rejection)
    except NotForYou:
        return False
    places = WaitingPlace.objects.waiting().select_for_update(of=("self",)).select_related("day")
    place = places.filter(pk=pk, day__state=DayState.CANCELLED).first()
    if place is None:  # left, or carried by another clock
        return False
    cancelled, place.rejection = place.day, held.rejection
    following = _next_after(cancelled, organisation, now=now)
    if following is None:
        place.state, place.ended_at = PlaceState.OVER, now
    else:
        place.day = following
        keep_for_talk(held.rejection, talk_on=following.date, organisation=organisation)
    place.save(update_fields=["state", "ended_at", "day"])
    _tell(place, cancelled, organisation, now=now)
    return True


def _next_after(cancelled: Day, organisation: Organisation, *, now: datetime) -> Day | None:
    ahead = open_days(now, terms_of(organisation))
    return next((day for day in ahead if day.date > cancelled.date), None)


def _tell(place: WaitingPlace, cancelled: Day, organisation: Organisation, *, now: datetime) -> None:
    about = place.rejection
    if not about.candidate.email:
        return
    keeps = place.state == PlaceState.WAITING
    with translation.override(place.language):
        words = {"cancelled": day_in_words(cancelled.date), "following": day_in_words(place.day.date) if keeps else ""}
    draft = TalkDraft(
        key=f"line/{place.pk}/{cancelled.pk}",
        kind=TalkLetter.LINE,
        rejection=about,
        writer=about.recruiter,
        language=place.language,
        link=link_for(about, at=now),
        words=words,
    )
    write_to_candidate(draft, organisation=organisation, at=now)
