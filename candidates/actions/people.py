"""The person behind a decision: one row for each mail address, never overwritten in passing."""

from dataclasses import dataclass
from datetime import datetime

from candidates.models import Candidate
from candidates.queries.candidates import known_person


@dataclass(frozen=True)
class Contact:
    """How somebody can be reached, as it was typed. `update` replaces what is known; otherwise only gaps are filled."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = "nl"
    update: bool = False


def find_or_add(contact: Contact, *, at: datetime) -> Candidate:
    """Locked until the end of the transaction, so that two decisions about one person come one after the other."""
    known = _known(contact)
    if known is None and contact.email:
        Candidate.objects.bulk_create([new_person(contact, at=at)], ignore_conflicts=True)
        known = _known(contact)  # ours, or that of somebody who was quicker
    if known is None:
        known = new_person(contact, at=at)
        known.save()
    return filled_in(known, contact)


def _known(contact: Contact) -> Candidate | None:
    return known_person(name=contact.name, email=contact.email, phone=contact.phone, lock=True)


def new_person(contact: Contact, *, at: datetime) -> Candidate:
    return Candidate(
        name=contact.name.strip(),
        email=contact.email.strip().lower(),
        phone=contact.phone,
        language=contact.language,
        created_at=at,
    )


def filled_in(candidate: Candidate, contact: Contact) -> Candidate:
    given = {"name": contact.name.strip(), "phone": contact.phone}
    changed = [
        field
        for field, value in given.items()
        if value and str(getattr(candidate, field)) != value and (contact.update or not getattr(candidate, field))
    ]
    for field in changed:
        setattr(candidate, field, given[field])
    if changed:
        candidate.save(update_fields=changed)
    return candidate
