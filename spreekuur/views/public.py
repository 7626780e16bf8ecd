"""The candidate's personal link. A visit changes nothing but limits: mail scanners open every link before people do."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import public
from candidates.access.links import NoSuchLink, link_by_token
from candidates.models import Link
from candidates.rules.tokens import digest_of
from spreekuur.views.booking import chosen
from spreekuur.views.link_door import cookie_name, enough, for_told, may_try, quietly, unknown
from spreekuur.views.standing import page_of
from spreekuur.views.visit import Visit


@public
@require_safe
def link_enter(request: HttpRequest, token: str) -> HttpResponse:
    """Trades the token for a cookie, so that it leaves the address bar, the history and every Referer."""
    now = timezone.now()
    if not may_try(request, digest_of(token), now=now):
        return enough(request)
    try:
        link = link_by_token(token, now=now)
    except NoSuchLink:
        return unknown(request)
    response = HttpResponseRedirect(reverse("link_page", args=[link.public_id]))
    response.set_cookie(cookie_name(link.public_id), token, secure=settings.SECURE, httponly=True, samesite="Lax")
    return quietly(response)


@require_http_methods(["GET", "HEAD", "POST"])
@for_told
def link_page(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """What the link is for at this moment: to choose when to be called, or the talk; a POST chooses a moment for it."""
    visit = Visit(request, link, now)
    return chosen(visit) if request.method == "POST" else page_of(visit)
