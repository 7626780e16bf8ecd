"""The links by which colleagues come in. In a letter a mark stands in their place; the post fills it in, so that no
table holds one. The same letter always gives the same link: a repeat stays the same, byte for byte."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import int_to_base36

from candidates.models import Letter, User
from candidates.rules import entrance
from candidates.rules.entrance import INVITATION, RESET, Entrance

ENTRANCE_MARK = "https://entrance.invalid/"  # looks like an address, so that a mail shows it as a link
PAGES = {"password_reset": (RESET, "account_reset_password_from_key"), "invitation": (INVITATION, "invitation")}


class ResetTokens:
    """For allauth: makes and checks the link of a forgotten password (ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR)."""

    def make_token(self, user: User) -> str:
        return token_for(RESET, user, at=timezone.now())

    def check_token(self, user: User | None, token: str | None) -> bool:
        return bool(user and token) and opens(RESET, user, token, now=timezone.now())  # type: ignore[arg-type]  # both are there


def fill_in_entrance(text: str, letter: Letter, *, html: bool = False) -> str:
    if ENTRANCE_MARK not in text or letter.user is None or letter.kind not in PAGES:
        return text
    door, page = PAGES[letter.kind]
    address = address_of(door, page, letter.user, at=letter.written_at)
    return text.replace(ENTRANCE_MARK, escape(address) if html else address)


def invitation_address(user: User, *, at: datetime) -> str:
    """For the terminal: `manage.py first_admin` shows it."""
    return address_of(*PAGES["invitation"], user, at=at)


def address_of(door: Entrance, page: str, user: User, *, at: datetime) -> str:
    path = reverse(page, kwargs={"uidb36": int_to_base36(user.pk), "key": token_for(door, user, at=at)})
    return f"{settings.SITE_URL}{path}"


def token_for(door: Entrance, user: User, *, at: datetime) -> str:
    return entrance.token_for(door, _words(user), key=settings.SECRET_KEY, at=at)


def opens(door: Entrance, user: User, token: str, *, now: datetime) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return user.is_active and entrance.opens(door, token, _words(user), keys=keys, now=now)


def _words(user: User) -> str:
    """Another password, login, address or invitation, or the end of all sessions: each voids every older link."""
    parts = (user.pk, user.email, user.password, user.last_login, user.invited_at, user.sessions_ended_at)
    return "\n".join(str(part) for part in parts)
