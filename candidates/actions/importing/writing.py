"""Writes the chosen rows of a file, a chunk at a time. A row knows the rejection it became, so that a kill, a second
file or a second worker makes nothing twice: chunk, links and progress come in one transaction, one at a time."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import DataError, IntegrityError, connection, transaction

from candidates.actions.importing.decisions import DecisionMaker
from candidates.actions.imports import end
from candidates.actions.many_rejections import log_many
from candidates.actions.rejections import Decision, Terms, current_terms, log_rejection
from candidates.letters.writing import StaffDraft, write_staff_letters
from candidates.models import ImportRow, ImportRun, ImportState, Rejection, Role, RowVerdict
from candidates.queries.imports import what_came
from candidates.queries.known_decisions import known_decisions

CHUNK = 250
LOCK = 7_236_001  # any number of our own: all that write from files take it


class SomebodyWrites(Exception):
    """Another worker is writing: it goes on with this run too, or the next ring does."""


@transaction.atomic
def write_chunk(run: ImportRun, *, now: datetime) -> bool:
    """The next rows of this run; the last time it ends the run. Answers whether there is more to do. SomebodyWrites."""
    _only_me()
    fresh = _to_write(run)
    if fresh is None:
        return False
    if not fresh.user.is_active or fresh.user.role != Role.RECRUITER:
        fresh.error = "owner_gone"
        end(fresh, ImportState.CANCELLED, at=now)
        return False
    rows = list(fresh.rows.to_write().order_by("line")[:CHUNK])
    _write(fresh, rows, now=now)
    fresh.worked += len(rows)
    fresh.save(update_fields=["worked"])
    if len(rows) == CHUNK:
        return True
    _finish(fresh, now=now)
    return False


def _only_me() -> None:
    """Whether a decision is known is asked and answered under this lock, so no two files bring in the same one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            raise SomebodyWrites


def _to_write(run: ImportRun) -> ImportRun | None:
    waiting = ImportRun.objects.select_for_update(of=("self",)).select_related("user").defer("content")
    return waiting.filter(pk=run.pk, state=ImportState.TO_WRITE).first()


def _write(run: ImportRun, rows: Sequence[ImportRow], *, now: datetime) -> None:
    known, fresh = known_decisions(row.data for row in rows), []
    for row in rows:
        match = known.find(row.data)
        if match is None:
            fresh.append(row)
        else:  # came in by another file since the preview
            row.rejection_id = match.rejection
            _not_written(row, RowVerdict.KNOWN, match.code)
    _log(run, fresh, now=now)


def _log(run: ImportRun, rows: Sequence[ImportRow], *, now: datetime) -> None:
    maker, terms = DecisionMaker(rows, past_as=run.past_as, by=run.user, at=now), current_terms()
    decisions = [maker.decision(row) for row in rows]
    try:
        made: Sequence[Rejection | None] = log_many(decisions, by=run.user, at=now, terms=terms)
    except (IntegrityError, DataError):
        made = [_one(decision, run, now=now, terms=terms) for decision in decisions]
    _link([(row, rejection) for row, rejection in zip(rows, made, strict=True) if rejection])
    for row, rejection in zip(rows, made, strict=True):
        if rejection is None:
            _not_written(row, RowVerdict.WRONG, "refused")


def _not_written(row: ImportRow, verdict: RowVerdict, code: str) -> None:
    row.verdict, row.problems = verdict, [["", code, ""]]
    row.save(update_fields=["verdict", "problems", "rejection"])


def _link(pairs: Sequence[tuple[ImportRow, Rejection]]) -> None:
    """One UPDATE for all of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_importrow SET rejection_id = made.id "
            "FROM unnest(%s::bigint[], %s::bigint[]) AS made (row_id, id) WHERE candidates_importrow.id = made.row_id",
            [[row.pk for row, _made in pairs], [made.pk for _row, made in pairs]],
        )


def _one(decision: Decision, run: ImportRun, *, now: datetime, terms: Terms) -> Rejection | None:
    """One row that the database will not have does not take the others with it."""
    try:
        with transaction.atomic():
            return log_rejection(decision, by=run.user, at=now, terms=terms)
    except (IntegrityError, DataError):
        return None


def _finish(run: ImportRun, *, now: datetime) -> None:
    """One message, however many tasks came with the file."""
    came = asdict(what_came(run, now=now))
    params = {"run": str(run.public_id), "file_name": run.file_name, **came}
    end(run, ImportState.DONE, at=now)
    draft = StaffDraft(key=f"import_done/{run.pk}", kind="import_done", user=run.user, params=params)
    write_staff_letters([draft], at=now)
