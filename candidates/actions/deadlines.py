"""From a decision to the promises it makes: one row for telling it, one for the talk when a talk is owed."""

from datetime import datetime

from candidates.models import Deadline, DeadlineKind, Rejection, User
from candidates.rules.deadlines import Policy, Promise, as_record, due_at, remind_at, silence_at, talk_due_at
from candidates.rules.stages import Stage


def planned_deadlines(rejection: Rejection, policy: Policy, *, owner: User, at: datetime) -> list[Deadline]:
    """Rows that are not written yet. A candidate who withdrew is owed nothing. Due moments run from the decision."""
    if rejection.is_withdrawn:
        return []
    planned = [_to_tell(rejection, policy, owner=owner, at=at)]
    if rejection.stage is Stage.LATE_STAGE or rejection.talent_pool:
        planned.append(_to_talk(rejection, policy, owner=owner, at=at))
    return planned


def _to_tell(rejection: Rejection, policy: Policy, *, owner: User, at: datetime) -> Deadline:
    due = due_at(rejection.stage, rejection.decided_at, policy)
    deadline = _row(rejection, policy, policy.promises[rejection.stage], due=due, owner=owner, at=at)
    deadline.kind = DeadlineKind.TELL
    deadline.silence_at = silence_at(rejection.decided_at, policy)
    return _with_first_ring(deadline)


def _to_talk(rejection: Rejection, policy: Policy, *, owner: User, at: datetime) -> Deadline:
    due = talk_due_at(rejection.decided_at, policy)
    deadline = _row(rejection, policy, policy.talk, due=due, owner=owner, at=at)
    deadline.kind = DeadlineKind.TALK
    return _with_first_ring(deadline)


def _row(
    rejection: Rejection, policy: Policy, promise: Promise, *, due: datetime, owner: User, at: datetime
) -> Deadline:
    reminder = remind_at(due, rejection.decided_at, policy)
    return Deadline(
        rejection=rejection,
        channel=promise.channel,
        owner=owner,
        due_at=due,
        policy=as_record(policy, promise, between=(rejection.decided_at, due)),
        created_at=at,
        # Somebody who logs a decision after the moment of its reminder knows about it.
        remind_at=reminder if reminder and reminder > at else None,
    )


def _with_first_ring(deadline: Deadline) -> Deadline:
    moments = (deadline.remind_at, deadline.due_at, deadline.silence_at)
    deadline.ring_at = min(moment for moment in moments if moment is not None)
    return deadline
