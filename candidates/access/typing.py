"""What somebody typed survives an expired session: it waits in the new one, for its own writer only."""

from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from candidates.models import User

FIELD = "kept_for"  # a form that wants this carries {% keep_typing %}
SALT = "candidates.access.typing"
DRAWER = "typed"
AT_MOST, LONGEST = timedelta(hours=1), 64_000  # characters


def mark(user: User) -> str:
    """Whose typing it is, signed: on a shared computer nobody finds the words of a colleague."""
    return signing.dumps(user.pk, salt=SALT)


def keep(request: HttpRequest) -> bool:
    """Puts a posted form away under its own address. Nothing of it gets into a URL."""
    writer, body = _writer(request.POST), request.POST.urlencode()
    if writer is None or len(body) > LONGEST:
        return False
    request.session[DRAWER] = signing.dumps([request.path, writer, body], salt=SALT, compress=True)
    return True


def filled_in(request: HttpRequest) -> QueryDict | None:
    """What a form of this page begins with: what was posted now, or before its writer had to log in again."""
    return request.POST if request.method == "POST" else typed_before(request)


def typed_before(request: HttpRequest, *, posted_to: str = "") -> QueryDict | None:
    """What this person typed here before they had to log in again; handed out once, and the page says so.

    `posted_to` is the address of a small form on this page that goes to another one.
    """
    try:
        path, writer, body = signing.loads(request.session.get(DRAWER, ""), salt=SALT, max_age=AT_MOST)
    except signing.BadSignature:
        return None
    if path != (posted_to or request.path):
        return None
    del request.session[DRAWER]
    if writer != request.user.pk:
        return None
    cast(Any, request).typing_came_back = True
    return QueryDict(body)


def page_of(request: HttpRequest) -> str:
    """The page a posted form stood on, as far as the browser says so; otherwise the address it was posted to."""
    sender = urlsplit(request.headers.get("Referer", ""))
    page = urlunsplit(("", "", sender.path, sender.query, ""))
    ours = sender.netloc == request.get_host() and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if page and ours else request.get_full_path()


def _writer(typed: QueryDict) -> int | None:
    try:
        return int(signing.loads(typed.get(FIELD, ""), salt=SALT))
    except signing.BadSignature:
        return None
