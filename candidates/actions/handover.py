"""Open work goes to a colleague. The due moment stays where it was."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from candidates.actions.call_moments import pass_on_moments
from candidates.models import Deadline, DeadlineKind, FollowUp, Handover, Role, User


class CannotHandOver(Exception):
    """Not open any more, no reason given, or nobody who may take it: an active recruiter, and another one."""


@transaction.atomic
def hand_over(deadline: Deadline, *, to: User, by: User, why: str, at: datetime) -> Handover:
    task = Deadline.objects.select_for_update().open().filter(pk=deadline.pk).first()
    if task is None or task.owner_id == to.pk:
        raise CannotHandOver
    return _hand_over([task], to=to, by=by, why=why, at=at)[0]


@transaction.atomic
def hand_over_all(from_user: User, *, to: User, by: User, why: str, at: datetime) -> int:
    """Everything this colleague has open. Answers how many tasks changed hands."""
    if from_user.pk == to.pk:
        raise CannotHandOver
    promises = Deadline.objects.select_for_update().open().of(from_user).first_due_first()
    moved = len(_hand_over(promises, to=to, by=by, why=why, at=at))
    return moved + FollowUp.objects.open().of(from_user).update(owner=to)


@transaction.atomic
def pass_on(follow_ups: Iterable[FollowUp], *, to: User, why: str) -> int:
    """What was promised besides goes to a colleague."""
    _check(to, why)
    return FollowUp.objects.open().filter(pk__in=[row.pk for row in follow_ups]).update(owner=to)


def _hand_over(tasks: Iterable[Deadline], *, to: User, by: User, why: str, at: datetime) -> list[Handover]:
    _check(to, why)
    tasks = list(tasks)
    made = Handover.objects.bulk_create(
        Handover(deadline=task, from_user_id=task.owner_id, to_user=to, by=by, why=why.strip(), at=at) for task in tasks
    )
    Deadline.objects.filter(pk__in=[task.pk for task in tasks]).update(owner=to)
    pass_on_moments([task.rejection_id for task in tasks if task.kind == DeadlineKind.TELL], to=to, at=at)
    return made


def _check(to: User, why: str) -> None:
    """Judged on the row as it is now, and held: a colleague who is being disabled gets nothing any more."""
    active = User.objects.select_for_update(no_key=True).filter(pk=to.pk, is_active=True, role=Role.RECRUITER)
    if not why.strip() or not active.exists():
        raise CannotHandOver
