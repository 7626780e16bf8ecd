"""The three points as a draft. Two people may have one draft open: the second one is told, and nothing is lost."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from candidates.actions.proof import ground, reason_changed, saved
from candidates.models import Feedback, Note, ProofEntry, Rejection, Requirement, User
from candidates.rules.points import Points


@dataclass(frozen=True)
class Draft:
    """What the page holds. `other_requirement` is one that the vacancy text forgot to list."""

    points: Points
    reason: str = ""
    reason_details: str = ""
    requirement: Requirement | None = None
    other_requirement: str = ""


class DraftChanged(Exception):
    """Somebody else saved it meanwhile: `theirs` is what they wrote."""

    def __init__(self, theirs: Feedback) -> None:
        super().__init__("the draft was changed")
        self.theirs = theirs


@transaction.atomic
def save_draft(rejection: Rejection, draft: Draft, *, version: int, by: User, at: datetime) -> Feedback:
    """`version` is the one the writer began with, 0 for a new draft. Raises DraftChanged, and then saves nothing."""
    feedback, notes = keep_draft(rejection, draft, version=version, by=by, at=at)
    ProofEntry.objects.write_down(notes)
    return feedback


def keep_draft(
    rejection: Rejection, draft: Draft, *, version: int, by: User, at: datetime
) -> tuple[Feedback, list[Note]]:
    """For an action that does more: it writes the notes down itself, when it has done the rest. DraftChanged."""
    feedback, made = Feedback.objects.select_for_update(of=("self",)).get_or_create(
        rejection=rejection, defaults={"saved_at": at, "saved_by": by, "version": 1, **draft.points.all()}
    )
    is_new_text = made or not _is_same(feedback, draft.points)
    if not made:
        if feedback.version != version and is_new_text:
            raise DraftChanged(feedback)
        _write(feedback, draft.points, by=by, at=at)
    before = ground(rejection)
    _keep_reason(rejection, draft)
    notes = reason_changed(rejection, before, by=by, at=at)
    if is_new_text:
        notes.append(saved(rejection, draft.points, version=feedback.version, by=by, at=at))
    return feedback, notes


def _is_same(feedback: Feedback, points: Points) -> bool:
    return Points(feedback.went_well, feedback.why_not, feedback.advice) == points


def _write(feedback: Feedback, points: Points, *, by: User, at: datetime) -> None:
    for name, words in points.all().items():
        setattr(feedback, name, words)
    feedback.saved_at, feedback.saved_by, feedback.version = at, by, feedback.version + 1
    feedback.save(update_fields=[*points.all(), "saved_at", "saved_by", "version"])


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
    return known or Requirement.objects.create(vacancy=rejection.vacancy, text=text, is_active=False, position=999)
