"""Does the clock ring? A worker may be alive and deaf; only the rows it writes prove that it works."""

from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Max

from candidates.models import Heartbeat

SILENCE = timedelta(minutes=2)


def is_silent(now: datetime) -> bool:
    """Not when the database cannot be asked: then it is the database that needs help."""
    try:
        last = Heartbeat.objects.aggregate(last=Max("rang_at"))["last"]
    except DatabaseError:
        connection.close()
        return False
    return last is None or last < now - SILENCE
