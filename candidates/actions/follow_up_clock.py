"""The sweep over follow-ups: a reminder before, a word when it is late, each once, in one mail per colleague."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from candidates.letters.writing import StaffDraft, write_staff_letters
from candidates.models import FollowUp, Organisation, User
from candidates.rules.notices import Warn, Watch, look
from candidates.rules.workdays import Calendar

BATCH = 1000
KINDS = {Warn.REMIND: "follow_up_remind", Warn.LATE: "follow_up_late"}


def watch_follow_ups(now: datetime) -> int:
    """How many were looked at."""
    calendar = Organisation.objects.current().calendar()
    looked = 0
    while batch := _sweep(now, calendar):
        looked += batch
    return looked


@transaction.atomic
def _sweep(now: datetime, calendar: Calendar) -> int:
    """What was said stands on the row, in the transaction that writes the letter: two sweeps never say it twice."""
    rows = list(FollowUp.objects.ringing(now).select_for_update(skip_locked=True).order_by("ring_at")[:BATCH])
    said: dict[tuple[Warn, int], list[FollowUp]] = defaultdict(list)
    for row in rows:
        warning = _look(row, now, calendar)
        if warning:
            said[warning, row.owner_id].append(row)
    FollowUp.objects.bulk_update(rows, ["ring_at", "reminded_at", "late_told_at"])
    _tell(said, now=now)
    return len(rows)


def _look(row: FollowUp, now: datetime, calendar: Calendar) -> Warn | None:
    """The one word that is due now: who is late needs no reminder beside it."""
    seen = look(Watch(due_at=row.due_at, remind_at=row.remind_at), now, calendar)
    row.ring_at = seen.again_at
    if Warn.LATE in seen.warnings and row.late_told_at is None:
        row.late_told_at = now
        return Warn.LATE
    if Warn.REMIND in seen.warnings and row.reminded_at is None and row.late_told_at is None:
        row.reminded_at = now
        return Warn.REMIND
    return None


def _tell(said: dict[tuple[Warn, int], list[FollowUp]], *, now: datetime) -> None:
    users = User.objects.active().in_bulk({owner for _warning, owner in said})
    write_staff_letters(
        [
            StaffDraft(
                key=f"{KINDS[warning]}/{owner}/{group[0].pk}",
                kind=KINDS[warning],
                user=users[owner],
                params={"follow_ups": [row.pk for row in group]},
            )
            for (warning, owner), group in said.items()
            if owner in users
        ],
        at=now,
    )
