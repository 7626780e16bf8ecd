"""What somebody typed survives an expired session: it waits in the new one, for its own writer only."""

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, QueryDict

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


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What this person typed on this page before they had to log in again; handed out once."""
    try:
        path, writer, body = signing.loads(request.session.get(DRAWER, ""), salt=SALT, max_age=AT_MOST)
    except signing.BadSignature:
        return None
    if path != request.path:
        return None
    del request.session[DRAWER]
    return QueryDict(body) if writer == request.user.pk else None


def _writer(typed: QueryDict) -> int | None:
    try:
        return int(signing.loads(typed.get(FIELD, ""), salt=SALT))
    except signing.BadSignature:
        return None
