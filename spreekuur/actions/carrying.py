"""The organisation cancelled a day that people waited for: they keep their place for the next one, and are told once.

In one transaction: who waits for a cancelled day was not told yet, who waits for another day was.
"""

from datetime import datetime

from django.utils import translation

from candidates.actions.links import link_for
from candidates.actions.retention import keep_for_talk
from candidates.models import Organisation
from candidates.rules.words import day_in_words
from spreekuur.actions.holding import hold
from spreekuur.actions.refusals import NotForYou
from spreekuur.letters import TalkDraft, TalkLetter, write_to_candidate
from spreekuur.models import Day, PlaceState, WaitingPlace, terms_of
from spreekuur.queries.choosing import next_day_after


def carry_over(pk: int, organisation: Organisation, at: datetime) -> bool:
    """False when there is nothing to say: somebody left, was carried already, or has no address."""
    rejection = WaitingPlace.objects.stranded().filter(pk=pk).values_list("rejection", flat=True).first()
    if rejection is None:
        return False
    try:
        held = hold(rejection)
    except NotForYou:
        return False
    place = WaitingPlace.objects.stranded().select_for_update(of=("self",)).select_related("day").filter(pk=pk).first()
    if place is None:
        return False
    cancelled, place.rejection = place.day, held.rejection
    following = next_day_after(cancelled.date, now=at, terms=terms_of(organisation))
    if following is None:
        place.state, place.ended_at = PlaceState.OVER, at
    else:
        place.day = following
        keep_for_talk(held.rejection, talk_on=following.date, organisation=organisation)
    place.save(update_fields=["state", "ended_at", "day"])
    return _tell(place, cancelled, organisation, at=at)


def _tell(place: WaitingPlace, cancelled: Day, organisation: Organisation, *, at: datetime) -> bool:
    about = place.rejection
    if not about.candidate.email:
        return False
    keeps = place.state == PlaceState.WAITING
    with translation.override(place.language):
        words = {"cancelled": day_in_words(cancelled.date), "following": day_in_words(place.day.date) if keeps else ""}
    draft = TalkDraft(
        key=f"line/{place.pk}/{cancelled.pk}",
        kind=TalkLetter.LINE,
        rejection=about,
        writer=about.recruiter,
        language=place.language,
        link=link_for(about, at=at),
        words=words,
    )
    write_to_candidate(draft, organisation=organisation, at=at)
    return True
