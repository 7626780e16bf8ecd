"""Which roles may open a page. A page that declares nothing opens for nobody (middleware)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from candidates.access.typing import keep, page_of
from candidates.models import Organisation, Role, User

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in and has one of the roles the page names."""

    user: User
    organisation: Organisation
    htmx: Any


Desk = Callable[Concatenate[StaffRequest, P], HttpResponseBase]


def open_to(*roles: Role) -> Callable[[Desk[P]], View[P]]:
    """For colleagues with one of these roles; others get a 403, and who is not logged in the login page."""

    def declare(view: Desk[P]) -> View[P]:
        @wraps(view)
        def judged(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _login_first(request)
            if Role(request.user.role) not in roles:
                raise PermissionDenied
            return view(cast(StaffRequest, request), *args, **kwargs)

        cast(Any, judged).open_to = frozenset(roles)
        return cast(View[P], judged)

    return declare


def _login_first(request: HttpRequest) -> HttpResponseBase:
    """A part of a page asked for by htmx stays as it is (401); of a posted form the text is kept (access.typing)."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    keep(request)
    return redirect_to_login(page_of(request))


EVERYBODY = frozenset({"public"})
ALL_ROLES = tuple(Role)
READERS = (Role.RECRUITER, Role.HR_MANAGER)  # of what is about persons


def public(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """For everybody, without an account."""
    cast(Any, view).open_to = EVERYBODY
    return view
