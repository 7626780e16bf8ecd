"""Letters to colleagues, as rows. They hold ids and numbers; words come when they are posted (letters/staff_words)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.conf import settings
from django.db import transaction

from candidates.models import Deadline, Letter, Rejection, RepeatPolicy, User

HERE = uuid5(NAMESPACE_URL, settings.SITE_URL)


@dataclass(frozen=True)
class StaffDraft:
    """The words stand in templates/<app>/letters/<kind>.txt: first line the subject, an empty line, the text."""

    key: str
    kind: str
    user: User
    params: dict[str, Any] = field(default_factory=dict)
    rejection: Rejection | None = None
    deadline: Deadline | None = None
    not_before: datetime | None = None


def write_staff_letters(drafts: Sequence[StaffDraft], *, at: datetime) -> list[Letter]:
    """Each key once, whoever writes at the same time. Returns only the letters that were really made now."""
    run = uuid4()
    with transaction.atomic():
        Letter.objects.bulk_create((_row(draft, run=run, at=at) for draft in drafts), ignore_conflicts=True)
        return list(Letter.objects.filter(token=run, key__in=[draft.key for draft in drafts]).order_by("pk"))


def write_staff_letter(draft: StaffDraft, *, at: datetime) -> Letter | None:
    """None when this key was written before."""
    return next(iter(write_staff_letters([draft], at=at)), None)


def message_id(key: str) -> str:
    """The same for ever for this key, so that a receiver can tell a repeat from a new mail."""
    return f"<{uuid5(HERE, key)}@{settings.SITE.hostname}>"


def _row(draft: StaffDraft, *, run: Any, at: datetime) -> Letter:
    leaves = draft.not_before or at
    return Letter(
        key=draft.key,
        kind=draft.kind,
        message_id=message_id(draft.key),
        user=draft.user,
        address=draft.user.email,
        language=draft.user.language,
        rejection=draft.rejection,
        deadline=draft.deadline,
        params=draft.params,
        repeat=RepeatPolicy.AT_LEAST_ONCE,
        not_before=leaves,
        planned_at=leaves,
        written_at=at,
        token=run,
    )
