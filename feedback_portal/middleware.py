"""Around every page: a request id for the log, the person's language and zone, and a closed door by default.

What is too large is refused before anybody reads it.

On the way in: a session that lived long enough ends; an empty installation leads to its first page; whoever must log
in with two steps sets that up before anything else.
"""

import uuid
from collections.abc import Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

import structlog
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware

from candidates.access.desk import StaffRequest
from candidates.actions.remembered import Forgotten
from candidates.queries.house import this_organisation
from candidates.rules import limits
from feedback_portal.accounts import terms
from feedback_portal.accounts.two_step import has_two_steps, needs_two_steps
from feedback_portal.logs import page_of

Answer = Callable[[HttpRequest], HttpResponseBase]

# Views that are not ours and guard themselves: allauth's own pages, static files, Django's language switch.
GUARDED_ELSEWHERE = ("allauth.", "django.views.i18n", "django.contrib.staticfiles", "django.views.static")
BARE = ("/healthz", "/readyz")

# Pages that need no organisation and no second step: how one comes in, goes out, and reads.
ALWAYS_OPEN = {"healthz", "readyz", "choose_language", "accessibility", "privacy", "account_login", "account_logout"}
WAYS_IN = ALWAYS_OPEN | {
    "setup",
    "invitation",
    "invitation_accept",
    "account_inactive",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
}
WITH_A_FILE = {"imports"}
SECOND_STEP = ALWAYS_OPEN | {"mfa_activate_totp", "account_reauthenticate"}


class PageHistoryMiddleware(HistoryMiddleware):
    """Who changed a row stands in its history, and on which page: its name, for an address may hold a personal link."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "url": page_of(request.path)}


class RequestIdMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex)
        return self.get_response(request)


class BodySizeMiddleware:
    """Refuses a body by its announced length: before the token of its form is looked for in it, and by then unread.

    A body without a length (sent in chunks, as no browser sends a form) is refused too.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        most = limits.BODY_WITH_FILE if request.resolver_match.view_name in WITH_A_FILE else limits.BODY
        if "Transfer-Encoding" not in request.headers and _announced(request) <= most:
            return None
        return render(request, "413.html", {"most": most}, status=413)


def _announced(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "")
    return int(length) if length.isascii() and length.isdecimal() else 0


class SessionTermMiddleware:
    """Ends a session that lived long enough, wherever it wanted to go."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path not in BARE and request.user.is_authenticated:
            now = timezone.now()
            if terms.is_over(request.session, now=now):
                logout(request)
            elif not _asks_by_itself(request):
                terms.note_sign_of_life(request.session, now=now)
        return self.get_response(request)


def _asks_by_itself(request: HttpRequest) -> bool:
    """A part of a page that is looked up again every minute says nothing about a person."""
    return request.method == "GET" and "HX-Request" in request.headers


class PersonMiddleware:
    """The organisation of this installation on the request; the clock and the language of whoever is logged in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in BARE:
            return self.get_response(request)
        organisation = this_organisation()
        cast(StaffRequest, request).organisation = organisation
        with timezone.override(ZoneInfo(organisation.zone)):
            if request.user.is_authenticated:
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = request.user.language
            return self.get_response(request)


class SetUpFirstMiddleware:
    """While nothing is set up, every page leads to the first one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if request.resolver_match.view_name in WAYS_IN or request.organisation.set_up_at is not None:
            return None
        return redirect("setup")


class SecondStepMiddleware:
    """An HR manager or administrator without a second step can only set it up, when the organisation asks for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if request.resolver_match.view_name in SECOND_STEP or not request.user.is_authenticated:
            return None
        organisation = request.organisation
        if organisation.set_up_at is None or not needs_two_steps(request.user, organisation):
            return None
        if has_two_steps(request.user):
            return None
        messages.info(request, _("Your organisation asks two steps of your role. Set them up first."))
        return redirect("mfa_activate_totp")


class ForgottenMiddleware:
    """Somebody was removed between the opening of a page and the pressing of its button: nothing is saved, and said."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, Forgotten):
            return None
        return render(request, "feedback_portal/forgotten_meanwhile.html", status=404)


class DeclaredAccessMiddleware:
    """A view that does not say who may open it is a mistake of ours, never an open door."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
        module = getattr(view, "__module__", "")
        if hasattr(view, "open_to") or module.startswith(GUARDED_ELSEWHERE):
            return
        raise ImproperlyConfigured(f"{module}.{getattr(view, '__name__', view)} does not say who may open it.")
