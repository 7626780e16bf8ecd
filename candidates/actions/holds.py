"""A complaint or a dispute: nothing of this person is forgotten until the end date. Only HR places or lifts a hold."""

from datetime import date, datetime

from django.db import transaction

from candidates.actions.remembered import remembered_person
from candidates.actions.retention import announce_anew, keep_after_hold
from candidates.models import Candidate, DataRequest, Hold, Organisation, User
from candidates.rules.holds import may_end


class HoldTooLong(Exception):
    """The last day lies in the past, or more than a year ahead."""


class LiftedAlready(Exception):
    """A colleague was quicker."""


@transaction.atomic
def place_hold(
    candidate: Candidate,
    *,
    why: str,
    until: date,
    by: User | None,
    organisation: Organisation,
    at: datetime,
    data_request: DataRequest | None = None,
) -> Hold:
    """`until` is the last day; `by` nobody: a complaint came in by itself."""
    if not may_end(until, at.astimezone(organisation.zone_info).date()):
        raise HoldTooLong
    person = remembered_person(candidate.pk)
    announce_anew(person, until=until)
    return Hold.objects.create(
        candidate=person, data_request=data_request, why=why.strip(), until=until, placed_by=by, placed_at=at
    )


@transaction.atomic
def lift_hold(hold: Hold, *, by: User, at: datetime) -> Hold:
    """From now on the usual term counts again; what is over is forgotten after the days of the notice."""
    Candidate.objects.select_for_update(no_key=True).get(pk=hold.candidate_id)
    row = Hold.objects.select_for_update(of=("self",)).select_related("candidate").get(pk=hold.pk)
    if row.lifted_at is not None:
        raise LiftedAlready
    row.lifted_by, row.lifted_at = by, at
    row.save(update_fields=["lifted_by", "lifted_at"])
    keep_after_hold(row.candidate, organisation=Organisation.objects.current(), at=at)
    return row
