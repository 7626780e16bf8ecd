import time
from collections.abc import Callable
from datetime import datetime

from candidates.models import Heartbeat


def beat(name: str, *, at: datetime, took_ms: int, note: str = "") -> Heartbeat:
    """A ring did its work: the row that /readyz and the clock page look at."""
    heartbeat, _made = Heartbeat.objects.update_or_create(
        name=name, defaults={"rang_at": at, "took_ms": took_ms, "note": note[:200]}
    )
    return heartbeat


def with_heartbeat(name: str, work: Callable[[datetime], object], *, now: datetime) -> None:
    """One ring: the work that is due now, how long it took, and what it says of itself."""
    started = time.monotonic()
    note = work(now)
    beat(name, at=now, took_ms=round((time.monotonic() - started) * 1000), note=str(note or ""))
