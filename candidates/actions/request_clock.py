"""The clock over questions about data: HR hears a week before the answer is due, and when it is late. Once each."""

from datetime import datetime

from django.db import transaction

from candidates.letters.writing import StaffDraft, write_staff_letters
from candidates.models import DataRequest, Letter, User
from candidates.rules.request_words import REMIND

SOON, LATE = "request_soon", "request_late"
BATCH = 200


def watch_requests(now: datetime) -> int:
    """How many letters were written. Names stand in none of them: they lead to the page."""
    return _remind(now) + _tell_late(now)


@transaction.atomic
def _remind(now: datetime) -> int:
    """Who is late already needs no reminder beside it. As long as there is nobody to tell, nobody was reminded."""
    if not User.objects.hr_managers().exists():
        return 0
    due_soon = DataRequest.objects.open().filter(due_at__gte=now, due_at__lte=now + REMIND, reminded_at=None)
    rows = list(due_soon.select_for_update(skip_locked=True).order_by("due_at", "pk")[:BATCH])
    DataRequest.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return _write(SOON, rows, now=now)


def _tell_late(now: datetime) -> int:
    """The key of a letter is the memory, so what is late for long is written once and looked at only."""
    return _write(LATE, list(DataRequest.objects.late(now).order_by("due_at", "pk")), now=now)


def _write(kind: str, rows: list[DataRequest], *, now: datetime) -> int:
    managers = list(User.objects.hr_managers()) if rows else []
    drafts = {f"{kind}/{row.pk}/{manager.pk}": (row, manager) for row in rows for manager in managers}
    written = set(Letter.objects.filter(key__in=drafts).values_list("key", flat=True)) if drafts else set()
    new = [
        StaffDraft(key=key, kind=kind, user=manager, params={"data_request": row.pk})
        for key, (row, manager) in drafts.items()
        if key not in written
    ]
    return len(write_staff_letters(new, at=now)) if new else 0
