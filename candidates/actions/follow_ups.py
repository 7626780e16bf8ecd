"""What was promised besides the stage's own promise: made with a due moment and an owner, then kept or dropped."""

from datetime import datetime

from django.db import IntegrityError, transaction

from candidates.actions.proof import about_follow_up
from candidates.actions.remembered import remembered
from candidates.models import FollowUp, FollowUpKind, Organisation, ProofEntry, ProofNote, Rejection, User
from candidates.models.follow_up import ONE_AT_A_TIME
from candidates.rules.deadlines import remind_at
from candidates.rules.proof import What


class NotOpenAnyMore(Exception):
    """Somebody kept or dropped it meanwhile."""


@transaction.atomic
def make_follow_up(
    rejection: Rejection,
    *,
    kind: FollowUpKind,
    what: str = "",
    due_at: datetime,
    owner: User,
    by: User | None,
    at: datetime,
) -> FollowUp:
    """Of some kinds one is open at a time: asking again answers with that one, and its due moment stays."""
    remembered(rejection)
    reminder = remind_at(due_at, at, Organisation.objects.current().policy())
    wanted = FollowUp(
        rejection=rejection,
        kind=kind,
        what=what.strip(),
        owner=owner,
        due_at=due_at,
        made_at=at,
        made_by=by,
        remind_at=reminder,
        ring_at=min(moment for moment in (reminder, due_at) if moment is not None),
    )
    try:
        with transaction.atomic():
            wanted.save()
    except IntegrityError:
        if kind not in ONE_AT_A_TIME:
            raise
        return FollowUp.objects.open().get(rejection=rejection, kind=kind)
    ProofEntry.objects.write_down([about_follow_up(wanted, What.FOLLOW_UP_MADE, by=by, at=at)])
    return wanted


@transaction.atomic
def keep_follow_up(follow_up: FollowUp, *, by: User | None, at: datetime) -> FollowUp:
    """Done, in time or late."""
    row = _open(follow_up)
    row.done_at, row.done_by, row.ring_at = at, by, None
    row.save(update_fields=["done_at", "done_by", "ring_at"])
    ProofEntry.objects.write_down([about_follow_up(row, What.FOLLOW_UP_KEPT, by=by, at=at)])
    return row


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, why: str, by: User | None, at: datetime) -> FollowUp:
    row = _open(follow_up)
    if not why.strip():
        raise ValueError("a follow-up is dropped for a reason")
    row.dropped_at, row.dropped_why, row.ring_at = at, why.strip(), None
    row.save(update_fields=["dropped_at", "dropped_why", "ring_at"])
    ProofEntry.objects.write_down([about_follow_up(row, What.FOLLOW_UP_BROKEN, by=by, at=at)])
    return row


def drop_all_of(rejection: Rejection, *, why: str, by: User | None, at: datetime) -> list[ProofNote]:
    """The decision was taken back or forgotten: nothing stays to be done for it. Answers what is to be written down."""
    open_ones = FollowUp.objects.open().filter(rejection=rejection).select_related("owner")
    rows = list(open_ones.select_for_update(of=("self",)))
    for row in rows:
        row.dropped_at, row.dropped_why, row.ring_at = at, why, None
    FollowUp.objects.bulk_update(rows, ["dropped_at", "dropped_why", "ring_at"])
    return [about_follow_up(row, What.FOLLOW_UP_BROKEN, by=by, at=at) for row in rows]


def _open(follow_up: FollowUp) -> FollowUp:
    row = FollowUp.objects.select_for_update().open().filter(pk=follow_up.pk).first()
    if row is None:
        raise NotOpenAnyMore
    return row
