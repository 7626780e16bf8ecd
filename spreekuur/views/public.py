"""The candidate's personal link. A visit changes nothing but limits: mail scanners open every link before people do."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from candidates.access.desk import public
from candidates.access.links import NoSuchLink, link_by_cookie, link_by_token
from candidates.access.origin import origin_of
from candidates.actions.limits import take
from candidates.models import Link
from candidates.rules.limits import LINK, LINK_PLACE
from candidates.rules.tokens import digest_of


@public
@require_safe
def link_enter(request: HttpRequest, token: str) -> HttpResponse:
    """Trades the token for a cookie, so that it leaves the address bar, the history and every Referer."""
    now = timezone.now()
    if not _may_try(request, digest_of(token), now=now):
        return _enough(request)
    try:
        link = link_by_token(token, now=now)
    except NoSuchLink:
        return _unknown(request)
    response = HttpResponseRedirect(reverse("link_page", args=[link.public_id]))
    response.set_cookie(_cookie_name(link.public_id), token, secure=settings.SECURE, httponly=True, samesite="Lax")
    return _quietly(response)


@public
@require_safe
def link_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the link is for. Only who opened the link has its cookie."""
    now = timezone.now()
    try:
        link = link_by_cookie(public_id, request.COOKIES.get(_cookie_name(public_id), ""), now=now)
    except NoSuchLink:
        return _unknown(request) if _may_try(request, public_id.hex, now=now) else _enough(request)
    return _quietly(_page(request, link))


def _page(request: HttpRequest, link: Link) -> HttpResponse:
    """Of the candidate the first name, of the recruiter how to reach them; nothing of the decision."""
    rejection = link.rejection
    chosen = translation.get_language() if settings.LANGUAGE_COOKIE_NAME in request.COOKIES else None
    with translation.override(chosen or rejection.language):
        return render(
            request,
            "spreekuur/link_page.html",
            {"first_name": rejection.candidate.first_name, "recruiter": rejection.recruiter},
        )


def _unknown(request: HttpRequest) -> HttpResponse:
    """The one answer to links that are unknown, expired or revoked."""
    return _quietly(render(request, "spreekuur/link_unknown.html", status=404))


def _enough(request: HttpRequest) -> HttpResponse:
    return _quietly(render(request, "429.html", status=429))


def _may_try(request: HttpRequest, link: str, *, now: datetime) -> bool:
    """Both are asked, so that neither tells by its silence whether a link exists."""
    return all([take(LINK, link, at=now), take(LINK_PLACE, origin_of(request), at=now)])


def _quietly(response: HttpResponse) -> HttpResponse:
    """Not kept, not indexed, and the address not told to the next site."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _cookie_name(public_id: UUID) -> str:
    """One cookie per link: who holds two links never acts on the wrong one."""
    prefix = "__Host-" if settings.SECURE else ""
    return f"{prefix}link-{public_id.hex}"
