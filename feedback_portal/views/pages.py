"""Pages without a subject of their own."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from candidates.access.desk import public
from candidates.access.typing import keep, page_of
from candidates.actions.preferences import choose_language as keep_language

ACCESSIBILITY_LOOKED_AT = date(2026, 11, 25)  # when somebody last held the statement against the portal and its tests


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback_portal/accessibility.html", {"looked_at": ACCESSIBILITY_LOOKED_AT})


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """For a colleague a setting, for a visitor a cookie. Goes back to where the visitor was."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_way_back(request))
    if translation.check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, secure=settings.SECURE, httponly=True, samesite="Lax"
        )
        if request.user.is_authenticated:
            keep_language(request.user, language=language)
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that lay open too long, or a browser without cookies. Nothing was saved; what can be kept comes back."""
    if not request.headers.get("HX-Request") and keep(request):
        return HttpResponseRedirect(page_of(request))
    return render(request, "403_csrf.html", status=403)
