"""The three points as a draft. Two people may have one draft open: the second one is told, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pgtrigger
from django.db import transaction

from candidates.actions.proof import ground, reason_changed, saved, saved_before
from candidates.actions.remembered import remembered
from candidates.models import Feedback, ProofEntry, ProofNote, Rejection, Requirement, Skeleton, User
from candidates.models.vacancy import TYPED_BESIDE
from candidates.rules.points import Points

HISTORY = ("candidates.Feedback:insert_insert", "candidates.Feedback:update_update")


@dataclass(frozen=True)
class Draft:
    """What the page holds. `other_requirement` is one that the vacancy text forgot to list. `page_key` names the opened
    page; `besides` is what else was typed on it, so that it can be shown again as it was."""

    points: Points
    reason: str = ""
    reason_details: str = ""
    requirement: Requirement | None = None
    other_requirement: str = ""
    page_key: str = ""
    besides: Mapping[str, str] = field(default_factory=dict)
    began_with: Skeleton | None = None


class DraftChanged(Exception):
    """Somebody else saved it meanwhile: `theirs` is what they wrote."""

    def __init__(self, theirs: Feedback) -> None:
        super().__init__("the draft was changed")
        self.theirs = theirs


@transaction.atomic
def save_draft(rejection: Rejection, draft: Draft, *, version: int, by: User, at: datetime) -> Feedback:
    """`version` is the one the writer began with, 0 for a new draft. Raises DraftChanged, and then saves nothing.

    A page that saved last may save again, whatever its version: it wrote all there is.
    """
    feedback, notes = keep_draft(rejection, draft, version=version, by=by, at=at)
    ProofEntry.objects.write_down(notes)
    return feedback


def keep_draft(
    rejection: Rejection, draft: Draft, *, version: int, by: User, at: datetime
) -> tuple[Feedback, list[ProofNote]]:
    """For an action that does more: it writes the notes down itself, when it has done the rest. DraftChanged."""
    feedback = _saved(rejection, draft, version=version, by=by, at=at, kept_at=at)
    before = ground(rejection)
    _keep_reason(rejection, draft)
    notes = reason_changed(rejection, before, by=by, at=at)
    if saved_before(rejection) != draft.points:
        notes.append(saved(rejection, draft.points, version=feedback.version, by=by, at=at))
    return feedback, notes


@transaction.atomic
def save_by_itself(rejection: Rejection, draft: Draft, *, version: int, by: User, at: datetime) -> Feedback:
    """While somebody types. Half sentences are no part of the history: that begins when they press the button."""
    with pgtrigger.ignore(*HISTORY):
        return _saved(rejection, draft, version=version, by=by, at=at)


def _saved(
    rejection: Rejection, draft: Draft, *, version: int, by: User, at: datetime, kept_at: datetime | None = None
) -> Feedback:
    remembered(rejection)  # before its text, as forgetting does
    fresh = {"saved_at": at, "saved_by": by, "version": 1, "page_key": draft.page_key, "typed": dict(draft.besides)}
    begun = {"began_with": draft.began_with, "kept_at": kept_at}
    feedback, made = Feedback.objects.select_for_update(of=("self",)).get_or_create(
        rejection=rejection, defaults=fresh | begun | draft.points.all()
    )
    if made:
        return feedback
    if not _may_write(feedback, draft, version=version):
        raise DraftChanged(feedback)
    if kept_at is None and _says_the_same(feedback, draft):
        return feedback  # a page that says again what stands there makes no newer version: nobody else is behind
    fresh["version"] = feedback.version + 1
    begun = {name: value for name, value in begun.items() if value is not None}
    changes = fresh | begun | draft.points.all()
    for name, value in changes.items():
        setattr(feedback, name, value)
    feedback.save(update_fields=list(changes))
    return feedback


def _says_the_same(feedback: Feedback, draft: Draft) -> bool:
    held = (feedback.page_key, feedback.typed, _points(feedback))
    return held == (draft.page_key, dict(draft.besides), draft.points)


def _points(feedback: Feedback) -> Points:
    return Points(feedback.went_well, feedback.why_not, feedback.advice)


def _may_write(feedback: Feedback, draft: Draft, *, version: int) -> bool:
    same_page = bool(draft.page_key) and feedback.page_key == draft.page_key
    same_text = _points(feedback) == draft.points
    return same_page or same_text or feedback.version == version


def _keep_reason(rejection: Rejection, draft: Draft) -> None:
    requirement = draft.requirement
    if draft.other_requirement:
        requirement = _named(rejection, draft.other_requirement)
    rejection.reason, rejection.reason_details = draft.reason, draft.reason_details
    rejection.requirement = requirement
    rejection.save(update_fields=["reason", "reason_details", "requirement"])


def _named(rejection: Rejection, text: str) -> Requirement:
    """Kept with the vacancy, but not offered for others: it was not in its text."""
    known = Requirement.objects.filter(vacancy=rejection.vacancy_id, text=text).first()
    return known or Requirement.objects.create(
        vacancy=rejection.vacancy, text=text, is_active=False, position=TYPED_BESIDE
    )
