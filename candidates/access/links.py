"""The holder of a personal link. Unknown, expired and revoked links are one and the same answer."""

import hmac
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.timezone import localdate

from candidates.models import Hold, Link
from candidates.queries.call_moments import asked_promises
from candidates.rules.tokens import digest_of


class NoSuchLink(Http404):
    pass


def link_by_token(token: str, *, now: datetime) -> Link:
    return _the_one(Q(digest=digest_of(token)), now=now)


def link_by_cookie(public_id: UUID, token: str, *, now: datetime) -> Link:
    """The page says which link it is about; the cookie of that link proves that it was opened."""
    link = _the_one(Q(public_id=public_id), now=now)
    if not hmac.compare_digest(link.digest, digest_of(token)):
        raise NoSuchLink
    return link


def _the_one(which: Q, *, now: datetime) -> Link:
    """A link dies when it is revoked, with its own date, and with the term its candidate's data may be kept; a hold
    keeps them, and so the way to them.

    Whether a call is waited for (`waits_for_call`) comes along: what the link opens depends on it.
    """
    held = Exists(Hold.objects.live(localdate(now)).filter(candidate=OuterRef("rejection__candidate")))
    kept = Q(rejection__keep_until=None) | Q(rejection__keep_until__gte=localdate(now)) | held
    asked = Exists(asked_promises().filter(rejection=OuterRef("rejection")))
    with_people = Link.objects.select_related("rejection__candidate", "rejection__recruiter")
    link = (
        with_people.annotate(waits_for_call=asked)
        .alive(now)
        .filter(which, kept, rejection__candidate__anonymised_at=None, rejection__forgotten_at=None)
        .first()
    )
    if link is None:
        raise NoSuchLink
    return link
