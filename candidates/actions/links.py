"""The candidate's personal link: the same in every mail of one rejection."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from candidates.models import Link, Rejection
from candidates.rules.tokens import digest_of, new_seed, token_of


def link_for(rejection: Rejection, *, at: datetime) -> Link:
    """The one live link of this rejection, made now when there is none. Two askers get the same one."""
    known = Link.objects.filter(rejection=rejection, revoked_at=None).first()
    return known or _make(rejection, at=at)


def revoke_links(rejection: Rejection, *, at: datetime) -> int:
    """From now on these links answer as if they never were. Answers how many."""
    return Link.objects.filter(rejection=rejection, revoked_at=None).update(revoked_at=at)


def _make(rejection: Rejection, *, at: datetime) -> Link:
    seed = new_seed()
    digest = digest_of(token_of(seed, settings.LINK_KEY))
    try:
        with transaction.atomic():
            return Link.objects.create(rejection=rejection, seed=seed, digest=digest, created_at=at)
    except IntegrityError:  # somebody was first
        return Link.objects.get(rejection=rejection, revoked_at=None)
