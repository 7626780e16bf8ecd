"""What an answer of the mail server means for the letter, and for the promise it keeps.

Every change asks for the claim's token: who lost the lease changes nothing any more.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from candidates.letters.conversation import Answer, Outcome
from candidates.letters.proving import prove_kept, prove_outcome
from candidates.letters.trouble import tell_owner
from candidates.models import Deadline, FollowUp, Letter, LetterState, RepeatPolicy
from candidates.rules.posting import PAUSE_WHEN_UNREACHABLE, is_hopeless, wait_after
from candidates.rules.replies import ADDRESS_CHANGED, NO_ANSWER, NO_CONSENT, NO_LINK, TAKEN_BACK
from candidates.rules.stages import Channel

HOLDS = (ADDRESS_CHANGED, TAKEN_BACK, NO_LINK)


def settle(letter: Letter, answer: Answer, *, at: datetime) -> str:
    match answer.outcome:
        case Outcome.ACCEPTED:
            return _sent(letter, answer.reply, at=at)
        case Outcome.NOT_NOW:
            return _try_again(letter, answer.reply, at=at)
        case Outcome.UNREACHABLE:
            return _wait_for_server(letter, answer.reply, at=at)
        case Outcome.IN_DOUBT:
            return _doubt(letter, answer.reply, at=at)
        case Outcome.REFUSED:
            return _change(letter, LetterState.FAILED, answer.reply, at=at)
        case Outcome.NOT_OURS:
            return "lost"


def stop(letter: Letter, why: str, *, at: datetime) -> str:
    """It was not even offered to the mail server. Whoever does not want such mails any more is no trouble: it stays
    with us as a draft."""
    if why == NO_CONSENT:
        return _change(letter, LetterState.DRAFT, why, at=at)
    return _change(letter, LetterState.HELD if why in HOLDS else LetterState.FAILED, why, at=at)


def take_over_expired(*, at: datetime) -> Counter[str]:
    """Letters of workers that died. Not handed over: certainly not sent. Handed over: nobody knows."""
    counts: Counter[str] = Counter()
    with transaction.atomic():
        leased = Letter.objects.filter(state=LetterState.SENDING, lease_until__lte=Now())
        mine = leased.select_for_update(skip_locked=True, of=("self",))
        for letter in mine.select_related("deadline__owner", "approved_by", "rejection").order_by("rejection_id", "pk"):
            counts[_take_over(letter, at=at)] += 1
    return counts


def _take_over(letter: Letter, *, at: datetime) -> str:
    if letter.handed_over_at is not None:
        return _doubt(letter, NO_ANSWER, at=at)
    hopeless = is_hopeless(letter.attempts, planned_at=letter.planned_at, now=at)
    return _change(letter, LetterState.FAILED if hopeless else LetterState.WAITING, letter.last_reply, at=at)


def _sent(letter: Letter, reply: str, *, at: datetime) -> str:
    return _change(letter, LetterState.SENT, reply, at=at, sent_at=at, **_forget_words(letter))


def _confirmed(letter: Letter, *, at: datetime) -> list[FollowUp]:
    """What was promised in a call is kept when its confirmation was taken."""
    return FollowUp.objects.confirmed_by(letter).keep(at=at, by=letter.approved_by)


def _forget_words(letter: Letter) -> dict[str, Any]:
    """What a colleague was told about candidates needs no second home."""
    return {"text": "", "html": "", "params": {}} if letter.user_id else {}


def _try_again(letter: Letter, reply: str, *, at: datetime) -> str:
    if is_hopeless(letter.attempts, planned_at=letter.planned_at, now=at):
        return _change(letter, LetterState.FAILED, reply, at=at)
    return _change(letter, LetterState.WAITING, reply, at=at, not_before=at + wait_after(letter.attempts))


def _wait_for_server(letter: Letter, reply: str, *, at: datetime) -> str:
    """A server that cannot be reached says nothing about this letter: no try is used up, only time."""
    if is_hopeless(0, planned_at=letter.planned_at, now=at):
        return _change(letter, LetterState.FAILED, reply, at=at)
    return _change(
        letter, LetterState.WAITING, reply, at=at, not_before=at + PAUSE_WHEN_UNREACHABLE, attempts=letter.attempts - 1
    )


def _doubt(letter: Letter, reply: str, *, at: datetime) -> str:
    """To a candidate never twice by itself; to a colleague the same bytes once more."""
    if letter.repeat == RepeatPolicy.AT_LEAST_ONCE:
        return _try_again(letter, reply, at=at)
    return _change(letter, LetterState.IN_DOUBT, reply, at=at)


def _change(letter: Letter, state: LetterState, reply: str, *, at: datetime, **fields: Any) -> str:
    """A late answer still settles a doubt, as long as nobody else did."""
    unsettled = [LetterState.SENDING, LetterState.IN_DOUBT]
    mine = Letter.objects.filter(pk=letter.pk, token=letter.token, state__in=unsettled)
    if state not in (LetterState.SENT, LetterState.IN_DOUBT):
        fields["handed_over_at"] = None
    with transaction.atomic():
        if not mine.update(state=state, last_reply=reply[:500], lease_until=None, **fields):
            return "lost"
        letter.last_reply = reply[:500]
        if state in (LetterState.FAILED, LetterState.IN_DOUBT, LetterState.HELD):
            tell_owner(letter, state=state, at=at)
        if state == LetterState.SENT and letter.deadline_id:  # the promise is kept when the mail server took the mail
            Deadline.objects.keep_promise(letter.deadline_id, at=at, channel=Channel.MAIL, by=letter.approved_by)
        kept = _confirmed(letter, at=at) if state == LetterState.SENT else []
        prove_outcome(letter, state, at=at)
        prove_kept(kept)
    return str(state)
