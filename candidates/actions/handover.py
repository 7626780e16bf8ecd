"""Open work goes to a colleague. The due moment stays where it was."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from candidates.actions.agreed_talks import pass_on_agreed
from candidates.actions.call_moments import pass_on_moments
from candidates.actions.proof import follow_up_handed_over, handed_over
from candidates.models import (
    Deadline,
    DeadlineKind,
    DeadlineQuerySet,
    FollowUp,
    FollowUpQuerySet,
    Handover,
    ProofEntry,
    ProofNote,
    Role,
    User,
)


class CannotHandOver(Exception):
    """Not open any more, no reason given, or nobody who may take it: an active recruiter, and another one."""


@transaction.atomic
def hand_over(deadline: Deadline, *, to: User, by: User, why: str, at: datetime) -> Handover:
    task = _open_tasks().filter(pk=deadline.pk).first()
    if task is None or task.owner_id == to.pk:
        raise CannotHandOver
    move = _hand_over([task], to=to, by=by, why=why, at=at)[0]
    ProofEntry.objects.write_down([handed_over(move)])
    return move


@transaction.atomic
def hand_over_all(from_user: User, *, to: User, by: User, why: str, at: datetime) -> int:
    """Everything this colleague has open. Answers how many tasks changed hands."""
    if from_user.pk == to.pk:
        raise CannotHandOver
    moves = _hand_over(_open_tasks().of(from_user).first_due_first(), to=to, by=by, why=why, at=at)
    notes = _pass_on(FollowUp.objects.open().of(from_user), to=to, by=by, why=why, at=at)
    ProofEntry.objects.write_down([*map(handed_over, moves), *notes])
    return len(moves) + len(notes)


@transaction.atomic
def pass_on(follow_ups: Iterable[FollowUp], *, to: User, by: User, why: str, at: datetime) -> int:
    """What was promised besides goes to a colleague."""
    _check(to, why)
    wanted = FollowUp.objects.open().filter(pk__in=[row.pk for row in follow_ups])
    return len(ProofEntry.objects.write_down(_pass_on(wanted, to=to, by=by, why=why, at=at)))


def _hand_over(tasks: Iterable[Deadline], *, to: User, by: User, why: str, at: datetime) -> list[Handover]:
    _check(to, why)
    tasks = list(tasks)
    made = Handover.objects.bulk_create(
        Handover(deadline=task, from_user=task.owner, to_user=to, by=by, why=why.strip(), at=at) for task in tasks
    )
    pass_on_agreed(tasks, to=to, at=at)
    Deadline.objects.filter(pk__in=[task.pk for task in tasks]).update(owner=to)
    pass_on_moments([task.rejection_id for task in tasks if task.kind == DeadlineKind.TELL], to=to, at=at)
    return made


def _pass_on(follow_ups: FollowUpQuerySet, *, to: User, by: User, why: str, at: datetime) -> list[ProofNote]:
    """Answers what is to be written down about it."""
    rows = list(follow_ups.select_related("rejection", "owner").order_by("pk").select_for_update(of=("self",)))
    notes = [follow_up_handed_over(row, to=to, by=by, why=why.strip(), at=at) for row in rows]
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(owner=to)
    return notes


def _open_tasks() -> DeadlineQuerySet:
    return Deadline.objects.select_for_update(of=("self",)).select_related("rejection", "owner").open()


def _check(to: User, why: str) -> None:
    """Judged on the row as it is now, and held: a colleague who is being disabled gets nothing any more."""
    active = User.objects.select_for_update(no_key=True).filter(pk=to.pk, is_active=True, role=Role.RECRUITER)
    if not why.strip() or not active.exists():
        raise CannotHandOver
