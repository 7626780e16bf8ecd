"""Who may fill in the first page: whoever read the code in the terminal of the machine.

Without this, the first stranger who finds a fresh installation would own it. Nobody is excused because a request seems
to come from the machine itself: behind a proxy that says nothing every request does.
"""

import hmac
from base64 import b32encode

from django.conf import settings
from django.http import HttpRequest

from candidates.models import User

KEPT = "setup_code"  # in the session: this visitor knew the code


def setup_code() -> str:
    """Follows from SECRET_KEY, so it stands in no table: ABCD-EFGH-JKLM-NPQR."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"candidates.setup", "sha256")
    letters = b32encode(digest)[:16].decode()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def is_setup_code(typed: str) -> bool:
    return hmac.compare_digest(_bare(typed).encode(), _bare(setup_code()).encode())


def remember_code(request: HttpRequest) -> None:
    request.session[KEPT] = _seal()


def may_set_up(request: HttpRequest) -> bool:
    """Once there is an administrator, only an administrator."""
    if User.objects.administrators().exists():
        return request.user.is_authenticated and request.user.is_administrator
    return hmac.compare_digest(str(request.session.get(KEPT, "")), _seal())


def _bare(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _seal() -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"candidates.setup.known", "sha256").hexdigest()
