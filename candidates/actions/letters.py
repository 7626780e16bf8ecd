"""What a recruiter does with a mail that waits, got stuck, or came back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from candidates.actions.candidates import Correction, correct
from candidates.actions.held_back import drop_promises
from candidates.actions.remembered import remembered_reader
from candidates.letters.proving import prove, prove_kept
from candidates.models import Candidate, Deadline, FollowUp, Letter, LetterState, User
from candidates.rules.letter_kinds import WITH_A_PAGE
from candidates.rules.proof import What
from candidates.rules.stages import Channel


class TooLate(Exception):
    """The letter is in another state by now: it left, or a colleague was quicker."""


@transaction.atomic
def take_back_mail(letter: Letter, *, by: User, at: datetime) -> Letter:
    """A draft again, and what it promised is not promised. Until the text was handed to the mail server."""
    not_handed_over = Q(state=LetterState.WAITING) | Q(state=LetterState.SENDING, handed_over_at=None)
    turned = _turn(letter, LetterState.DRAFT, when=not_handed_over, token=None, lease_until=None)
    drop_promises(turned, by=by, at=at)
    prove(turned, What.MAIL_TAKEN_BACK, by=by, at=at)
    return turned


@transaction.atomic
def retry(letter: Letter, *, address: str, by: User, at: datetime) -> Letter:
    """Send what failed or was held once more, to the address that was confirmed now.

    So too what came back and is not written anew by hand: a mail about a talk.
    """
    remembered_reader(letter)
    stuck = Q(state__in=[LetterState.FAILED, LetterState.HELD])
    returned = Q(state=LetterState.SENT, came_back_at__isnull=False) & ~Q(kind__in=WITH_A_PAGE)
    afresh = {"address": address, "planned_at": at, "sent_at": None, "came_back_at": None} | _afresh(at)
    turned = _turn(letter, LetterState.WAITING, when=stuck | returned, **afresh)
    correct_address(letter, address=address, by=by, at=at)
    prove(turned, What.MAIL_AGAIN, by=by, at=at)
    return turned


def correct_address(letter: Letter, *, address: str, by: User, at: datetime) -> None:
    """Of the person the letter is for. Raises AddressTaken (actions.candidates) when it is somebody else's."""
    person = Candidate.objects.get(letters=letter)
    if person.email != address:
        known = {"name": person.name, "phone": str(person.phone), "language": person.language}
        correct(person, Correction(email=address, no_more_calls=person.no_more_calls, **known), by=by, at=at)


@transaction.atomic
def settle_doubt(letter: Letter, *, arrived: bool, by: User, at: datetime) -> Letter:
    """The line broke after the text was handed over. Somebody who knows says what happened."""
    in_doubt = Q(state=LetterState.IN_DOUBT)
    if not arrived:
        again = _turn(letter, LetterState.WAITING, when=in_doubt, **_afresh(at))  # planned_at stays: the same bytes
        prove(again, What.MAIL_AGAIN, by=by, at=at)
        return again
    handed_over = Coalesce("handed_over_at", Value(at))
    settled = _turn(letter, LetterState.SENT, when=in_doubt, sent_at=handed_over, token=None, lease_until=None)
    if settled.deadline_id and settled.sent_at:
        kept_at, approver = settled.sent_at, settled.approved_by
        Deadline.objects.keep_promise(settled.deadline_id, at=kept_at, channel=Channel.MAIL, by=approver)
    kept = FollowUp.objects.confirmed_by(settled).keep(at=settled.sent_at or at, by=settled.approved_by)
    prove(settled, What.MAIL_SENT, by=by, at=at, arrived=True)
    prove_kept(kept)
    return settled


@transaction.atomic
def came_back(letter: Letter, *, by: User, at: datetime) -> Letter:
    """It was taken by the mail server, and returned later. The promise is open again; late stays late."""
    remembered_reader(letter)
    sent = Q(state=LetterState.SENT, came_back_at=None)
    returned = _turn(letter, LetterState.SENT, when=sent, came_back_at=at)
    by_this_mail = Deadline.objects.met().filter(letters=returned, met_channel=Channel.MAIL)
    by_this_mail.update(met_at=None, met_by=None, met_channel="", not_delivered_at=at, ring_at=at)
    confirmed = FollowUp.objects.confirmed_by(returned).filter(done_at=letter.sent_at)
    confirmed.update(done_at=None, done_by=None, ring_at=at)
    prove(returned, What.MAIL_CAME_BACK, by=by, at=at)
    return returned


def _turn(letter: Letter, state: LetterState, *, when: Q, **fields: object) -> Letter:
    if not Letter.objects.filter(when, pk=letter.pk).update(state=state, **fields):
        raise TooLate
    return Letter.objects.select_related("candidate", "rejection", "approved_by").get(pk=letter.pk)


def _afresh(at: datetime) -> dict[str, object]:
    """All tries again."""
    return {
        "not_before": at,
        "attempts": 0,
        "last_reply": "",
        "token": None,
        "lease_until": None,
        "handed_over_at": None,
    }
