"""The phone call and the talk: attempts are kept, and only a person who was reached stops the clock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from candidates.actions.proof import called, write_down
from candidates.models import CallAttempt, CallOutcome, Deadline, DeadlineKind, Feedback, ProofEntry, Rejection, User
from candidates.rules.notices import Watch, late_from
from candidates.rules.proof import What, in_utc
from candidates.rules.stages import Channel
from candidates.rules.workdays import Calendar


@dataclass(frozen=True)
class Said:
    """The three points as they were said, and what to remember. The candidate may read all of it."""

    went_well: str = ""
    why_not: str = ""
    advice: str = ""
    note: str = ""


class AlreadyAnswered(Exception):
    """The promise is not open any more: somebody was quicker, or pressed twice."""


@transaction.atomic
def log_attempt(
    rejection: Rejection, *, outcome: CallOutcome, said: Said, minutes: int | None, by: User, at: datetime
) -> CallAttempt:
    """Keeps the promise when the person was reached and told; anything else leaves the clock running."""
    promise = _open_promise(rejection, DeadlineKind.TELL)
    keep_points(rejection, said, by=by, at=at)
    if outcome == CallOutcome.REACHED:
        Deadline.objects.keep_promise(promise.pk, at=at, channel=Channel.CALL, by=by)
    return _keep_attempt(rejection, outcome, said=said, minutes=minutes, by=by, at=at)


@transaction.atomic
def agree_on_talk(rejection: Rejection, *, moment: datetime, calendar: Calendar, by: User, at: datetime) -> Deadline:
    """The candidate chose a later day: until its close the talk is not late. The due moment itself stays."""
    deadline = _open_promise(rejection, DeadlineKind.TALK)
    deadline.agreed_for = moment
    watch = Watch(due_at=deadline.due_at, remind_at=deadline.remind_at, agreed_for=moment)
    deadline.ring_at = min(m for m in (deadline.remind_at, late_from(watch, calendar)) if m and m > at)
    deadline.save(update_fields=["agreed_for", "ring_at"])
    content = {"kind": str(deadline.kind), "agreed_for": in_utc(moment)}
    write_down(rejection, what=What.PROMISED, content=content, by=by, at=at)
    return deadline


@transaction.atomic
def talk_held(rejection: Rejection, *, said: Said, minutes: int | None, by: User, at: datetime) -> CallAttempt:
    promise = _open_promise(rejection, DeadlineKind.TALK)
    keep_points(rejection, said, by=by, at=at)
    Deadline.objects.keep_promise(promise.pk, at=at, channel=Channel.TALK, by=by)
    return _keep_attempt(rejection, CallOutcome.TALK_HELD, said=said, minutes=minutes, by=by, at=at)


def _keep_attempt(
    rejection: Rejection, outcome: CallOutcome, *, said: Said, minutes: int | None, by: User, at: datetime
) -> CallAttempt:
    attempt = CallAttempt.objects.create(rejection=rejection, outcome=outcome, minutes=minutes, by=by, at=at)
    ProofEntry.objects.write_down([called(attempt, vars(said))])
    return attempt


def keep_points(rejection: Rejection, said: Said, *, by: User, at: datetime) -> Feedback:
    """What was typed is kept with every attempt, also when nobody answered."""
    words = {name: text for name, text in vars(said).items() if text.strip()}
    feedback, made = Feedback.objects.select_for_update().get_or_create(
        rejection=rejection, defaults=words | {"saved_at": at, "saved_by": by}
    )
    if not made and words:
        by_now = {"saved_at": at, "saved_by": by, "version": feedback.version + 1, "page_key": ""}
        Feedback.objects.filter(pk=feedback.pk).update(**words, **by_now)
    return feedback


def _open_promise(rejection: Rejection, kind: DeadlineKind) -> Deadline:
    promise = Deadline.objects.select_for_update().open().filter(rejection=rejection, kind=kind).first()
    if promise is None:
        raise AlreadyAnswered
    return promise
