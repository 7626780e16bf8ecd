"""Colleagues come, get a role, and go. Whoever goes hands over first; one administrator always stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q

from candidates.actions.handover import hand_over_all
from candidates.letters.writing import StaffDraft, write_staff_letter
from candidates.models import Deadline, FollowUp, Organisation, Role, TakenFor, TakenTime, User


class AddressTaken(Exception):
    """A colleague has this address already."""


class LastAdministrator(Exception):
    """Somebody must be able to let colleagues in and to change the settings."""


class OpenWork(Exception):
    """People wait for an answer of this colleague: choose who takes that over."""


class ExpectedSomewhere(Exception):
    """Talks, calls or free moments of this colleague are still to come: say first what becomes of them."""


class NotYours(Exception):
    """Who asks is no administrator any more."""


@dataclass(frozen=True)
class Invitation:
    email: str
    role: Role
    first_name: str = ""
    last_name: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Successor:
    to: User
    why: str


@transaction.atomic
def invite(invitation: Invitation, *, by: User | None, at: datetime) -> User:
    """An account without a password, and a letter with the way to choose one."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                invitation.email,
                first_name=invitation.first_name,
                last_name=invitation.last_name,
                role=invitation.role,
                language=invitation.language,
                is_demo=Organisation.objects.current().is_demo,
            )
    except IntegrityError as taken:
        raise AddressTaken from taken
    return invite_again(user, by=by, at=at)


@transaction.atomic
def invite_again(user: User, *, by: User | None, at: datetime) -> User:
    """The link of an earlier invitation stops working."""
    _change(user, invited_at=at)
    draft = StaffDraft(
        key=f"invitation/{user.pk}/{at.isoformat()}",
        kind="invitation",
        user=user,
        params={"invited_by": by.name if by else ""},
    )
    write_staff_letter(draft, at=at)
    return user


def accept(user: User, *, password: str, first_name: str, last_name: str, language: str) -> User:
    """The invited person chose a password: the link is used up."""
    user.set_password(password)
    return _change(user, password=user.password, first_name=first_name, last_name=last_name, language=language)


@transaction.atomic
def give_role(user: User, role: Role, *, by: User | None, at: datetime) -> User:
    """Raises LastAdministrator, OpenWork or ExpectedSomewhere: only a recruiter can have open work."""
    user = _hold(user, by=by)
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(without=user)
    if role != Role.RECRUITER:
        _keep_what_is_open(user, at=at)
    return _change(user, role=role)


@transaction.atomic
def disable(user: User, *, by: User, at: datetime, successor: Successor | None = None) -> User:
    """All sessions end at once and for good. Raises LastAdministrator, OpenWork or ExpectedSomewhere."""
    user = _hold(user, by=by, successor=successor)
    _keep_an_administrator(without=user)
    if _has_open_work(user) and successor is not None:
        hand_over_all(user, to=successor.to, by=by, why=successor.why, at=at)
    _keep_what_is_open(user, at=at)
    return _change(user, is_active=False, sessions_ended_at=at)


@transaction.atomic
def enable(user: User, *, by: User | None) -> User:
    return _change(_hold(user, by=by), is_active=True)


@transaction.atomic
def pass_on_work(user: User, successor: Successor | None, *, by: User, at: datetime) -> int:
    """Answers how many tasks changed hands. OpenWork when there is some, and nobody to take it."""
    user = _hold(user, by=by, successor=successor)
    if successor is None and _has_open_work(user):
        raise OpenWork
    return hand_over_all(user, to=successor.to, by=by, why=successor.why, at=at) if successor else 0


@transaction.atomic
def forget_two_steps(user: User, *, by: User | None, at: datetime) -> User:
    """For somebody whose phone is lost. Whoever is logged in as this person is out."""
    user = _hold(user, by=by)
    Authenticator.objects.filter(user_id=user.pk).delete()
    return _change(user, sessions_ended_at=at)


def end_sessions(user: User, *, at: datetime) -> User:
    return _change(user, sessions_ended_at=at)


def _keep_what_is_open(user: User, *, at: datetime) -> None:
    """An hour in which candidates may find this colleague is somebody's business, also when nobody took it yet."""
    if _has_open_work(user):
        raise OpenWork
    hours = TakenTime.objects.filter(recruiter=user, taken_for__in=[TakenFor.SLOT, TakenFor.CALL])
    if hours.filter(during__startswith__gt=at).exists():
        raise ExpectedSomewhere


def _has_open_work(user: User) -> bool:
    return Deadline.objects.open().of(user).exists() or FollowUp.objects.open().of(user).exists()


def _hold(user: User, *, by: User | None, successor: Successor | None = None) -> User:
    """Locks all administrators and the people concerned, always in the same order: who would lock each other out come
    one after the other, and the second sees what the first did. Answers the person as they are now."""
    wanted = [user.pk, *([successor.to.pk] if successor else [])]
    held = User.objects.filter(Q(pk__in=wanted) | Q(role=Role.ADMINISTRATOR, is_active=True))
    people = {person.pk: person for person in held.order_by("pk").select_for_update(no_key=True)}
    if by and not (by.pk in people and people[by.pk].is_administrator and people[by.pk].is_active):
        raise NotYours
    return people[user.pk]


def _keep_an_administrator(*, without: User) -> None:
    """One who chose a password: somebody who never came in cannot let others in."""
    others = User.objects.administrators().exclude(pk=without.pk)
    if without.is_administrator and without.is_active and not any(one.has_usable_password() for one in others):
        raise LastAdministrator


def _change(user: User, **fields: Any) -> User:
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    return user
