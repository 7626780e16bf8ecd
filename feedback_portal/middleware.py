"""Around every page: a request id for the log, the person's language and zone, and a closed door by default."""

import uuid
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from candidates.models import Organisation

Answer = Callable[[HttpRequest], HttpResponseBase]

# Views that are not ours and guard themselves: allauth's own pages, static files, Django's language switch.
GUARDED_ELSEWHERE = ("allauth.", "django.views.i18n", "django.contrib.staticfiles", "django.views.static")


class RequestIdMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex)
        return self.get_response(request)


class PersonMiddleware:
    """The organisation of this installation on the request; the clock and the language of whoever is logged in."""

    BARE = ("/healthz", "/readyz")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in self.BARE:
            return self.get_response(request)
        organisation = Organisation.objects.current()
        request.organisation = organisation  # type: ignore[attr-defined]
        with timezone.override(ZoneInfo(organisation.zone)):
            if request.user.is_authenticated:
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = request.user.language
            return self.get_response(request)


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
