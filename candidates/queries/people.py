"""The colleagues of this organisation, each with what somebody who manages them needs to know."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from candidates.models import User


def people() -> QuerySet[User]:
    """Who works here first, then who left; `open_work`, `has_two_steps` come along."""
    return _with_state().order_by("-is_active", "first_name", "last_name", "pk")


def person(pk: int) -> User:
    return _with_state().get(pk=pk)


def recruiters() -> list[User]:
    """Who can take work now."""
    return list(User.objects.recruiters().order_by("first_name", "last_name", "pk"))


def _with_state() -> QuerySet[User]:
    waiting = Q(deadlines__met_at=None, deadlines__stopped_at=None, deadlines__isnull=False)
    promised = Q(follow_ups__done_at=None, follow_ups__dropped_at=None, follow_ups__isnull=False)
    open_work = Count("deadlines", filter=waiting, distinct=True) + Count("follow_ups", filter=promised, distinct=True)
    app = Authenticator.objects.filter(user_id=OuterRef("pk"), type=Authenticator.Type.TOTP)
    known = User.objects.annotate(open_work=open_work, has_two_steps=Exists(app))
    return cast(QuerySet[User], known)
