from datetime import datetime

from candidates.models import Heartbeat


def beat(name: str, *, at: datetime, took_ms: int, note: str = "") -> Heartbeat:
    """A ring did its work: the row that /readyz and the clock page look at."""
    heartbeat, _made = Heartbeat.objects.update_or_create(
        name=name, defaults={"rang_at": at, "took_ms": took_ms, "note": note[:200]}
    )
    return heartbeat
