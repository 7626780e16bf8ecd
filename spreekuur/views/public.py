"""The candidate's personal link. A visit changes nothing but limits: mail scanners open every link before people do."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import public
from candidates.models import Link
from spreekuur.views.booking import chosen
from spreekuur.views.link_door import enter, for_told
from spreekuur.views.standing import page_of
from spreekuur.views.visit import Visit


@public
@require_safe
def link_enter(request: HttpRequest, token: str) -> HttpResponse:
    return enter(request, token, to="link_page")


@require_http_methods(["GET", "HEAD", "POST"])
@for_told
def link_page(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """What the link is for at this moment: to choose when to be called, or the talk; a POST chooses a moment for it."""
    visit = Visit(request, link, now)
    return chosen(visit) if request.method == "POST" else page_of(visit)
