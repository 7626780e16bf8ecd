"""Files of decisions, fetched and judged. Recruiters have their own; HR managers read everybody's."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.models import ImportRun, Read, Role, User


def imports_to_read(user: User) -> QuerySet[ImportRun]:
    """The runs themselves; what their rows say about people is behind import_to_read."""
    runs = ImportRun.objects.select_related("user").defer("content")
    if user.role == Role.HR_MANAGER:
        return runs
    return runs.of(user) if user.role == Role.RECRUITER else runs.none()


def import_to_read(user: User, public_id: UUID, *, now: datetime) -> ImportRun:
    run = import_at_hand(user, public_id)
    Read.objects.create(user=user, what="import", at=now)
    return run


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
