"""The history that the database keeps of rows (triggers: also of raw changes), read as sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.models import Deadline, Rejection
from candidates.rules.words import full_moment

DECISION_WORDS = {
    "vacancy_id": gettext_lazy("the vacancy"),
    "recruiter_id": gettext_lazy("the recruiter"),
    "ended_by": gettext_lazy("who ended it"),
    "reason": gettext_lazy("the reason"),
    "reason_details": gettext_lazy("the details of the reason"),
    "requirement_id": gettext_lazy("the requirement"),
    "talent_pool": gettext_lazy("the talent pool"),
    "language": gettext_lazy("the language"),
    "reference": gettext_lazy("the reference"),
}
PERSON_WORDS = {
    "name": gettext_lazy("the name"),
    "email": gettext_lazy("the email address"),
    "phone": gettext_lazy("the phone number"),
    "language": gettext_lazy("the language"),
    "no_more_calls": gettext_lazy("the wish not to be called"),
}


@dataclass(frozen=True)
class Change:
    at: datetime
    words: str
    by: int | None  # the colleague; None when nobody was logged in: the clock, or a hand in the database


def changes_of_rejection(rejection: Rejection) -> Iterator[Change]:
    yield from _named_changes(_events(rejection), DECISION_WORDS)


def changes_of_person(rejection: Rejection) -> Iterator[Change]:
    """From the decision on: what was corrected before belongs to earlier ones."""
    for change in _named_changes(_events(rejection.candidate), PERSON_WORDS):
        if change.at >= rejection.logged_at:
            yield change


def changes_of_promise(promise: Deadline, *, now: datetime, zone: ZoneInfo) -> Iterator[Change]:
    """What the row itself no longer shows: kept and open again, agreed moments, a due moment that was moved by hand."""
    for before, after in pairwise(_events(promise)):
        who = _by(after)
        if before.met_at and after.met_at is None:
            yield Change(after.not_delivered_at or after.pgh_created_at, _("The promise is open again"), who)
        if after.agreed_for and before.agreed_for != after.agreed_for:
            moment = full_moment(after.agreed_for, now, zone)
            yield Change(after.pgh_created_at, _("Talk agreed on for %(moment)s") % {"moment": moment}, who)
        if before.due_at != after.due_at:
            yield Change(after.pgh_created_at, _("The due moment was changed outside the portal"), who)


def _named_changes(events: Sequence[Any], words: dict[str, Any]) -> Iterator[Change]:
    for before, after in pairwise(events):
        changed = [str(named) for field, named in words.items() if getattr(before, field) != getattr(after, field)]
        if changed:
            yield Change(after.pgh_created_at, _("Changed: %(what)s") % {"what": ", ".join(changed)}, _by(after))


def _events(row: Any) -> Sequence[Any]:
    events: Iterable[Any] = row.events.select_related("pgh_context").order_by("pgh_id")
    return list(events)


def _by(event: Any) -> int | None:
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None
