"""A link that lets a colleague choose a password: signed words with a moment in them, good for a while and once.

`words` is what the link stands on (the password as it is stored, the last login, ...): when one of them changes, the
link is dead. So it needs no table, and nobody who reads the tables can make one.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Entrance:
    name: str
    term: timedelta


RESET = Entrance("reset", timedelta(days=1))
INVITATION = Entrance("invitation", timedelta(days=7))


def token_for(entrance: Entrance, words: str, *, key: str, at: datetime) -> str:
    second = format(int(at.timestamp()), "x")
    return f"{second}-{_seal(entrance, second, words, key)}"


def opens(entrance: Entrance, token: str, words: str, *, keys: Iterable[str], now: datetime) -> bool:
    second, _line, seal = token.partition("-")
    known = [hmac.compare_digest(seal.encode(), _seal(entrance, second, words, key).encode()) for key in keys]
    return any(known) and timedelta(0) <= now - _moment(second, now) <= entrance.term


def _moment(second: str, like: datetime) -> datetime:
    return datetime.fromtimestamp(int(second, 16), tz=like.tzinfo)


def _seal(entrance: Entrance, second: str, words: str, key: str) -> str:
    message = "\n".join((entrance.name, second, words)).encode()
    return urlsafe_b64encode(hmac.digest(key.encode(), message, "sha256")).decode().rstrip("=")
