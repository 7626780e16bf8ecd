"""The talent pool writes: a personal message by a recruiter, and by the clock the question whether it may go on."""

from datetime import datetime

from django.db import transaction

from candidates.actions.links import link_for
from candidates.actions.remembered import remembered_person
from candidates.letters.composing import Composed
from candidates.letters.privacy_letters import PersonLetter, write_to_person
from candidates.models import Candidate, Consent, Letter, Organisation, User
from candidates.queries.data_requests import rejection_to_write_from
from candidates.queries.talent_pool import consent_of
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.talent_pool import ask_again_up_to

BATCH = 200


class NotInPool(Exception):
    """The consent ended meanwhile, or there is no address to write to."""


class ShownAnother(Exception):
    """The mail on the screen is not the one that would leave now."""


def message_to(candidate: Candidate, words: str, *, by: User, organisation: Organisation) -> Composed:
    """As it will leave. Raises NotInPool for whom no mail can reach."""
    return _letter(candidate, by, organisation).message(words)


@transaction.atomic
def write_to_pool(
    candidate: Candidate, words: str, *, seen: str, by: User, organisation: Organisation, at: datetime
) -> Letter:
    """Goes out as it was `seen`, and only as long as the candidate says yes (letters/guards asks again)."""
    person = remembered_person(candidate.pk)
    consent = consent_of(person, at.astimezone(organisation.zone_info).date())
    if consent is None:
        raise NotInPool
    letter = _letter(person, by, organisation)
    mail = letter.message(words)
    if mail.digest != seen:
        raise ShownAnother
    number = Letter.objects.filter(candidate=person, kind=LetterKind.TALENT_POOL).count() + 1
    key, link = f"{LetterKind.TALENT_POOL}/{person.pk}/{number}", link_for(letter.rejection, at=at)
    return write_to_person(mail, letter, key=key, kind=LetterKind.TALENT_POOL, link=link, at=at)


def ask_consents_again(now: datetime) -> int:
    """A month before a consent ends, once. How many were asked."""
    organisation, asked = Organisation.objects.current(), 0
    today = now.astimezone(organisation.zone_info).date()
    due = Consent.objects.to_ask_again(today=today, before=ask_again_up_to(today))
    for pk in list(due.order_by("until", "pk").values_list("pk", flat=True)[:BATCH]):
        asked += _ask_again(pk, organisation, at=now)
    return asked


@transaction.atomic
def _ask_again(pk: int, organisation: Organisation, *, at: datetime) -> bool:
    """Who cannot be written to counts as asked: it ends by itself on its last day."""
    rows = Consent.objects.filter(ended_at=None, asked_again_at=None).select_related("candidate")
    people = Candidate.objects.select_for_update(no_key=True, skip_locked=True)  # first, as forgetting does
    if not people.filter(consents=pk, anonymised_at=None).exists():
        return False
    consent = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if consent is None:
        return False
    consent.asked_again_at = at
    consent.save(update_fields=["asked_again_at"])
    about = rejection_to_write_from(consent.candidate)
    if about is None or not consent.candidate.email:
        return False
    letter = PersonLetter(about, about.recruiter, organisation)
    mail = letter.ask_again(until=consent.until, work=consent.work)
    key, link = f"{LetterKind.CONSENT_AGAIN}/{consent.pk}", link_for(about, at=at)
    write_to_person(mail, letter, key=key, kind=LetterKind.CONSENT_AGAIN, link=link, at=at)
    return True


def _letter(candidate: Candidate, by: User, organisation: Organisation) -> PersonLetter:
    about = rejection_to_write_from(candidate)
    if about is None or not candidate.email:
        raise NotInPool
    return PersonLetter(about, by, organisation)
