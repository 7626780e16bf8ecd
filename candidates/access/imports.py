"""Files of decisions, fetched and judged. Recruiters have their own; HR managers read everybody's."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.reads import note_people
from candidates.models import ImportRow, ImportRun, Role, User
from candidates.queries.imports import rows_of
from candidates.rules.reads import Looked

ROWS_ON_A_PAGE = 100


def imports_to_read(user: User) -> QuerySet[ImportRun]:
    """The runs themselves; what their rows say about people is behind import_to_read."""
    runs = ImportRun.objects.select_related("user").defer("content")
    if user.role == Role.HR_MANAGER:
        return runs
    return runs.of(user) if user.role == Role.RECRUITER else runs.none()


def import_to_read(
    user: User, public_id: UUID, *, shown: str = "", number: str = "1", now: datetime
) -> "tuple[ImportRun, Page[ImportRow]]":
    """With a page of its rows. Who is not known yet stands in the file only, and has nothing to be recorded by."""
    run = import_at_hand(user, public_id)
    rows = ImportRow.objects.none() if run.is_busy else rows_of(run, shown)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(number)
    note_people(user, _known(page.object_list), what=Looked.IMPORT, now=now)
    return run, page


def wrong_rows_to_take(user: User, public_id: UUID, *, now: datetime) -> tuple[ImportRun, list[ImportRow]]:
    """All of them, as a file."""
    run = import_at_hand(user, public_id)
    rows = list(rows_of(run, "wrong"))
    note_people(user, _known(rows), what=Looked.IMPORT_FILE, now=now)
    return run, rows


def import_at_hand(user: User, public_id: UUID) -> ImportRun:
    """The same, for how far it is: that says nothing about people."""
    return get_object_or_404(imports_to_read(user), public_id=public_id)


def import_to_change(user: User, public_id: UUID) -> ImportRun:
    """404 unless it is the user's own."""
    run = import_at_hand(user, public_id)
    if not may_change_import(user, run):
        raise Http404
    return run


def may_change_import(user: User, run: ImportRun) -> bool:
    return user.role == Role.RECRUITER and run.user_id == user.pk


def _known(rows: Iterable[ImportRow]) -> list[int]:
    return [row.rejection.candidate_id for row in rows if row.rejection is not None]
