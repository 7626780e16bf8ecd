from dataclasses import dataclass

from django.db import IntegrityError, transaction

from candidates.models import Candidate, Letter, LetterState


class AddressTaken(Exception):
    """Somebody else came by this address just now."""


@dataclass(frozen=True)
class Correction:
    name: str
    email: str
    phone: str
    language: str
    no_more_calls: bool = False


@transaction.atomic
def correct(candidate: Candidate, correction: Correction) -> Candidate:
    """Put right what is known of a person. A mail approved for the old address is held until somebody has looked."""
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    moved = candidate.email != correction.email
    for field, value in vars(correction).items():
        setattr(candidate, field, value)
    try:
        with transaction.atomic():
            candidate.save(update_fields=list(vars(correction)))
    except IntegrityError as clash:
        raise AddressTaken from clash
    if moved:
        to_the_old = Letter.objects.filter(candidate=candidate, state__in=[LetterState.WAITING, LetterState.FAILED])
        to_the_old.exclude(address=correction.email).update(state=LetterState.HELD)
    return candidate
