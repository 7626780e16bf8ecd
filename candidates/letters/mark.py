"""The mark that stands in the place of the personal link until the letter is posted."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from candidates.models import Link
from candidates.rules.tokens import token_of

LINK_MARK = "[[personal-link]]"


def address_of(link: Link) -> str:
    """Only the post may know it: it is written in no table and no log."""
    return str(settings.SITE_URL) + reverse("link_enter", args=[token_of(bytes(link.seed), settings.LINK_KEY)])


def fill_in(text: str, link: Link | None, *, html: bool = False) -> str:
    if LINK_MARK not in text or link is None:
        return text
    address = address_of(link)
    return text.replace(LINK_MARK, escape(address) if html else address)
