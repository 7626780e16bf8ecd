"""A recruiter's time is taken. The database says that nobody is in two places; we say it kindly."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from candidates.models import TakenFor, TakenTime, User

Span = tuple[datetime, datetime]
NOWHERE_TWICE = "nobody_in_two_places"


class SomewhereElse(Exception):
    """The recruiter has another appointment then."""


def take_time(recruiter: User, span: Span, *, why: TakenFor) -> TakenTime:
    """In a transaction of the caller, which goes on when this recruiter is somewhere else.

    One after the other for one recruiter: two who insert at the same instant would wait for each other.
    """
    User.objects.select_for_update(no_key=True).get(pk=recruiter.pk)
    try:
        with transaction.atomic():
            return TakenTime.objects.create(recruiter=recruiter, during=DateTimeTZRange(*span), taken_for=why)
    except IntegrityError as clash:
        if constraint_of(clash) != NOWHERE_TWICE:
            raise
        raise SomewhereElse from clash


def constraint_of(clash: IntegrityError) -> str:
    """Which promise of the database was broken."""
    diagnosis = getattr(clash.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
