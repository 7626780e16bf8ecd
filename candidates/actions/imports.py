"""What a person does with a file of decisions: hand it in, choose rows, have them written, or stop it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from candidates.models import ImportRow, ImportRun, ImportState, Letter, LetterState, RowVerdict, User

KEPT = timedelta(days=28)  # wrong rows, so that they can be mended; and a preview that nobody answered
LONGEST_NAME = 200
OPEN, HISTORY = "open", "history"


class NotNow(Exception):
    """The run is not in a state for this (any more): show it as it is."""


class NothingChosen(Exception):
    """Not one row was ticked."""


class PastUnanswered(Exception):
    """Some chosen rows are too late already: are they open work, or history without an answer?"""


def receive_file(content: bytes, *, file_name: str, by: User, at: datetime) -> ImportRun:
    """Nothing is read here: the ring takes it up."""
    name = "".join(sign for sign in file_name if sign.isprintable())[-LONGEST_NAME:]
    return ImportRun.objects.create(user=by, file_name=name, content=content, uploaded_at=at)


@transaction.atomic
def choose(run: ImportRun, *, shown: Collection[int], chosen: Collection[int]) -> None:
    """Of the lines that were shown: the ticked ones come along, the others do not. Only new rows can be chosen."""
    rows = _locked(run, ImportState.PREVIEW).rows.new().filter(line__in=shown)
    rows.filter(line__in=chosen).update(is_chosen=True)
    rows.exclude(line__in=chosen).update(is_chosen=False)


@transaction.atomic
def choose_all(run: ImportRun, *, yes: bool) -> None:
    _locked(run, ImportState.PREVIEW).rows.new().update(is_chosen=yes)


@transaction.atomic
def confirm(run: ImportRun, *, past_as: str) -> ImportRun:
    """The chosen rows may be written; the ring does it."""
    run = _locked(run, ImportState.PREVIEW)
    chosen = run.rows.chosen()
    run.total, run.worked = chosen.count(), 0
    if not run.total:
        raise NothingChosen
    if chosen.past().exists() and past_as not in (OPEN, HISTORY):
        raise PastUnanswered
    run.past_as, run.state, run.attempts = past_as, ImportState.TO_WRITE, 0
    run.save(update_fields=["past_as", "state", "attempts", "total", "worked"])
    return run


@transaction.atomic
def cancel(run: ImportRun, *, at: datetime) -> ImportRun:
    """What was written before stays written; of the rest nothing is kept."""
    run = _locked(run, ImportState.TO_READ, ImportState.PREVIEW, ImportState.TO_WRITE)
    return end(run, ImportState.CANCELLED, at=at)


def end(run: ImportRun, state: ImportState, *, at: datetime) -> ImportRun:
    """Called under the lock of the run. Only wrong rows of a run that was written keep what they say."""
    run.state, run.finished_at, run.content, run.lease_until = state, at, b"", None
    run.save(update_fields=["state", "finished_at", "content", "lease_until", "error", "error_about"])
    forget_rows(run, wrong_too=state is not ImportState.DONE)
    return run


def forget_rows(run: ImportRun, *, wrong_too: bool = False) -> int:
    """Line, verdict and rejection stay; what the file said about people goes."""
    rows = run.rows.all() if wrong_too else run.rows.exclude(verdict=RowVerdict.WRONG)
    emptied = rows.filter(verdict=RowVerdict.WRONG).update(data={}, problems=[])
    return emptied + rows.exclude(verdict=RowVerdict.WRONG).update(data={})


def forget_old_imports(now: datetime) -> int:
    """How many rows lost what they said. A preview that was never answered ends with it."""
    for run in ImportRun.objects.unanswered().filter(uploaded_at__lt=now - KEPT):
        _end_unanswered(run, now=now)
    _forget_names(now)
    old = Q(run__finished_at__lt=now - KEPT) & ~Q(data={})
    return ImportRow.objects.wrong().filter(old).update(data={}, problems=[])


def _forget_names(now: datetime) -> None:
    """The name of a file may name somebody, and stands in the mail that says that it is done."""
    old = ImportRun.objects.filter(finished_at__lt=now - KEPT).exclude(file_name="")
    keys = [f"import_done/{pk}" for pk in old.values_list("pk", flat=True)]
    said = Letter.objects.filter(key__in=keys, state=LetterState.SENT)
    said.update(subject="", text="", html="", params={})
    old.update(file_name="")


@transaction.atomic
def _end_unanswered(run: ImportRun, *, now: datetime) -> None:
    found = ImportRun.objects.unanswered().select_for_update(skip_locked=True).filter(pk=run.pk).first()
    if found:
        end(found, ImportState.CANCELLED, at=now)


def _locked(run: ImportRun, *states: ImportState) -> ImportRun:
    """As it is now; NotNow unless it is in one of these states."""
    fresh = ImportRun.objects.select_for_update().filter(pk=run.pk, state__in=states).defer("content").first()
    if fresh is None:
        raise NotNow
    return fresh
