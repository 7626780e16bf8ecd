"""The first day of an installation: whose it is, when it works, and who lets the others in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from candidates.actions import closed_days
from candidates.models import Organisation, Role, User


class AlreadySetUp(Exception):
    """Somebody was first."""


@dataclass(frozen=True)
class FirstAdministrator:
    email: str
    password: str
    first_name: str
    last_name: str = ""
    language: str = "nl"


@transaction.atomic
def set_up(
    organisation: Organisation, *, closed: Collection[str], administrator: FirstAdministrator | None, at: datetime
) -> User | None:
    """All of it, once, whoever else tries at the same moment. Answers the administrator it made."""
    if any(known.set_up_at for known in Organisation.objects.select_for_update()):
        raise AlreadySetUp
    organisation.set_up_at = at
    try:
        with transaction.atomic():
            organisation.save()
            user = _make(administrator) if administrator else None
    except IntegrityError as first:
        raise AlreadySetUp from first
    closed_days.seed(closed_days.years_around(at.astimezone(organisation.zone_info).date()))
    closed_days.close_by_name(closed)
    return user


def _make(administrator: FirstAdministrator) -> User:
    return User.objects.create_user(
        administrator.email,
        administrator.password,
        first_name=administrator.first_name,
        last_name=administrator.last_name,
        language=administrator.language,
        role=Role.ADMINISTRATOR,
    )
