from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from candidates.models import Candidate, User


@dataclass(frozen=True)
class Scope:
    """Rejections of one person: those they heard of (or ended themselves), and those nobody told them yet.

    `quiet_since`: decided anew or not, of these nothing is said that came after this moment; nobody told them yet.
    """

    candidate: Candidate
    heard: set[int]
    unheard: set[int]
    zone: ZoneInfo
    quiet_since: Mapping[int, datetime] = field(default_factory=dict)

    def may_tell(self, rejection: int | None, at: datetime | None) -> bool:
        since = self.quiet_since.get(rejection) if rejection else None
        return since is None or at is None or at <= since

    @property
    def all(self) -> set[int]:
        return self.heard | self.unheard


def name_of(user: User | None) -> str:
    return user.name if user else ""


def versions(model: Any, keys: Any, fields: dict[str, str], **only: Any) -> list[dict[str, Any]]:
    """What the database kept of earlier versions of these rows (pghistory): only fields somebody wrote."""
    events = model._meta.get_field("events").related_model._default_manager
    rows = events.filter(pgh_obj__in=keys, **only).order_by("pgh_id")
    found = [{"at": row.pgh_created_at} | {label: getattr(row, name) for label, name in fields.items()} for row in rows]
    return [one for one in found if any(value for label, value in one.items() if label != "at")]
