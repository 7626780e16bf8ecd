"""Wrongly rejected: a colleague decides anew by a moment that is named, and closes it: hired, or rejected again."""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from candidates.actions.follow_ups import NotOpenAnyMore, keep_follow_up, make_follow_up
from candidates.actions.rejections import Decision, log_rejection
from candidates.actions.remembered import remembered, remembered_person
from candidates.actions.retention import keep_after_new_decision
from candidates.actions.taking_back import reopen
from candidates.models import FollowUpKind, Organisation, User
from candidates.rules.deadlines import Promise, Unit, promise_due_at
from candidates.rules.stages import Channel, Stage
from spreekuur.actions.cancelling import give_up_talk
from spreekuur.models import EndedWhy, Reopening, Talk, Verdict


class DecidedAlready(Exception):
    """Somebody closed it meanwhile."""


def reopen_after(
    talk: Talk, *, wrong: str, decider: User, by: User, organisation: Organisation, at: datetime
) -> Reopening:
    """What was open stops, another talk too; the link stays, and says until when we decide. In one transaction."""
    rejection = reopen(talk.booking.rejection, by=by, why=wrong, at=at)
    give_up_talk(rejection, why=EndedWhy.REOPENED, by=by, organisation=organisation, at=at)
    term = Promise(Channel.TALK, organisation.decide_anew_days, Unit.WORKING_DAYS)
    due_at = promise_due_at(term, at, organisation.calendar())
    follow_up = make_follow_up(rejection, kind=FollowUpKind.ANEW, due_at=due_at, owner=decider, by=by, at=at)
    return Reopening.objects.create(
        rejection=rejection,
        talk=talk,
        wrong=wrong,
        decider=decider,
        due_at=due_at,
        follow_up=follow_up,
        opened_by=by,
        opened_at=at,
    )


@transaction.atomic
def hire(reopening: Reopening, *, on: date, by: User, at: datetime) -> Reopening:
    row = _open(reopening)
    row.verdict, row.hired_on = Verdict.HIRED, on
    return _closed(row, by=by, at=at)


@transaction.atomic
def reject_again(
    reopening: Reopening, *, stage: Stage, reason: str = "", reason_details: str = "", by: User, at: datetime
) -> Reopening:
    """A new decision with the promise of its own stage, told like any other; the first one stays what it was."""
    row = _open(reopening)
    old = row.rejection
    person = old.candidate
    decision = Decision(
        stage=stage,
        vacancy=old.vacancy,
        name=person.name,
        email=person.email,
        phone=str(person.phone),
        decided_at=at,
        reason=reason,
        reason_details=reason_details,
        language=old.language,
    )
    row.verdict, row.new_rejection = Verdict.REJECTED, log_rejection(decision, by=by, at=at)
    return _closed(row, by=by, at=at)


def _open(reopening: Reopening) -> Reopening:
    remembered_person(reopening.rejection.candidate_id)
    remembered(reopening.rejection)
    rows = Reopening.objects.open().select_for_update(of=("self",)).select_related("rejection__candidate")
    row = rows.select_related("rejection__vacancy", "follow_up").filter(pk=reopening.pk).first()
    if row is None:
        raise DecidedAlready
    return row


def _closed(row: Reopening, *, by: User, at: datetime) -> Reopening:
    row.decided_at, row.decided_by = at, by
    row.save()
    organisation = Organisation.objects.current()
    decided_on = at.astimezone(organisation.zone_info).date()
    keep_after_new_decision(row.rejection, decided_on=decided_on, organisation=organisation)
    if row.follow_up is not None:
        with suppress(NotOpenAnyMore):  # taken off a list for a reason: the decision counts all the same
            keep_follow_up(row.follow_up, by=by, at=at)
    return row
