"""Log many decisions at once: the same rows as one by one, in a handful of statements."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from candidates.actions.people import Contact, filled_in, find_or_add, new_person
from candidates.actions.proof import decided
from candidates.actions.rejections import Decision, Terms, contact_of, planned_rejection, promises_of
from candidates.actions.retention import keep_all_as_long_as_needed
from candidates.models import Candidate, Consent, Deadline, Organisation, ProofEntry, Rejection, User


@transaction.atomic
def log_many(decisions: Sequence[Decision], *, by: User, at: datetime, terms: Terms) -> list[Rejection]:
    """In the order of the decisions. Their vacancies are saved already."""
    contacts = [contact_of(decision) for decision in decisions]
    people = _with_address([contact for contact in contacts if contact.email], at=at)
    rejections = [
        planned_rejection(decision, _person(contact, people, at=at), by=by, at=at, terms=terms)
        for decision, contact in zip(decisions, contacts, strict=True)
    ]
    Rejection.objects.bulk_create(rejections)
    _keep_who_said_yes(rejections)
    promises = [
        promises_of(made, decision, by=by, at=at, terms=terms)
        for made, decision in zip(rejections, decisions, strict=True)
    ]
    Deadline.objects.bulk_create(deadline for of_one in promises for deadline in of_one)
    pairs = zip(rejections, promises, strict=True)
    ProofEntry.objects.begin([decided(made, of_one, by=by, at=at) for made, of_one in pairs])
    return rejections


def _keep_who_said_yes(rejections: Sequence[Rejection]) -> None:
    """A yes counts for whatever is decided after it."""
    people = {rejection.candidate_id for rejection in rejections}
    said_yes = set(Consent.objects.filter(candidate__in=people, ended_at=None).values_list("candidate", flat=True))
    theirs = [rejection for rejection in rejections if rejection.candidate_id in said_yes]
    if theirs:
        keep_all_as_long_as_needed(theirs, organisation=Organisation.objects.current())


def _person(contact: Contact, people: dict[str, Candidate], *, at: datetime) -> Candidate:
    known = people.get(_address(contact))
    return filled_in(known, contact) if known else find_or_add(contact, at=at)


def _with_address(contacts: Sequence[Contact], *, at: datetime) -> dict[str, Candidate]:
    """By address, locked in one order. Of two contacts with one address the first names the person."""
    wanted = {_address(contact): contact for contact in reversed(contacts)}
    people = _locked(wanted)
    missing = sorted(wanted.keys() - people.keys())
    if not missing:
        return people
    Candidate.objects.bulk_create((new_person(wanted[address], at=at) for address in missing), ignore_conflicts=True)
    return people | _locked(missing)  # ours, and those of somebody who was quicker


def _locked(addresses: Sequence[str] | dict[str, Contact]) -> dict[str, Candidate]:
    with_address = Candidate.objects.exclude(email="").alias(address=Lower("email"))
    found = with_address.filter(address__in=list(addresses)).order_by("pk").select_for_update()
    return {candidate.email.lower(): candidate for candidate in found}


def _address(contact: Contact) -> str:
    return contact.email.strip().lower()
