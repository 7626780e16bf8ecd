"""What the ring does with files: it claims the next one, takes it one step further, and goes on while there is time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Case, Value, When

from candidates.actions.importing.reading import Reader, fail, read_run
from candidates.actions.importing.writing import SomebodyWrites, write_chunk
from candidates.models import ImportRun, ImportState
from candidates.rules.decision_files import Unreadable

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=60)
MOST_TRIES = 3


@dataclass(frozen=True)
class Worked:
    steps: int

    def __str__(self) -> str:
        return f"steps {self.steps}" if self.steps else ""


def work_on(now: datetime, *, read: Reader, has_time: Callable[[], bool]) -> Worked:
    """Any number of workers may ring. A file that makes trouble keeps its lease: the others go first."""
    steps = 0
    while has_time():
        run = claim(now)
        if run is None:
            break
        steps += 1
        try:
            _step(run, read=read, now=now)
        except SomebodyWrites:
            _release(run)
            break
        except Exception:
            log.exception("import_step_failed", run=str(run.public_id), state=run.state, attempts=run.attempts)
    return Worked(steps)


@transaction.atomic
def claim(now: datetime) -> ImportRun | None:
    """A file that waits to be read goes before one that is being written: reading takes seconds."""
    reads_first = Case(When(state=ImportState.TO_READ, then=Value(0)), default=Value(1))
    waiting = ImportRun.objects.to_do(now).select_for_update(skip_locked=True).defer("content")
    run = waiting.order_by(reads_first, "uploaded_at", "pk").first()
    if run:
        run.attempts, run.lease_until = run.attempts + 1, now + LEASE
        run.save(update_fields=["attempts", "lease_until"])
    return run


def _step(run: ImportRun, *, read: Reader, now: datetime) -> None:
    if run.state == ImportState.TO_WRITE:
        if write_chunk(run, now=now):
            _release(run)
    elif run.attempts > MOST_TRIES:
        fail(run, Unreadable("gave_up"), at=now)
    else:
        read_run(run, read=read, now=now)


def _release(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(lease_until=None, attempts=0)
