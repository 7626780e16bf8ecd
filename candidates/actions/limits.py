"""Taking a token of a limit: one statement, so that no two takers can both see the last one."""

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from candidates.models import Bucket
from candidates.rules.limits import Limit

ALMOST_ONE = 1 - 1e-6  # a token that came back over time may be a rounding short

FULL = "LEAST(%(size)s, bucket.tokens + %(speed)s * GREATEST(0, EXTRACT(EPOCH FROM %(at)s - bucket.filled_at)))"
TAKE = f"""
    INSERT INTO candidates_bucket AS bucket (key, tokens, filled_at)
    VALUES (%(key)s, %(size)s - 1, %(at)s)
    ON CONFLICT (key) DO UPDATE SET tokens = {FULL} - 1, filled_at = GREATEST(bucket.filled_at, %(at)s)
    WHERE {FULL} >= %(one)s
    RETURNING tokens
"""  # noqa: S608 - the only thing filled in is the sentence above


def take(limit: Limit, subject: str, *, at: datetime) -> bool:
    """False when this subject has no try left. Lives in PostgreSQL only, so it holds with the cache and Redis away.

    Call it outside a transaction: a token that is rolled back was not taken.
    """
    given: dict[str, str | float | datetime] = {
        "key": _key(limit, subject),
        "size": limit.tokens,
        "speed": limit.tokens_per_second,
        "at": at,
        "one": ALMOST_ONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, given)
        return cursor.fetchone() is not None


def empty_old_buckets(*, at: datetime) -> int:
    """A bucket that nobody touched for a day is full again: no limit has a longer term."""
    deleted, _rows = Bucket.objects.filter(filled_at__lt=at - timedelta(days=1)).delete()
    return deleted


def _key(limit: Limit, subject: str) -> str:
    """No address, name or place can be read from it."""
    words = f"{limit.name}/{subject.strip().lower()}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, "sha256").hexdigest()
