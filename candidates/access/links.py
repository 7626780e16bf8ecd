"""The holder of a personal link. Unknown, expired and revoked links are one and the same answer."""

import hmac
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from candidates.models import Hold, Link
from candidates.queries.call_moments import asked_promises
from candidates.queries.prepared import Given, Prepared
from candidates.rules.tokens import digest_of


class NoSuchLink(Http404):
    pass


def link_by_token(token: str, *, now: datetime) -> Link:
    link = WITH_DIGEST.first(digest=digest_of(token), now=now, today=localdate(now))
    if link is None:
        raise NoSuchLink
    return link


def link_by_cookie(public_id: UUID, token: str, *, now: datetime) -> Link:
    """The page says which link it is about; the cookie of that link proves that it was opened."""
    link = WITH_ID.first(public_id=public_id, now=now, today=localdate(now))
    if link is None or not hmac.compare_digest(link.digest, digest_of(token)):
        raise NoSuchLink
    return link


def _opening() -> QuerySet[Link]:
    """A link dies when it is revoked, with its own date, and with the term its candidate's data may be kept, unless
    somebody holds them.

    Whether a call is waited for (`waits_for_call`) comes along: what the link opens depends on it.
    """
    held = Exists(Hold.objects.live(Given("today")).filter(candidate=OuterRef("rejection__candidate")))
    kept = Q(rejection__keep_until=None) | Q(rejection__keep_until__gte=Given("today")) | held
    asked = Exists(asked_promises().filter(rejection=OuterRef("rejection")))
    with_people = Link.objects.select_related("rejection__candidate", "rejection__recruiter")
    alive = with_people.annotate(waits_for_call=asked).alive(Given("now"))
    return alive.filter(kept, rejection__forgotten_at=None)


WITH_DIGEST = Prepared(lambda: _opening().filter(digest=Given("digest")))
WITH_ID = Prepared(lambda: _opening().filter(public_id=Given("public_id")))
