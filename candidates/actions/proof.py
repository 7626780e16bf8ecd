"""What goes into the file of proof of a rejection, and in which words. Each act writes its entry in its own
transaction, as its last statements (models/proof). Only what is known is written: an empty field is left out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from candidates.models import CallAttempt, Deadline, FollowUp, Handover, Note, ProofEntry, Rejection, User
from candidates.rules.points import Points
from candidates.rules.proof import What, in_utc


def write_down(
    rejection: Rejection, *, what: What, content: Mapping[str, Any], by: User | None, at: datetime
) -> ProofEntry:
    """The last statement of its transaction."""
    return ProofEntry.objects.write_down([Note(rejection, what, known(content), by=by, at=at)])[0]


def decided(rejection: Rejection, deadlines: Iterable[Deadline], *, by: User, at: datetime) -> Note:
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
    return Note(rejection, What.DECIDED, known(content), by=by, at=at)


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


def reason_changed(rejection: Rejection, before: Mapping[str, Any], *, by: User, at: datetime) -> list[Note]:
    after = ground(rejection)
    if after == before:
        return []
    content = known(after) | {"before": known(before)}
    return [Note(rejection, What.REASON, content, by=by, at=at)]


def saved(rejection: Rejection, points: Points, *, version: int, by: User, at: datetime) -> Note:
    return Note(rejection, What.SAVED, known(points.all()) | {"version": version}, by=by, at=at)


def called(attempt: CallAttempt, said: Mapping[str, str]) -> Note:
    """A call or a talk: how it ended, and what was said."""
    talk = attempt.outcome == "talk_held"
    content = {"outcome": str(attempt.outcome), "minutes": attempt.minutes, **said}
    return Note(attempt.rejection, What.TALK if talk else What.CALL, known(content), by=attempt.by, at=attempt.at)


def handed_over(move: Handover) -> Note:
    content = {"task": str(move.deadline.kind), "from": move.from_user.name, "to": move.to_user.name, "why": move.why}
    return Note(move.deadline.rejection, What.HANDED_OVER, content, by=move.by, at=move.at)


def about_follow_up(row: FollowUp, what: What, *, by: User | None, at: datetime) -> Note:
    content = {
        "follow_up": str(row.kind),
        "what": row.what,
        "due_at": in_utc(row.due_at),
        "owner": row.owner.name,
        "why": row.dropped_why,
    }
    return Note(row.rejection, what, known(content), by=by, at=at)


def follow_up_handed_over(row: FollowUp, *, to: User, by: User, why: str, at: datetime) -> Note:
    content = {"follow_up": str(row.kind), "from": row.owner.name, "to": to.name, "why": why}
    return Note(row.rejection, What.HANDED_OVER, known(content), by=by, at=at)


def known(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value not in ("", None, False, [], {})}
