"""What goes into the file of proof of a rejection, and in which words. Each act writes its entry in its own
transaction, as its last statements (models/proof). Only what is known is written: an empty field is left out."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from candidates.models import (
    CallAttempt,
    Deadline,
    FollowUp,
    Handover,
    Override,
    ProofEntry,
    ProofNote,
    Rejection,
    User,
)
from candidates.rules.points import NAMES, Points
from candidates.rules.proof import What, in_utc


def write_down(
    rejection: Rejection, *, what: What, content: Mapping[str, Any], by: User | None, at: datetime
) -> ProofEntry:
    """The last statement of its transaction."""
    return ProofEntry.objects.write_down([ProofNote(rejection, what, known(content), by=by, at=at)])[0]


def decided(rejection: Rejection, deadlines: Iterable[Deadline], *, by: User, at: datetime) -> ProofNote:
    department = rejection.vacancy.department
    content = {
        "candidate": rejection.candidate.name,
        "vacancy": rejection.vacancy.title,
        "department": department.name if department else "",
        "stage": str(rejection.stage),
        "ended_by": str(rejection.ended_by),
        **ground(rejection),
        "decided_at": in_utc(rejection.decided_at),
        "back_dated": rejection.is_back_dated,
        "from_file": rejection.is_imported,
        "talent_pool": rejection.talent_pool,
        "reference": rejection.reference,
        "promised": [_promise(deadline) for deadline in deadlines],
    }
    return ProofNote(rejection, What.DECIDED, known(content), by=by, at=at)


def _promise(deadline: Deadline) -> dict[str, Any]:
    promise = {
        "kind": str(deadline.kind),
        "channel": str(deadline.channel),
        "due_at": in_utc(deadline.due_at),
        "owner": deadline.owner.name,
        "met_at": in_utc(deadline.met_at) if deadline.met_at else "",
        "met_by": str(deadline.met_channel),
        "stopped": str(deadline.stopped_why),
    }
    return known(promise)


def ground(rejection: Rejection) -> dict[str, Any]:
    """Why: the requirement of the vacancy, the reason, and what was observed."""
    return {
        "requirement": rejection.requirement.text if rejection.requirement else "",
        "reason": rejection.reason,
        "details": rejection.reason_details,
    }


def reason_changed(rejection: Rejection, before: Mapping[str, Any], *, by: User, at: datetime) -> list[ProofNote]:
    after = ground(rejection)
    if after == before:
        return []
    content = known(after | {"before": known(before)})
    return [ProofNote(rejection, What.REASON, content, by=by, at=at)]


def saved(rejection: Rejection, points: Points, *, version: int, by: User, at: datetime) -> ProofNote:
    return ProofNote(rejection, What.SAVED, known(points.all()) | {"version": version}, by=by, at=at)


def saved_before(rejection: Rejection) -> Points | None:
    """The text of the last version that was written down; saving the same once more is no other version."""
    versions = ProofEntry.objects.filter(file=rejection.pk, what=What.SAVED).order_by("-number")
    text = versions.values_list("text__text", flat=True).first()
    if not text:
        return None
    content = json.loads(text)
    return Points(**{name: content.get(name, "") for name in NAMES})


def overruled(override: Override) -> ProofNote:
    fields = ("field", "label", "rule", "quote", "why")
    content = {name: getattr(override, name) for name in fields}
    return ProofNote(override.rejection, What.OVERRIDE, known(content), by=override.by, at=override.at)


def called(attempt: CallAttempt, said: Mapping[str, str]) -> ProofNote:
    """A call or a talk: how it ended, and what was said."""
    talk = attempt.outcome == "talk_held"
    content = {"outcome": str(attempt.outcome), "minutes": attempt.minutes, **said}
    return ProofNote(attempt.rejection, What.TALK if talk else What.CALL, known(content), by=attempt.by, at=attempt.at)


def handed_over(move: Handover) -> ProofNote:
    content = {"task": str(move.deadline.kind), "from": move.from_user.name, "to": move.to_user.name, "why": move.why}
    return ProofNote(move.deadline.rejection, What.HANDED_OVER, content, by=move.by, at=move.at)


def about_follow_up(row: FollowUp, what: What, *, by: User | None, at: datetime) -> ProofNote:
    content = {
        "follow_up": str(row.kind),
        "what": row.what,
        "due_at": in_utc(row.due_at),
        "owner": row.owner.name,
        "why": row.dropped_why,
    }
    return ProofNote(row.rejection, what, known(content), by=by, at=at)


def follow_up_handed_over(row: FollowUp, *, to: User, by: User, why: str, at: datetime) -> ProofNote:
    content = {"follow_up": str(row.kind), "from": row.owner.name, "to": to.name, "why": why}
    return ProofNote(row.rejection, What.HANDED_OVER, known(content), by=by, at=at)


def known(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value not in ("", None, False, [], {})}
