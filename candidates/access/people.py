"""Colleagues, fetched and judged: administrators see them all; who was invited proves it by the link."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.http import base36_to_int

from candidates.letters.entrance import opens
from candidates.models import User
from candidates.rules.entrance import INVITATION


def person_to_manage(user: User, pk: int) -> User:
    if not user.is_administrator:
        raise Http404
    return get_object_or_404(User, pk=pk)


def invited_person(uidb36: str, token: str, *, now: datetime) -> User | None:
    """None for links that are unknown, used, too old, or of an account that is closed: all the same to a visitor."""
    try:
        user = User.objects.filter(pk=base36_to_int(uidb36)).first()
    except ValueError:
        return None
    return user if user and opens(INVITATION, user, token, now=now) else None
