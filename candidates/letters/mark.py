"""The addresses behind a personal link, filled in when a letter is posted (rules/marks)."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from candidates.models import Link
from candidates.rules.letter_kinds import Leave
from candidates.rules.marks import LEAVE_MARKS, LINK_MARK, MARKS, has_mark
from candidates.rules.tokens import token_of


def address_of(link: Link) -> str:
    """Only the post may know it: it is written in no table and no log."""
    return _address("link_enter", link)


def own_address_of(link: Link) -> str:
    """The candidate's own page, in one step."""
    return _address("own_enter", link)


def leaving_address_of(link: Link, leave: Leave) -> str:
    """Where one press ends what these mails are about."""
    return _address("own_leave", link, leave)


def fill_in(text: str, link: Link | None, *, html: bool = False) -> str:
    if link is None or not has_mark(text):
        return text
    for mark in filter(text.__contains__, MARKS):
        address = _behind(mark, link)
        text = text.replace(mark, escape(address) if html else address)
    return text


def _behind(mark: str, link: Link) -> str:
    if mark == LINK_MARK:
        return address_of(link)
    leaves = {mark: leave for leave, mark in LEAVE_MARKS.items()}
    return leaving_address_of(link, leaves[mark]) if mark in leaves else own_address_of(link)


def _address(page: str, link: Link, *more: str) -> str:
    token = token_of(bytes(link.seed), settings.LINK_KEY)
    return str(settings.SITE_URL) + reverse(page, args=[token, *more])
