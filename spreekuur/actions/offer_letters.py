"""The mails that offer a moment: to the first in line, and once to somebody who did not come."""

from datetime import datetime

from django.utils import translation

from candidates.actions.links import link_for
from candidates.models import Organisation
from candidates.rules.words import moment_for_candidate
from spreekuur.actions.talk_letters import about, in_words
from spreekuur.letters import TalkDraft, TalkLetter, write_to_candidate
from spreekuur.models import Booking, Offer, Talk, terms_of
from spreekuur.queries.choosing import free_slots


def offer(pk: int, organisation: Organisation, at: datetime) -> bool:
    with_all = ("slot__recruiter", "slot__day", "place__rejection__candidate")
    waiting = Offer.objects.to_tell().select_for_update(skip_locked=True, of=("self",)).select_related(*with_all)
    row = waiting.filter(pk=pk, until__gt=at).first()
    if row is None or not row.place.rejection.candidate.email:
        return False
    zone, language = organisation.zone_info, row.place.language
    with translation.override(language):
        words = {"slot": row.slot, "until": moment_for_candidate(row.until, zone)} | in_words(row.slot, organisation)
    draft = TalkDraft(
        key=f"offer/{row.pk}",
        kind=TalkLetter.OFFER,
        rejection=row.place.rejection,
        writer=row.slot.recruiter,
        language=language,
        link=link_for(row.place.rejection, at=at),
        words=words,
    )
    row.letter = write_to_candidate(draft, organisation=organisation, at=at)
    row.save(update_fields=["letter"])
    return True


def after_no_show(pk: int, organisation: Organisation, at: datetime) -> bool:
    """Once, when there is something to choose from; not to who has a new moment already."""
    with_all = ("booking__slot__recruiter", "booking__slot__day", "booking__rejection__candidate")
    talks = Talk.objects.no_shows_to_offer().select_for_update(skip_locked=True, of=("self",))
    talk = talks.select_related(*with_all).filter(pk=pk).first()
    if talk is None or not free_slots(at, terms_of(organisation)):
        return False
    talk.next_offered_at = at
    talk.save(update_fields=["next_offered_at"])
    booking = talk.booking
    has_another = Booking.objects.live().filter(rejection=booking.rejection_id).exists()
    if has_another or booking.rejection.is_taken_back or not booking.rejection.candidate.email:
        return False
    write_to_candidate(
        about(booking, TalkLetter.NEXT, organisation, at, suffix="/next"), organisation=organisation, at=at
    )
    return True
