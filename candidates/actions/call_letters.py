"""Approve the mails around a call. Each is sent by one press of a recruiter, as it was shown, and never by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from candidates.actions.held_back import Answers, Judged, judge, remember_passages
from candidates.actions.links import link_for
from candidates.actions.remembered import remembered
from candidates.actions.taking_back import MailIsLeaving
from candidates.letters.call_letters import CallLetter
from candidates.letters.composing import Composed
from candidates.letters.proving import approved
from candidates.letters.writing import message_id
from candidates.models import (
    FollowUp,
    FollowUpKind,
    Letter,
    LetterState,
    Organisation,
    Override,
    ProofEntry,
    Rejection,
    RepeatPolicy,
    User,
)
from candidates.queries.call_letters import (
    newest_of_kind,
    said_points,
    talk_owed,
    told_by_phone,
    why_not_ask,
    why_not_confirm,
)
from candidates.queries.feedback import promise_to_tell
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.margin import Note
from candidates.rules.points import Points


class CannotLeave(Exception):
    """What the page should have caught: nobody to write to, told already, or points that are not complete."""


class ShownAnother(Exception):
    """The mail on the screen is not the one that would leave now: look at it again."""


def mail_that_asks(letter: CallLetter, *, now: datetime) -> Composed:
    """Until when a moment can be chosen stands in it as long as there is such a time."""
    promise = promise_to_tell(letter.rejection)
    return letter.ask(due_at=promise.due_at if promise and promise.due_at > now else None)


def mail_that_confirms(letter: CallLetter) -> Composed:
    call = told_by_phone(letter.rejection)
    if call is None:
        raise CannotLeave("nobody was told by telephone")
    return letter.confirm(said_points(letter.rejection), told_at=call.at, talk=talk_owed(letter.rejection))


@dataclass(frozen=True)
class AnsweredInTheCall(Answers):
    """What was overruled or promised when the call was closed needs no second answer in its confirmation."""

    overruled: frozenset[tuple[str, str, str]] = frozenset()
    made_promises: bool = False

    def of(self, note: Note) -> str:
        if (note.field, note.finding.rule, note.finding.quote or "") in self.overruled:
            return "overruled"
        return "promised" if note.may_be_promised and self.made_promises else ""


def judged_as_said(rejection: Rejection) -> Judged:
    """The points as they stand now; raises HeldBack for a sentence that came in since the call."""
    reasons = Override.objects.filter(rejection=rejection, letter=None).values_list("field", "rule", "quote")
    promised = FollowUp.objects.filter(rejection=rejection, kind=FollowUpKind.PROMISED, letter=None)
    answers = AnsweredInTheCall(overruled=frozenset(reasons), made_promises=promised.exists())
    return judge(rejection, said_points(rejection), answers)


@transaction.atomic
def ask_for_moment(rejection: Rejection, *, seen: str, by: User, at: datetime) -> Letter:
    """Carries no promise: whoever is asked when to call has heard nothing yet, and the clock runs on."""
    rejection, organisation = _locked(rejection), Organisation.objects.current()
    if why_not_ask(rejection):
        raise CannotLeave(why_not_ask(rejection))
    mail = mail_that_asks(CallLetter(rejection, by, organisation), now=at)
    letter = _approve(LetterKind.ASK_MOMENT, rejection, mail, organisation, seen=seen, by=by, at=at)
    ProofEntry.objects.write_down(approved(letter, Points()))
    return letter


@transaction.atomic
def send_confirmation(rejection: Rejection, *, seen: str, by: User, at: datetime) -> Letter:
    rejection, organisation = _locked(rejection), Organisation.objects.current()
    if why_not_confirm(rejection):
        raise CannotLeave(why_not_confirm(rejection))
    judged = judged_as_said(rejection)
    mail = mail_that_confirms(CallLetter(rejection, by, organisation))
    letter = _approve(LetterKind.CONFIRMATION, rejection, mail, organisation, seen=seen, by=by, at=at)
    letter.findings = judged.findings
    letter.save(update_fields=["findings"])
    remember_passages(letter, judged.points)
    ProofEntry.objects.write_down(approved(letter, judged.points))
    return letter


def withdraw_question(rejection: Rejection) -> None:
    """Nobody is asked for a moment any more who is told, or written to, already."""
    Letter.objects.filter(rejection=rejection, kind=LetterKind.ASK_MOMENT).unsent().delete()


def _approve(
    kind: LetterKind, rejection: Rejection, mail: Composed, organisation: Organisation,
    *, seen: str, by: User, at: datetime,
) -> Letter:  # fmt: skip
    if mail.digest != seen:
        raise ShownAnother
    letter = _unsent(kind, rejection) or _new(kind, rejection)
    letter.candidate, letter.rejection, letter.address = rejection.candidate, rejection, mail.address
    letter.subject, letter.text, letter.html, letter.digest = mail.subject, mail.text, mail.html, mail.digest
    letter.from_name, letter.reply_to, letter.language = mail.from_name, mail.reply_to, mail.language
    letter.written_at, letter.approved_by, letter.link = at, by, link_for(rejection, at=at)
    letter.repeat, letter.state = RepeatPolicy.NEVER_TWICE, LetterState.WAITING
    letter.attempts, letter.last_reply = 0, ""
    letter.token = letter.lease_until = letter.handed_over_at = None
    letter.not_before = letter.planned_at = at + timedelta(minutes=organisation.recall_minutes)
    letter.save()
    return letter


def _locked(rejection: Rejection) -> Rejection:
    return remembered(rejection, "candidate", "vacancy", "recruiter")


def _unsent(kind: LetterKind, rejection: Rejection) -> Letter | None:
    """Once it left, or perhaps arrived, it is not sent a second time by pressing again."""
    newest = newest_of_kind(rejection, kind)
    if newest is None or newest.came_back_at:
        return None
    if newest.state in (LetterState.SENDING, LetterState.IN_DOUBT, LetterState.SENT):
        raise MailIsLeaving
    return newest


def _new(kind: LetterKind, rejection: Rejection) -> Letter:
    """A mail that came back stays; the next one is another letter."""
    number = Letter.objects.filter(rejection=rejection, kind=kind).count() + 1
    key = f"{kind}/{rejection.pk}/{number}"
    return Letter(key=key, message_id=message_id(key), kind=kind)
