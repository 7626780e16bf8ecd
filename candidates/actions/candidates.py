from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from candidates.actions.remembered import remembered_person
from candidates.models import Candidate, Letter, LetterState, ProofEntry, ProofNote, User
from candidates.rules.proof import What


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
def correct(candidate: Candidate, correction: Correction, *, by: User, at: datetime) -> Candidate:
    """Put right what is known of a person. A mail approved for the old address is held until somebody has looked."""
    candidate = remembered_person(candidate.pk)
    before, moved = _known(candidate), candidate.email != correction.email
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
    ProofEntry.objects.write_down(_notes(candidate, before, by=by, at=at))
    return candidate


def _known(candidate: Candidate) -> dict[str, Any]:
    return {name: getattr(candidate, name) for name in Correction.__dataclass_fields__} | {
        "phone": str(candidate.phone)
    }


def _notes(candidate: Candidate, before: dict[str, Any], *, by: User, at: datetime) -> list[ProofNote]:
    """One in the file of each of this person's decisions, when something did change."""
    changed = [name for name, value in _known(candidate).items() if value != before[name]]
    if not changed:
        return []
    content = {"before": {name: before[name] for name in changed}}
    content["after"] = {name: value for name, value in _known(candidate).items() if name in changed}
    return [
        ProofNote(rejection, What.CORRECTED, content, by=by, at=at) for rejection in candidate.rejections.order_by("pk")
    ]
