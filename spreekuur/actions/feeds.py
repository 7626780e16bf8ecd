"""A recruiter's private calendar: made when asked for, ended when it should stop. A new one has a new address."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from candidates.models import User
from candidates.rules.tokens import digest_of, new_seed, token_of
from spreekuur.models import CalendarFeed


def feed_for(recruiter: User, *, at: datetime) -> CalendarFeed:
    """The live one; two who ask at once get the same."""
    known = CalendarFeed.objects.filter(recruiter=recruiter, revoked_at=None).first()
    return known or _make(recruiter, at=at)


def end_feed(recruiter: User, *, at: datetime) -> int:
    """From now on its address answers as if it never was."""
    return CalendarFeed.objects.filter(recruiter=recruiter, revoked_at=None).update(revoked_at=at)


def _make(recruiter: User, *, at: datetime) -> CalendarFeed:
    seed = new_seed()
    digest = digest_of(token_of(seed, settings.LINK_KEY))
    try:
        with transaction.atomic():
            return CalendarFeed.objects.create(recruiter=recruiter, seed=seed, digest=digest, made_at=at)
    except IntegrityError:  # somebody was first
        return CalendarFeed.objects.get(recruiter=recruiter, revoked_at=None)
