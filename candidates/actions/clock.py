"""The sweep: it finds promises whose moment has come, writes each warning once, and says it in as few mails as it can.

Any number of sweeps may run at once: rows are claimed with SKIP LOCKED, and a notice is unique per promise and kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from candidates.letters.writing import StaffDraft, write_staff_letters
from candidates.models import Deadline, Letter, Notice, NoticeKind, Organisation, User
from candidates.rules.notices import Look, Warn, Watch, digest_due_at, look
from candidates.rules.workdays import Calendar, local

BATCH = 5000


@dataclass(frozen=True)
class Swept:
    looked: int
    noticed: int
    letters: int

    def __str__(self) -> str:
        return f"{self.looked} looked at, {self.noticed} notices, {self.letters} letters"


@dataclass(frozen=True)
class Made:
    """A notice that this sweep wrote, and whose task it is about."""

    pk: int
    deadline: int
    kind: str
    owner: int


def watch(now: datetime) -> Swept:
    organisation = Organisation.objects.current()
    calendar = organisation.calendar()
    looked = noticed = letters = 0
    while True:
        batch = sweep(now, calendar)
        looked, noticed, letters = looked + batch.looked, noticed + batch.noticed, letters + batch.letters
        if batch.looked < BATCH:
            break
    letters += write_digests(now, organisation, calendar)
    return Swept(looked, noticed, letters)


@transaction.atomic
def sweep(now: datetime, calendar: Calendar) -> Swept:
    """One batch in one transaction: notices, their letters and the next moment to look come together or not at all."""
    rows = list(
        Deadline.objects.ringing(now)
        .select_for_update(skip_locked=True)
        .order_by("ring_at")
        .only("pk", "owner_id", "due_at", "remind_at", "silence_at", "agreed_for")[:BATCH]
    )
    looks = {row.pk: look(_watch(row), now, calendar) for row in rows}
    made = _write_notices(rows, looks, now=now, day=local(now, calendar).date())
    letters = _tell_owners(made, now=now) + _tell_hr(made, now=now, day=local(now, calendar).date())
    _look_again(looks)
    return Swept(len(rows), len(made), letters)


def _watch(row: Deadline) -> Watch:
    return Watch(due_at=row.due_at, remind_at=row.remind_at, silence_at=row.silence_at, agreed_for=row.agreed_for)


def _write_notices(rows: list[Deadline], looks: dict[int, Look], *, now: datetime, day: date) -> list[Made]:
    """ON CONFLICT DO NOTHING: what a sweep before us wrote is not written, nor mailed, again."""
    owners = {row.pk: row.owner_id for row in rows}
    wanted = [(pk, warning.value) for pk, seen in looks.items() for warning in seen.warnings]
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO candidates_notice (deadline_id, kind, day, made_at)
            SELECT deadline, kind, %s, %s FROM unnest(%s::bigint[], %s::text[]) AS wanted (deadline, kind)
            ON CONFLICT (deadline_id, kind) DO NOTHING
            RETURNING id, deadline_id, kind
            """,
            [day, now, [pk for pk, _kind in wanted], [kind for _pk, kind in wanted]],
        )
        return [Made(pk, deadline, kind, owners[deadline]) for pk, deadline, kind in cursor.fetchall()]


def _tell_owners(made: list[Made], *, now: datetime) -> int:
    """One mail per colleague and kind, however many people wait. Who is late already needs no reminder beside it."""
    late = {notice.deadline for notice in made if notice.kind == Warn.LATE}
    groups: dict[tuple[int, str], list[Made]] = defaultdict(list)
    for notice in made:
        if notice.kind == Warn.REMIND and notice.deadline in late:
            groups[notice.owner, Warn.LATE.value].append(notice)
        elif notice.kind != Warn.ESCALATE:
            groups[notice.owner, notice.kind].append(notice)
    users = User.objects.active().in_bulk({owner for owner, _kind in groups})
    mails = (
        (f"{kind}/{owner}/{group[0].pk}", kind, users[owner], group)
        for (owner, kind), group in groups.items()
        if owner in users
    )
    return _write(mails, now=now)


def _tell_hr(made: list[Made], *, now: datetime, day: date) -> int:
    """The first case of a day at once; the others of that day wait for the digest. Silence is always told."""
    cases = [notice for notice in made if notice.kind == Warn.ESCALATE][:1]
    silent = [notice for notice in made if notice.kind == Warn.SILENCE]
    managers = list(User.objects.hr_managers()) if cases or silent else []
    told = _write(((f"escalate/{day}/{hr.pk}", "escalate", hr, cases) for hr in managers if cases), now=now)
    return told + _write(
        ((f"silence/hr/{hr.pk}/{silent[0].pk}", "silence", hr, silent) for hr in managers if silent), now=now
    )


def write_digests(now: datetime, organisation: Organisation, calendar: Calendar) -> int:
    """For each past day with late answers that HR did not hear of yet: one mail per HR manager."""
    waiting = Notice.objects.filter(kind=NoticeKind.ESCALATE, letter=None, day__lt=local(now, calendar).date())
    days = list(waiting.values_list("day", flat=True).distinct().order_by("day"))
    due = [day for day in days if digest_due_at(day, organisation.digest_time, calendar) <= now]
    return sum(_write_digest(day, now=now) for day in due)


@transaction.atomic
def _write_digest(day: date, *, now: datetime) -> int:
    late = Notice.objects.filter(kind=NoticeKind.ESCALATE, letter=None, day=day).select_for_update(skip_locked=True)
    cases = [Made(pk, deadline, "digest", 0) for pk, deadline in late.order_by("pk").values_list("pk", "deadline_id")]
    if not cases:
        return 0
    return _write(((f"digest/{day}/{hr.pk}", "digest", hr, cases) for hr in User.objects.hr_managers()), now=now)


def _write(mails: Iterable[tuple[str, str, User, list[Made]]], *, now: datetime) -> int:
    """Letters with the promises they are about; each notice remembers the mail that carried it."""
    wanted = {key: (kind, user, group) for key, kind, user, group in mails}
    drafts = [
        StaffDraft(key=key, kind=kind, user=user, params={"deadlines": [notice.deadline for notice in group]})
        for key, (kind, user, group) in wanted.items()
    ]
    letters = write_staff_letters(drafts, at=now) if drafts else []
    _remember(letters, {key: group for key, (_kind, _user, group) in wanted.items()})
    return len(letters)


def _remember(letters: list[Letter], groups: dict[str, list[Made]]) -> None:
    carried = [(notice.pk, letter.pk) for letter in letters for notice in groups[letter.key]]
    if carried:
        _set("candidates_notice", "letter_id", "bigint", carried)


def _look_again(looks: dict[int, Look]) -> None:
    if looks:
        _set("candidates_deadline", "ring_at", "timestamptz", [(pk, seen.again_at) for pk, seen in looks.items()])


def _set(table: str, column: str, kind: str, values: Sequence[tuple[int, object]]) -> None:
    """One UPDATE for many rows, each with its own value."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = given.value "  # noqa: S608 - names are ours, values are bound
            f"FROM unnest(%s::bigint[], %s::{kind}[]) AS given (id, value) WHERE {table}.id = given.id",
            [[pk for pk, _value in values], [value for _pk, value in values]],
        )
