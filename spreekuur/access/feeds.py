"""The holder of a calendar's address. Unknown and ended are one and the same answer."""

from django.conf import settings
from django.http import Http404

from candidates.models import User
from candidates.rules.tokens import digest_of, token_of
from spreekuur.models import CalendarFeed


class NoSuchFeed(Http404):
    pass


def feed_by_token(token: str) -> CalendarFeed:
    feed = CalendarFeed.objects.alive().select_related("recruiter").filter(digest=digest_of(token)).first()
    if feed is None:
        raise NoSuchFeed
    return feed


def token_of_feed(user: User) -> str:
    """For the recruiter's own page; empty while there is none."""
    feed = CalendarFeed.objects.filter(recruiter=user, revoked_at=None).first()
    return token_of(bytes(feed.seed), settings.LINK_KEY) if feed else ""
