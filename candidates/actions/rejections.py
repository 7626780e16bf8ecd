"""Log a decision that was taken, and take it back. Each is one transaction: the decision and its promises, or nothing."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from candidates.actions.deadlines import planned_deadlines
from candidates.actions.people import Contact, find_or_add
from candidates.models import (
    Deadline,
    DeadlineKind,
    Letter,
    LetterState,
    Link,
    Organisation,
    Rejection,
    Requirement,
    StopReason,
    User,
    Vacancy,
)
from candidates.models.letter import LetterQuerySet
from candidates.rules.deadlines import Policy
from candidates.rules.retention import keep_until
from candidates.rules.stages import EndedBy, Stage


class MailIsLeaving(Exception):
    """A mail of this rejection is being handed to the mail server right now: wait and look again."""


class ReasonNeeded(Exception):
    """The candidate has heard the decision: taking it back needs a reason."""


@dataclass(frozen=True)
class Decision:
    """told_at: the candidate knows since then (brought in from elsewhere). history: an old one that nobody ever told."""

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
    """The decision with its promises; nothing leaves for the candidate. Logged before under this public_id: that one."""
    known = _logged_before(decision, by=by)
    if known:
        return known
    try:
        with transaction.atomic():
            return _log(decision, by=by, at=at, terms=terms or current_terms())
    except IntegrityError:
        twin = _logged_before(decision, by=by)  # the same form, sent twice at once
        if twin is None:
            raise
        return twin


def _logged_before(decision: Decision, *, by: User) -> Rejection | None:
    if decision.public_id is None:
        return None
    return Rejection.objects.filter(public_id=decision.public_id, recruiter=by).first()


def _log(decision: Decision, *, by: User, at: datetime, terms: Terms) -> Rejection:
    if decision.vacancy.pk is None:
        decision = replace(decision, vacancy=_open(decision.vacancy, by=by, at=at))
    rejection = _row(decision, by=by, at=at, terms=terms)
    rejection.save()
    deadlines = planned_deadlines(rejection, terms.policy, owner=by, at=at)
    for deadline in deadlines:
        _as_it_was(deadline, decision, by=by, at=at)
    Deadline.objects.bulk_create(deadlines)
    return rejection


def _open(vacancy: Vacancy, *, by: User, at: datetime) -> Vacancy:
    vacancy.created_at = at
    vacancy.save()
    vacancy.recruiters.add(by)
    return vacancy


def _row(decision: Decision, *, by: User, at: datetime, terms: Terms) -> Rejection:
    contact = Contact(
        name=decision.name,
        email=decision.email,
        phone=decision.phone,
        language=decision.language,
        update=decision.update_contact,
    )
    return Rejection(
        public_id=decision.public_id or uuid.uuid4(),
        reference=decision.reference,
        candidate=find_or_add(contact, at=at),
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
        **_kept(decision, terms=terms),
    )


def _as_it_was(deadline: Deadline, decision: Decision, *, by: User, at: datetime) -> None:
    """What came in from elsewhere is no task: it is answered, or history. A talk of long ago is nobody's work either."""
    if decision.told_at is None and not decision.history:
        return
    deadline.remind_at = deadline.silence_at = deadline.ring_at = None
    if decision.told_at is not None and deadline.kind == DeadlineKind.TELL:
        deadline.met_at, deadline.met_by = decision.told_at, by
        deadline.met_channel = decision.told_channel or deadline.channel
    else:
        deadline.stopped_at, deadline.stopped_why = at, StopReason.HISTORY


@transaction.atomic
def undo(rejection: Rejection, *, by: User, at: datetime) -> Rejection:
    """As if it had never been decided: nobody heard it, and nobody will. ReasonNeeded once somebody did."""
    rejection = locked(rejection)
    if rejection.is_taken_back:
        return rejection
    if was_heard(rejection):
        raise ReasonNeeded
    rejection.undone_at, rejection.taken_back_by = at, by
    rejection.save(update_fields=["undone_at", "taken_back_by"])
    _stop(rejection, StopReason.UNDONE, at=at)
    Link.objects.filter(rejection=rejection, revoked_at=None).update(revoked_at=at)
    return rejection


@transaction.atomic
def reopen(rejection: Rejection, *, by: User, why: str, at: datetime) -> Rejection:
    """The candidate knew already: the decision and the change of mind both stay in the history. The link stays theirs."""
    rejection = locked(rejection)
    if rejection.is_taken_back:
        return rejection
    if not why.strip():
        raise ReasonNeeded
    rejection.reopened_at, rejection.taken_back_by, rejection.taken_back_why = at, by, why.strip()
    rejection.save(update_fields=["reopened_at", "taken_back_by", "taken_back_why"])
    _stop(rejection, StopReason.REOPENED, at=at)
    return rejection


def locked(rejection: Rejection) -> Rejection:
    """The row as it is now, and nobody else takes it back meanwhile. MailIsLeaving when one is on its way out."""
    rejection = Rejection.objects.select_for_update(of=("self",)).select_related("candidate").get(pk=rejection.pk)
    states = list(_letters(rejection).select_for_update().values_list("state", flat=True))
    if LetterState.SENDING in states:
        raise MailIsLeaving
    return rejection


def was_heard(rejection: Rejection) -> bool:
    """A mail left (or may have left), or somebody told it by telephone."""
    if _letters(rejection).filter(state__in=[LetterState.SENT, LetterState.SENDING, LetterState.IN_DOUBT]).exists():
        return True
    return rejection.deadlines.filter(kind=DeadlineKind.TELL, met_at__isnull=False).exists()


def _stop(rejection: Rejection, why: StopReason, *, at: datetime) -> None:
    _letters(rejection).unsent().delete()
    Deadline.objects.open().filter(rejection=rejection).update(stopped_at=at, stopped_why=why, ring_at=None)


def _letters(rejection: Rejection) -> LetterQuerySet:
    return Letter.objects.filter(rejection=rejection).to_candidates()
