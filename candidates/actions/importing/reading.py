"""From a file to rows that can be looked at: which are new, which are known, which are wrong. Writes no decision."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from candidates.actions.imports import end
from candidates.models import ImportRow, ImportRun, ImportState, Organisation, RowVerdict
from candidates.queries.known_decisions import KnownDecisions, known_decisions
from candidates.rules.deadlines import Policy, due_at
from candidates.rules.decision_files import SPECIAL, Column, Contents, FileRow, Unreadable
from candidates.rules.reasons import BY_ID
from candidates.rules.special_data import special_words
from candidates.rules.stages import EndedBy, Stage

Reader = Callable[[bytes, ZoneInfo, datetime], Contents]  # forms.decisions_file.read_decisions; the door hands it in
BATCH = 1_000


def read_run(run: ImportRun, *, read: Reader, now: datetime) -> None:
    """Reads without a lock, for it takes seconds; keeps what was read unless somebody stopped the run meanwhile."""
    organisation = Organisation.objects.current()
    content = bytes(ImportRun.objects.values_list("content", flat=True).get(pk=run.pk))
    try:
        contents = read(content, organisation.zone_info, now)
    except Unreadable as trouble:
        fail(run, trouble, at=now)
        return
    keep(run, contents, special=_with_special_words(contents), policy=organisation.policy(), now=now)


@transaction.atomic
def keep(run: ImportRun, contents: Contents, *, special: Collection[int] = (), policy: Policy, now: datetime) -> None:
    """`special`: lines that ask somebody to look at the words of their reason."""
    fresh = _to_read(run)
    if fresh is None:
        return
    known = known_decisions(row.data for row in contents.rows if not row.problems)
    rows = [_judged(fresh, row, known, policy=policy, now=now) for row in contents.rows]
    for row in rows:
        if row.verdict == RowVerdict.NEW and row.line in special:
            row.problems = [[Column.REASON, SPECIAL, ""]]  # the words stand in the row already
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)
    fresh.state, fresh.content, fresh.lease_until, fresh.attempts = ImportState.PREVIEW, b"", None, 0
    fresh.total = fresh.worked = len(rows)
    fresh.unused = [header[:60] for header in contents.unused]
    fresh.save()


@transaction.atomic
def fail(run: ImportRun, trouble: Unreadable, *, at: datetime) -> None:
    fresh = _to_read(run)
    if fresh:
        fresh.error, fresh.error_about = trouble.code, trouble.about
        end(fresh, ImportState.FAILED, at=at)


def _to_read(run: ImportRun) -> ImportRun | None:
    waiting = ImportRun.objects.select_for_update().filter(pk=run.pk, state=ImportState.TO_READ)
    return waiting.defer("content").first()


def _judged(run: ImportRun, row: FileRow, known: KnownDecisions, *, policy: Policy, now: datetime) -> ImportRow:
    """What stands higher in the same file is known too."""
    judged = ImportRow(run=run, line=row.line, data=row.data, verdict=RowVerdict.NEW)
    if row.problems:
        judged.verdict = RowVerdict.WRONG
        judged.problems = [problem.as_list() for problem in row.problems]
    elif match := known.find(row.data):
        judged.verdict, judged.rejection_id = RowVerdict.KNOWN, match.rejection
        judged.problems = [["", match.code, str(match.line or "")]]
    else:
        known.remember_line(row.data, row.line)
        judged.is_past = _is_past(row.data, policy=policy, now=now)
    judged.is_chosen = judged.verdict == RowVerdict.NEW
    return judged


def _with_special_words(contents: Contents) -> set[int]:
    own_words = ((row.line, str(row.data.get(Column.REASON, ""))) for row in contents.rows if not row.problems)
    return {line for line, reason in own_words if reason not in BY_ID and special_words(reason)}


def _is_past(data: dict[str, Any], *, policy: Policy, now: datetime) -> bool:
    """Somebody waits, and longer than was promised."""
    if data["told_at"] or data["ended_by"] == EndedBy.CANDIDATE:
        return False
    return due_at(Stage(data["stage"]), datetime.fromisoformat(data["decided_at"]), policy) < now
