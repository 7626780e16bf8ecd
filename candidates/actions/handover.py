"""Open work goes to a colleague. The due moment stays where it was."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from candidates.actions.proof import handed_over
from candidates.models import Deadline, DeadlineQuerySet, Handover, ProofEntry, Role, User


class CannotHandOver(Exception):
    """Not open any more, no reason given, or nobody who may take it: an active recruiter, and another one."""


@transaction.atomic
def hand_over(deadline: Deadline, *, to: User, by: User, why: str, at: datetime) -> Handover:
    task = _open_tasks().filter(pk=deadline.pk).first()
    if task is None or task.owner_id == to.pk:
        raise CannotHandOver
    return _hand_over([task], to=to, by=by, why=why, at=at)[0]


@transaction.atomic
def hand_over_all(from_user: User, *, to: User, by: User, why: str, at: datetime) -> list[Handover]:
    """Everything this colleague has open, first due first. Nothing open: an empty list."""
    if from_user.pk == to.pk:
        raise CannotHandOver
    tasks = _open_tasks().of(from_user).first_due_first()
    return _hand_over(tasks, to=to, by=by, why=why, at=at)


def _hand_over(tasks: Iterable[Deadline], *, to: User, by: User, why: str, at: datetime) -> list[Handover]:
    _check(to, why)
    tasks = list(tasks)
    made = Handover.objects.bulk_create(
        Handover(deadline=task, from_user=task.owner, to_user=to, by=by, why=why.strip(), at=at) for task in tasks
    )
    Deadline.objects.filter(pk__in=[task.pk for task in tasks]).update(owner=to)
    ProofEntry.objects.write_down([handed_over(move) for move in made])
    return made


def _open_tasks() -> DeadlineQuerySet:
    return Deadline.objects.select_for_update(of=("self",)).select_related("rejection", "owner").open()


def _check(to: User, why: str) -> None:
    """Judged on the row as it is now, and held: a colleague who is being disabled gets nothing any more."""
    active = User.objects.select_for_update(no_key=True).filter(pk=to.pk, is_active=True, role=Role.RECRUITER)
    if not why.strip() or not active.exists():
        raise CannotHandOver
