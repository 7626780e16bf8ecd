"""The person behind a decision: one row for each mail address, never overwritten in passing."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower

from candidates.models import Candidate


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
    known = known_person(contact, lock=True)
    if known is None and contact.email:
        Candidate.objects.bulk_create([_new(contact, at=at)], ignore_conflicts=True)
        known = known_person(contact, lock=True)  # ours, or that of somebody who was quicker
    if known is None:
        known = _new(contact, at=at)
        known.save()
    return _filled_in(known, contact)


def known_person(contact: Contact, *, lock: bool = False) -> Candidate | None:
    """By address; without one by number and name together, for a family may share a telephone."""
    people = Candidate.objects.select_for_update() if lock else Candidate.objects.all()
    if contact.email:
        with_address = people.exclude(email="").alias(address=Lower("email"))
        return with_address.filter(address=contact.email.strip().lower()).first()
    if contact.phone:
        return people.filter(email="", phone=contact.phone, name__iexact=contact.name.strip()).first()
    return None


def _new(contact: Contact, *, at: datetime) -> Candidate:
    return Candidate(
        name=contact.name.strip(),
        email=contact.email.strip().lower(),
        phone=contact.phone,
        language=contact.language,
        created_at=at,
    )


def _filled_in(candidate: Candidate, contact: Contact) -> Candidate:
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
