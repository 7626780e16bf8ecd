"""Log a decision that was taken. One transaction: the decision and its promises, or nothing."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from candidates.actions.deadlines import planned_deadlines
from candidates.actions.people import Contact, find_or_add
from candidates.actions.proof import decided
from candidates.actions.retention import keep_as_long_as_needed
from candidates.models import (
    Candidate,
    Deadline,
    DeadlineKind,
    Organisation,
    ProofEntry,
    Rejection,
    Requirement,
    StopReason,
    User,
    Vacancy,
)
from candidates.rules.deadlines import Policy
from candidates.rules.retention import Case, Keep, keep
from candidates.rules.retention import Terms as KeepTerms
from candidates.rules.stages import EndedBy, Stage
from candidates.rules.workdays import local


@dataclass(frozen=True)
class Decision:
    """told_at: the candidate knows since then (came in from elsewhere). history: an old one that nobody ever told."""

    stage: Stage
    vacancy: Vacancy
    name: str
    email: str
    phone: str
    decided_at: datetime
    ended_by: EndedBy = EndedBy.US
    reason: str = ""
    reason_details: str = ""
    requirement: Requirement | None = None
    talent_pool: bool = False
    language: str = "nl"
    reference: str = ""
    told_at: datetime | None = None
    told_channel: str = ""
    history: bool = False
    is_imported: bool = False
    update_contact: bool = False  # what was typed replaces the name and number we knew
    public_id: uuid.UUID | None = None  # of the form: sent twice it is still one decision


@dataclass(frozen=True)
class Terms:
    """What the organisation promises at this moment: read once, for one decision or for a whole file of them."""

    policy: Policy
    retention_days: int
    backdate: timedelta


def current_terms() -> Terms:
    organisation = Organisation.objects.current()
    return Terms(
        policy=organisation.policy(),
        retention_days=organisation.retention_days,
        backdate=timedelta(hours=organisation.backdate_hours),
    )


def log_rejection(decision: Decision, *, by: User, at: datetime, terms: Terms | None = None) -> Rejection:
    """The decision with its promises; nothing leaves for the candidate. Same public_id: same rejection."""
    known = logged_before(decision.public_id, by=by)
    if known:
        return known
    try:
        with transaction.atomic():
            return _log(decision, by=by, at=at, terms=terms or current_terms())
    except IntegrityError:
        twin = logged_before(decision.public_id, by=by)  # the same form, sent twice at once
        if twin is None:
            raise
        return twin


def logged_before(public_id: uuid.UUID | None, *, by: User) -> Rejection | None:
    return Rejection.objects.filter(public_id=public_id, recruiter=by).first() if public_id else None


def _log(decision: Decision, *, by: User, at: datetime, terms: Terms) -> Rejection:
    if decision.vacancy._state.adding:
        decision = replace(decision, vacancy=_open(decision.vacancy, by=by, at=at))
    candidate = find_or_add(contact_of(decision), at=at)
    rejection = planned_rejection(decision, candidate, by=by, at=at, terms=terms)
    rejection.save()
    if candidate.consents.filter(ended_at=None).exists():  # a yes counts for whatever is decided after it
        keep_as_long_as_needed(rejection, organisation=Organisation.objects.current())
    promises = Deadline.objects.bulk_create(promises_of(rejection, decision, by=by, at=at, terms=terms))
    ProofEntry.objects.begin([decided(rejection, promises, by=by, at=at)])
    return rejection


def _open(vacancy: Vacancy, *, by: User, at: datetime) -> Vacancy:
    vacancy.created_at = at
    vacancy.save()
    vacancy.recruiters.add(by)
    return vacancy


def contact_of(decision: Decision) -> Contact:
    return Contact(
        name=decision.name,
        email=decision.email,
        phone=decision.phone,
        language=decision.language,
        update=decision.update_contact,
    )


def planned_rejection(decision: Decision, candidate: Candidate, *, by: User, at: datetime, terms: Terms) -> Rejection:
    """The row as it will be, not written yet: for whoever writes many at once."""
    kept = _kept(decision, terms=terms)
    return Rejection(
        public_id=decision.public_id or uuid.uuid4(),
        reference=decision.reference,
        candidate=candidate,
        vacancy=decision.vacancy,
        recruiter=by,
        stage_at_rejection=decision.stage,
        ended_by=decision.ended_by,
        reason=decision.reason,
        reason_details=decision.reason_details,
        requirement=decision.requirement,
        talent_pool=decision.talent_pool,
        language=decision.language,
        decided_at=decision.decided_at,
        logged_at=at,
        is_back_dated=not decision.is_imported and at - decision.decided_at > terms.backdate,
        is_imported=decision.is_imported,
        keep_until=kept.until,
        keep_why=kept.why,
    )


def _kept(decision: Decision, *, terms: Terms) -> Keep:
    decided_on = local(decision.decided_at, terms.policy.calendar).date()
    case = Case(decided_on=decided_on, vacancy_closed_on=decision.vacancy.closed_on)
    return keep(case, KeepTerms(after_procedure=terms.retention_days))


def promises_of(rejection: Rejection, decision: Decision, *, by: User, at: datetime, terms: Terms) -> list[Deadline]:
    """Not written yet either."""
    deadlines = planned_deadlines(rejection, terms.policy, owner=by, at=at)
    for deadline in deadlines:
        _as_it_was(deadline, decision, by=by, at=at)
    return deadlines


def _as_it_was(deadline: Deadline, decision: Decision, *, by: User, at: datetime) -> None:
    """What came in from elsewhere is no task: it is answered, or history. Nor is a talk of long ago anybody's work."""
    if decision.told_at is None and not decision.history:
        return
    deadline.remind_at = deadline.silence_at = deadline.ring_at = None
    if decision.told_at is not None and deadline.kind == DeadlineKind.TELL:
        deadline.met_at, deadline.met_by = decision.told_at, by
        deadline.met_channel = decision.told_channel or deadline.channel
    else:
        deadline.stopped_at, deadline.stopped_why = at, StopReason.HISTORY
