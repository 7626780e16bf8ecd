"""The door of everything behind a candidate's personal link: who holds its cookie, in which language, how often."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation

from candidates.access.desk import public
from candidates.access.links import NoSuchLink, link_by_cookie, link_by_token
from candidates.access.origin import origin_of
from candidates.actions.limits import take
from candidates.actions.remembered import Forgotten
from candidates.models import Link
from candidates.rules.limits import LINK, LINK_PLACE
from candidates.rules.tokens import digest_of

NO_REFERRER, SAME_ORIGIN = "no-referrer", "same-origin"
P = ParamSpec("P")
Held = Callable[[HttpRequest, Link, datetime], HttpResponse]
By = Callable[[Link], HttpResponse]


def enter(request: HttpRequest, token: str, *more: str, to: str) -> HttpResponse:
    """Trades the token for a cookie, so that it leaves the address bar, the history and every Referer."""

    def trade(link: Link) -> HttpResponse:
        response = HttpResponseRedirect(reverse(to, args=[link.public_id, *more]))
        name = cookie_name(link.public_id)
        response.set_cookie(name, token, secure=settings.SECURE, httponly=True, samesite="Lax")
        return response

    return for_token(request, token, trade)


def for_token(request: HttpRequest, token: str, answer: By) -> HttpResponse:
    """For who holds the token itself. A wrong one, and one too many, are answered like every other."""
    now = timezone.now()
    if not may_try(request, digest_of(token), now=now):
        return enough(request)
    try:
        link = link_by_token(token, now=now)
    except NoSuchLink:
        return unknown(request)
    try:
        return quietly(answer(link))
    except Forgotten:
        return unknown(request)


def for_holder(
    view: Callable[Concatenate[HttpRequest, Link, datetime, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """`view(request, link, now)` in the candidate's language; only for who opened the link and has its cookie."""

    @wraps(view)
    def door(request: HttpRequest, public_id: UUID, *args: P.args, **more: P.kwargs) -> HttpResponse:
        now = timezone.now()
        try:
            link = link_by_cookie(public_id, request.COOKIES.get(cookie_name(public_id), ""), now=now)
        except NoSuchLink:
            return unknown(request) if may_try(request, public_id.hex, now=now) else enough(request)
        chosen = translation.get_language() if settings.LANGUAGE_COOKIE_NAME in request.COOKIES else None
        with translation.override(chosen or link.rejection.language):
            try:
                return quietly(view(request, link, now, *args, **more), referrer=SAME_ORIGIN)
            except Forgotten:  # on another page of theirs, this very moment
                return unknown(request)

    return public(cast(Any, door))


def for_told(view: Held) -> Callable[..., HttpResponse]:
    """The same, for what is about a talk, which tells the decision: who waits for our call is led to that page."""

    @for_holder
    @wraps(view)
    def door(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
        if link.waits_for_call:  # type: ignore[attr-defined]  # annotated by its query
            return redirect("call_moment", link.public_id)
        return view(request, link, now)

    return door


def unknown(request: HttpRequest) -> HttpResponse:
    """The one answer to links that are unknown, expired or revoked."""
    return quietly(render(request, "spreekuur/link_unknown.html", status=404))


def enough(request: HttpRequest) -> HttpResponse:
    """The one answer to too many tries."""
    return quietly(render(request, "spreekuur/enough.html", status=429))


def may_try(request: HttpRequest, link: str, *, now: datetime) -> bool:
    """Both are asked, so that neither tells by its silence whether a link exists."""
    return all([take(LINK, link, at=now), take(LINK_PLACE, origin_of(request), at=now)])


def quietly(response: HttpResponse, *, referrer: str = NO_REFERRER) -> HttpResponse:
    """Not kept, not indexed, and the address not told to the next site.

    A page with a form tells our own: without any referrer a browser sends no origin either, and its form is refused.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = referrer
    return response


def cookie_name(public_id: UUID) -> str:
    """One cookie per link: who holds two links never acts on the wrong one."""
    prefix = "__Host-" if settings.SECURE else ""
    return f"{prefix}link-{public_id.hex}"
