"""A candidate's own yes to being kept longer, and taking it back: each moves the day until which we keep their data."""

from datetime import datetime

from django.db import transaction

from candidates.actions.remembered import remembered_person
from candidates.actions.retention import keep_person_as_long_as_needed
from candidates.models import Candidate, Consent, ConsentEnd, GivenThrough, Organisation, Rejection, User
from candidates.queries.retention import terms_of
from candidates.rules.retention import consent_until


@transaction.atomic
def give_consent(
    candidate: Candidate,
    *,
    work: str = "",
    through: GivenThrough = GivenThrough.PAGE,
    by: User | None = None,
    organisation: Organisation,
    at: datetime,
) -> Consent:
    """Up to a year from this day. Given anew it takes the place of the one there was; `by` wrote down what was said."""
    row = remembered_person(candidate.pk)
    _end(row, ConsentEnd.RENEWED, at=at)
    today = at.astimezone(organisation.zone_info).date()
    until = consent_until(today, terms_of(organisation))
    consent = Consent.objects.create(
        candidate=row, given_at=at, given_through=through, recorded_by=by, until=until, work=work.strip()
    )
    keep_person_as_long_as_needed(row, organisation=organisation)
    return consent


@transaction.atomic
def withdraw_consent(candidate: Candidate, *, organisation: Organisation, at: datetime) -> Consent | None:
    """As easy as giving it. None when there was none; what other reasons keep stays kept."""
    row = remembered_person(candidate.pk)
    ended = _end(row, ConsentEnd.WITHDRAWN, at=at)
    if ended is not None:
        Rejection.objects.kept().filter(candidate=row).update(keep_at_least=None)  # their own wish waits for no notice
        keep_person_as_long_as_needed(row, organisation=organisation)
    return ended


def _end(candidate: Candidate, why: ConsentEnd, *, at: datetime) -> Consent | None:
    consent = Consent.objects.select_for_update().filter(candidate=candidate, ended_at=None).first()
    if consent is None:
        return None
    consent.ended_at, consent.ended_why = max(at, consent.given_at), why
    consent.save(update_fields=["ended_at", "ended_why"])
    return consent
