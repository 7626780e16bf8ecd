"""The phone call and the talk: attempts are kept, and only a person who was reached stops the clock."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from candidates.actions.agreed_talks import day_beside, free_agreed, keep_for_the_later, take_agreed
from candidates.actions.call_letters import withdraw_question
from candidates.actions.call_moments import free_the_time
from candidates.actions.follow_ups import make_follow_up
from candidates.actions.held_back import Answers, judge, note_down
from candidates.actions.letters import TooLate, take_back_mail
from candidates.actions.proof import about_follow_up, called, saved, saved_before, write_down
from candidates.actions.remembered import remembered, remembered_person
from candidates.actions.taken_time import SomewhereElse
from candidates.models import (
    CallAttempt,
    CallOutcome,
    Candidate,
    Deadline,
    DeadlineKind,
    Feedback,
    FollowUp,
    FollowUpKind,
    Letter,
    LetterState,
    ProofEntry,
    ProofNote,
    Rejection,
    User,
)
from candidates.queries.call_letters import talk_owed
from candidates.rules.call_moments import close_after
from candidates.rules.notices import Watch, late_from
from candidates.rules.points import Points
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

    @property
    def points(self) -> Points:
        return Points(self.went_well, self.why_not, self.advice)


class AlreadyAnswered(Exception):
    """The promise is not open any more: somebody was quicker, or pressed twice."""


class TimeTaken(Exception):
    """The recruiter is somewhere else at that moment."""


@transaction.atomic
def log_attempt(
    rejection: Rejection, *, outcome: CallOutcome, said: Said, minutes: int | None, by: User, at: datetime
) -> CallAttempt:
    """Keeps the promise when the person was reached and told; anything else leaves the clock running."""
    remembered(rejection)
    promise = _open_promise(rejection, DeadlineKind.TELL)
    keep_points(rejection, said, by=by, at=at)
    if outcome == CallOutcome.REACHED:
        Deadline.objects.keep_promise(promise.pk, at=at, channel=Channel.CALL, by=by)
        kept = _nothing_to_ask_any_more(rejection, by=by, at=at)
    else:
        kept = []
    return _keep_attempt(rejection, outcome, said=said, minutes=minutes, by=by, at=at, kept=kept)


@dataclass(frozen=True)
class AfterCall:
    """What else the recruiter ticked when the line was closed."""

    minutes: int | None = None
    promised: bool = False  # the three points in writing, today
    no_more_calls: bool = False


@transaction.atomic
def close_call(
    rejection: Rejection,
    *,
    outcome: CallOutcome,
    said: Said,
    answers: Answers,
    after: AfterCall,
    calendar: Calendar,
    by: User,
    at: datetime,
) -> CallAttempt:
    """A call with all that follows from it. Whoever was reached gets a confirmation in writing when it was promised,
    or when a talk is owed: its invitation goes with the decision. Raises HeldBack as a mail does."""
    if after.no_more_calls:
        remembered_person(rejection.candidate_id)
        Candidate.objects.filter(pk=rejection.candidate_id).update(no_more_calls=True)
    call = log_attempt(rejection, outcome=outcome, said=said, minutes=after.minutes, by=by, at=at)
    if outcome != CallOutcome.REACHED:
        return call
    note_down(judge(rejection, said.points, answers), by=by, at=at)
    if (after.promised or talk_owed(rejection)) and rejection.candidate.email:
        due_at = close_after(at, calendar)
        make_follow_up(rejection, kind=FollowUpKind.CONFIRMATION, due_at=due_at, owner=by, by=by, at=at)
    return call


@transaction.atomic
def close_talk(
    rejection: Rejection, *, said: Said, answers: Answers, minutes: int | None, by: User, at: datetime
) -> CallAttempt:
    remembered(rejection)
    judged = judge(rejection, said.points, answers)
    held = talk_held(rejection, said=said, minutes=minutes, by=by, at=at)
    note_down(judged, by=by, at=at)
    return held


@transaction.atomic
def polish_points(rejection: Rejection, *, said: Said, answers: Answers, by: User, at: datetime) -> Feedback:
    """The three points once more, after they were told: before they go out in writing."""
    remembered(rejection)
    judged = judge(rejection, said.points, answers)
    feedback = keep_points(rejection, said, by=by, at=at)
    text = saved(rejection, said.points, version=feedback.version, by=by, at=at)
    note_down(judged, by=by, at=at, proof=[text] if saved_before(rejection) != said.points else [])
    return feedback


def _nothing_to_ask_any_more(rejection: Rejection, *, by: User, at: datetime) -> list[ProofNote]:
    """The person knows: no mail that asks or tells leaves any more, their moment is free, their wish is done."""
    withdraw_question(rejection)
    for mail in Letter.objects.filter(rejection=rejection, kind="feedback", state=LetterState.WAITING):
        with suppress(TooLate):  # it left this very moment
            take_back_mail(mail, by=by, at=at)
    free_the_time(rejection, at=at)
    wishes = FollowUp.objects.filter(rejection=rejection, kind=FollowUpKind.CALL_WISH).keep(at=at, by=by)
    return [about_follow_up(wish, What.FOLLOW_UP_KEPT, by=by, at=at) for wish in wishes]


@transaction.atomic
def agree_on_talk(rejection: Rejection, *, moment: datetime, calendar: Calendar, by: User, at: datetime) -> Deadline:
    """The candidate chose a later day: until its close the talk is not late. The due moment itself stays."""
    row = remembered(rejection, "vacancy")
    deadline = _open_promise(rejection, DeadlineKind.TALK)
    beside = day_beside(row)
    free_agreed(deadline)
    try:
        take_agreed(deadline, moment)
    except SomewhereElse as clash:
        raise TimeTaken from clash
    deadline.agreed_for = moment
    watch = Watch(due_at=deadline.due_at, remind_at=deadline.remind_at, agreed_for=moment)
    deadline.ring_at = min(m for m in (deadline.remind_at, late_from(watch, calendar)) if m and m > at)
    deadline.save(update_fields=["agreed_for", "ring_at"])
    keep_for_the_later(row, beside)
    content = {"kind": str(deadline.kind), "agreed_for": in_utc(moment)}
    write_down(rejection, what=What.PROMISED, content=content, by=by, at=at)
    return deadline


@transaction.atomic
def talk_held(rejection: Rejection, *, said: Said, minutes: int | None, by: User, at: datetime) -> CallAttempt:
    row = remembered(rejection, "vacancy")
    promise = _open_promise(rejection, DeadlineKind.TALK)
    beside = day_beside(row)
    keep_points(rejection, said, by=by, at=at)
    free_agreed(promise)
    Deadline.objects.keep_promise(promise.pk, at=at, channel=Channel.TALK, by=by)
    held = _keep_attempt(rejection, CallOutcome.TALK_HELD, said=said, minutes=minutes, by=by, at=at)
    keep_for_the_later(row, beside)
    return held


def _keep_attempt(
    rejection: Rejection,
    outcome: CallOutcome,
    *,
    said: Said,
    minutes: int | None,
    by: User,
    at: datetime,
    kept: Sequence[ProofNote] = (),
) -> CallAttempt:
    attempt = CallAttempt.objects.create(rejection=rejection, outcome=outcome, minutes=minutes, by=by, at=at)
    ProofEntry.objects.write_down([called(attempt, vars(said)), *kept])
    return attempt


@transaction.atomic
def keep_points(rejection: Rejection, said: Said, *, by: User, at: datetime) -> Feedback:
    """What was typed is kept with every attempt, also when nobody answered."""
    remembered(rejection)
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
