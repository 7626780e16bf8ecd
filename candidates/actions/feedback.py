"""Approve the mail that carries the three points. It is stored as it was shown, and leaves by itself at its moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from candidates.actions.drafts import Draft, keep_draft
from candidates.actions.held_back import Answers, judge, note_down
from candidates.actions.letter_texts import kept
from candidates.actions.links import link_for
from candidates.actions.remembered import remembered
from candidates.actions.taking_back import MailIsLeaving
from candidates.letters.composing import Composed, DecisionNotFirst, compose
from candidates.letters.proving import approved
from candidates.letters.texts import current_text
from candidates.letters.writing import message_id
from candidates.models import (
    Deadline,
    Letter,
    LetterState,
    LetterText,
    Organisation,
    Rejection,
    RepeatPolicy,
    User,
)
from candidates.queries.feedback import mail_is_the_way, promise_to_tell
from candidates.rules.leaving import leaves_at, planned_for
from candidates.rules.marks import LINK_MARK
from candidates.rules.points import Points, copies, empty, holes
from candidates.rules.stages import Stage


class CannotLeave(Exception):
    """What the form should have caught: points missing or copied, no address, no link, or nothing owed any more."""


@dataclass(frozen=True)
class Moment:
    """When the mail leaves: now, or at a chosen moment; never after `due_at`."""

    chosen: datetime | None = None


NOW, NO_ANSWERS = Moment(), Answers()


@transaction.atomic
def approve_and_send(
    rejection: Rejection,
    draft: Draft,
    *,
    version: int,
    by: User,
    at: datetime,
    when: Moment = NOW,
    answers: Answers = NO_ANSWERS,
) -> Letter:
    """One unsent mail per rejection: what waited before is replaced. Nothing leaves in this transaction.

    Raises HeldBack when the guide stops a sentence that `answers` does not answer.
    """
    rejection = _locked(rejection)
    feedback, notes = keep_draft(rejection, draft, version=version, by=by, at=at)
    unsent = _unsent(rejection)
    promise = promise_to_tell(rejection)
    _check(rejection, draft.points, promise)
    judged = judge(rejection, draft.points, answers)
    organisation = Organisation.objects.current()
    text = kept(current_text(rejection.stage, rejection.language), at=at)
    mail = _composed(rejection, draft.points, text=text, by=by, organisation=organisation)
    letter = unsent or Letter(key=(key := _next_key(rejection)), message_id=message_id(key), kind="feedback")
    _fill(letter, rejection, mail, text=text, by=by, at=at)
    letter.deadline = promise if promise and promise.is_open else None
    letter.not_before = letter.planned_at = _leaves(when, letter.deadline, organisation, at=at)
    letter.link = link_for(rejection, at=at) if LINK_MARK in mail.text else None
    if rejection.stage is Stage.CV_SCREENING and letter.link is None:
        raise CannotLeave("a mail after cv screening carries the personal link")
    letter.began_with, letter.findings = feedback.began_with, judged.findings
    letter.save()
    proof = [*notes, *approved(letter, draft.points)]
    note_down(judged, letter=letter, by=by, at=at, proof=proof)
    return letter


def _composed(
    rejection: Rejection, points: Points, *, text: LetterText, by: User, organisation: Organisation
) -> Composed:
    try:
        return compose(rejection, points, text=text, writer=by, organisation=organisation)
    except DecisionNotFirst as hidden:
        raise CannotLeave("the first sentence tells the decision") from hidden


def _locked(rejection: Rejection) -> Rejection:
    return remembered(rejection, "candidate", "vacancy", "recruiter", "requirement")


def _unsent(rejection: Rejection) -> Letter | None:
    """The mail that is being written, planned or stuck. One that left, or perhaps arrived, is no draft any more."""
    mails = Letter.objects.filter(rejection=rejection, kind="feedback").select_for_update()
    gone = [LetterState.SENDING, LetterState.IN_DOUBT, LetterState.SENT]
    if mails.filter(state__in=gone, came_back_at=None).exists():
        raise MailIsLeaving
    return mails.unsent().first()


def _check(rejection: Rejection, points: Points, promise: Deadline | None) -> None:
    if rejection.is_taken_back or rejection.is_withdrawn or promise is None or promise.stopped_at:
        raise CannotLeave("nothing is owed")
    if not mail_is_the_way(rejection, promise):
        raise CannotLeave("this decision is told by telephone first")
    if empty(points) or copies(points) or any(map(holes, points.all().values())):
        raise CannotLeave("three points, each its own")
    if not rejection.candidate.email:
        raise CannotLeave("no address")


def _leaves(when: Moment, deadline: Deadline | None, organisation: Organisation, *, at: datetime) -> datetime:
    due_at = deadline.due_at if deadline else None
    if when.chosen is None:
        return leaves_at(at=at, recall=timedelta(minutes=organisation.recall_minutes), due_at=due_at)
    if when.chosen < at or (due_at and when.chosen > due_at):
        raise CannotLeave("never after the due moment")
    return planned_for(when.chosen, at=at, due_at=due_at)


def _fill(letter: Letter, rejection: Rejection, mail: Composed, *, text: LetterText, by: User, at: datetime) -> None:
    letter.candidate, letter.rejection, letter.address = rejection.candidate, rejection, mail.address
    letter.subject, letter.text, letter.html, letter.digest = mail.subject, mail.text, mail.html, mail.digest
    letter.from_name, letter.reply_to, letter.language = mail.from_name, mail.reply_to, text.language
    letter.written_with, letter.written_at, letter.approved_by = text, at, by
    letter.repeat, letter.state = RepeatPolicy.NEVER_TWICE, LetterState.WAITING
    letter.attempts, letter.last_reply = 0, ""
    letter.token = letter.lease_until = letter.handed_over_at = None


def _next_key(rejection: Rejection) -> str:
    """A mail that came back stays; the next one is another letter."""
    return f"feedback/{rejection.pk}/{Letter.objects.filter(rejection=rejection, kind='feedback').count() + 1}"
