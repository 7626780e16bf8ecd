"""The right person, and only once: asked before a letter goes, and once more between its text and the final dot."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from candidates.models import Candidate, Consent, Letter, LetterState, Organisation, Rejection, User
from candidates.rules.addresses import is_pretend
from candidates.rules.letter_kinds import OF_THE_PERSON, WITH_CONSENT
from candidates.rules.marks import has_mark
from candidates.rules.replies import ADDRESS_CHANGED, DEMO, NO_ACCOUNT, NO_CONSENT, NO_LINK, TAKEN_BACK


def objection(letter: Letter, organisation: Organisation) -> str | None:
    """Why this letter may not go as it is, in a word of rules/replies; None when it may."""
    if letter.user is not None and not letter.user.is_active:
        return NO_ACCOUNT
    if letter.candidate is not None and letter.address != letter.candidate.email:
        return ADDRESS_CHANGED
    if letter.candidate is not None and _is_over(letter):
        return TAKEN_BACK
    if letter.kind in WITH_CONSENT and not _wants_to_be_kept(letter):
        return NO_CONSENT
    if not _link_is_right(letter):
        return NO_LINK
    if organisation.is_demo and not _may_be_shown(letter):
        return DEMO
    return None


def fence(letter: Letter, *, clock: Callable[[], datetime]) -> bool:
    """The last word before the dot: still mine, still in time, still the address of this person. Committed at once."""
    right_person = Exists(Candidate.objects.filter(pk=OuterRef("candidate"), email=OuterRef("address")))
    mine = Letter.objects.filter(
        Q(candidate=None) | right_person,
        pk=letter.pk,
        token=letter.token,
        state=LetterState.SENDING,
        lease_until__gt=Now(),
    )
    return mine.update(handed_over_at=clock()) == 1


def _is_over(letter: Letter) -> bool:
    """A mail written after the decision was reopened knows of it."""
    rejection: Rejection | None = letter.rejection
    if rejection is None or letter.kind in OF_THE_PERSON:
        return False
    reopened_at = rejection.reopened_at
    is_too_old = reopened_at is not None and letter.written_at < reopened_at
    return rejection.undone_at is not None or is_too_old or rejection.is_withdrawn


def _wants_to_be_kept(letter: Letter) -> bool:
    """Whoever said no after this mail was written gets it no more."""
    return Consent.objects.filter(candidate=letter.candidate_id, ended_at=None).exists()


def _link_is_right(letter: Letter) -> bool:
    if not has_mark(letter.text + letter.html):
        return True
    link = letter.link
    return (
        link is not None
        and link.revoked_at is None
        and link.rejection_id == letter.rejection_id
        and link.rejection.candidate_id == letter.candidate_id
    )


def _may_be_shown(letter: Letter) -> bool:
    """A demonstration writes to nobody who could exist."""
    address = letter.user.email if letter.user else letter.address
    return is_pretend(address) or User.objects.filter(email__iexact=address, is_demo=True).exists()
