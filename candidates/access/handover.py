"""Whose open work somebody may hand over: a recruiter their own, HR anybody's."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from candidates.access.rejections import rejection_to_read
from candidates.models import Deadline, Rejection, Role, User
from candidates.models.deadline import DeadlineQuerySet


def work_to_hand_over(user: User, public_id: UUID, *, now: datetime) -> tuple[Rejection, list[Deadline]]:
    """The rejection with those of its open tasks that this person may give away; 404 when there are none."""
    rejection = rejection_to_read(user, public_id, now=now, what="handover")
    tasks = list(movable_by(user).filter(rejection=rejection).select_related("owner").first_due_first())
    if not tasks:
        raise Http404
    return rejection, tasks


def may_hand_over(user: User, rejection: Rejection) -> bool:
    return movable_by(user).filter(rejection=rejection).exists()


def colleagues_to_relieve(user: User) -> list[User]:
    """Whose open work this person may give away, and how much it is (`open_tasks`); also of who cannot log in."""
    with_work = User.objects.filter(deadlines__in=movable_by(user)).annotate(open_tasks=Count("deadlines"))
    return list(with_work.order_by("first_name", "last_name"))


def movable_by(user: User) -> DeadlineQuerySet:
    tasks = Deadline.objects.open()
    if user.role == Role.HR_MANAGER:
        return tasks
    return tasks.of(user) if user.role == Role.RECRUITER else tasks.none()
