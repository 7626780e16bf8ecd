"""The words somebody looks for are names. They wait in the session; an address carries only a key to them."""

from django.http import HttpRequest
from django.utils.crypto import get_random_string

DRAWER = "searched"
KEPT = 30  # searches a person can go back to


def keep_words(request: HttpRequest, words: str) -> str:
    """The key under which they are found again; the same words have the same one."""
    kept: dict[str, str] = request.session.get(DRAWER, {})
    known = next((key for key, others in kept.items() if others == words), get_random_string(12))
    newest = [(key, others) for key, others in kept.items() if key != known][-(KEPT - 1) :]
    request.session[DRAWER] = dict([*newest, (known, words)])
    return known


def words_of(request: HttpRequest, key: str) -> str:
    """Empty for a key of somebody else, or of a session that has ended."""
    return str(request.session.get(DRAWER, {}).get(key, ""))
