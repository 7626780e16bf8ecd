"""Whose open work somebody may hand over: a recruiter their own, HR anybody's."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from candidates.access.rejections import rejection_to_read
from candidates.models import Deadline, FollowUp, FollowUpQuerySet, Rejection, Role, User
from candidates.models.deadline import DeadlineQuerySet
from candidates.rules.reads import Looked

Rows = TypeVar("Rows", DeadlineQuerySet, FollowUpQuerySet)


@dataclass(frozen=True)
class OpenWork:
    """The promises of a rejection, and what was promised besides."""

    promises: list[Deadline]
    follow_ups: list[FollowUp]

    @property
    def owner(self) -> User:
        return self.promises[0].owner if self.promises else self.follow_ups[0].owner


def work_to_hand_over(user: User, public_id: UUID, *, now: datetime) -> tuple[Rejection, OpenWork]:
    """The rejection with those of its open tasks that this person may give away; 404 when there are none."""
    rejection = rejection_to_read(user, public_id, now=now, what=Looked.HANDOVER)
    promises = movable_by(user).filter(rejection=rejection).select_related("owner").first_due_first()
    follow_ups = movable_follow_ups(user).filter(rejection=rejection).select_related("owner").first_due_first()
    work = OpenWork(list(promises), list(follow_ups))
    if not (work.promises or work.follow_ups):
        raise Http404
    return rejection, work


def may_hand_over(user: User, rejection: Rejection) -> bool:
    about = Q(rejection=rejection)
    return movable_by(user).filter(about).exists() or movable_follow_ups(user).filter(about).exists()


def colleagues_to_relieve(user: User) -> list[User]:
    """Whose open work this person may give away, and how much it is (`open_tasks`); also of who cannot log in."""
    promises, follow_ups = Q(deadlines__in=movable_by(user)), Q(follow_ups__in=movable_follow_ups(user))
    tasks = Count("deadlines", filter=promises, distinct=True) + Count("follow_ups", filter=follow_ups, distinct=True)
    return list(User.objects.annotate(open_tasks=tasks).filter(open_tasks__gt=0).order_by("first_name", "last_name"))


def movable_by(user: User) -> DeadlineQuerySet:
    return _movable(user, Deadline.objects.open())


def movable_follow_ups(user: User) -> FollowUpQuerySet:
    return _movable(user, FollowUp.objects.open())


def _movable(user: User, tasks: Rows) -> Rows:
    if user.role == Role.HR_MANAGER:
        return tasks
    return tasks.of(user) if user.role == Role.RECRUITER else tasks.none()
