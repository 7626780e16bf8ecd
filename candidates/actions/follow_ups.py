"""What was promised besides the stage's own promise: made with a due moment and an owner, then kept or dropped."""

from datetime import datetime

from django.db import transaction

from candidates.models import FollowUp, FollowUpKind, Organisation, Rejection, User
from candidates.models.follow_up import ONE_AT_A_TIME
from candidates.rules.deadlines import remind_at


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
    if kind not in ONE_AT_A_TIME:
        wanted.save()
        return wanted
    FollowUp.objects.bulk_create([wanted], ignore_conflicts=True)
    return FollowUp.objects.open().get(rejection=rejection, kind=kind)


@transaction.atomic
def keep_follow_up(follow_up: FollowUp, *, by: User | None, at: datetime) -> FollowUp:
    """Done, in time or late."""
    row = _open(follow_up)
    row.done_at, row.done_by, row.ring_at = at, by, None
    row.save(update_fields=["done_at", "done_by", "ring_at"])
    return row


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, why: str, at: datetime) -> FollowUp:
    row = _open(follow_up)
    if not why.strip():
        raise ValueError("a follow-up is dropped for a reason")
    row.dropped_at, row.dropped_why, row.ring_at = at, why.strip(), None
    row.save(update_fields=["dropped_at", "dropped_why", "ring_at"])
    return row


def drop_all_of(rejection: Rejection, *, why: str, at: datetime) -> int:
    """The decision was taken back: nothing stays to be done for it."""
    return FollowUp.objects.open().filter(rejection=rejection).update(dropped_at=at, dropped_why=why, ring_at=None)


def _open(follow_up: FollowUp) -> FollowUp:
    row = FollowUp.objects.select_for_update().open().filter(pk=follow_up.pk).first()
    if row is None:
        raise NotOpenAnyMore
    return row
