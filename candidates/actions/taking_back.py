"""Take a decision back: before the candidate heard it as if it had never been, afterwards for a reason."""

from datetime import datetime

from django.db import transaction

from candidates.actions.agreed_talks import free_agreed
from candidates.actions.call_moments import free_the_time
from candidates.actions.follow_ups import drop_all_of
from candidates.actions.links import revoke_links
from candidates.actions.remembered import remembered
from candidates.actions.retention import keep_as_long_as_needed
from candidates.models import (
    Deadline,
    DeadlineKind,
    Letter,
    LetterState,
    Organisation,
    ProofEntry,
    ProofNote,
    Rejection,
    StopReason,
    User,
)
from candidates.models.letter import LetterQuerySet
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.proof import What

LEFT_OR_MAYBE = (LetterState.SENT, LetterState.SENDING, LetterState.IN_DOUBT)


class MailIsLeaving(Exception):
    """A mail of this rejection is being handed to the mail server right now: wait and look again."""


class ReasonNeeded(Exception):
    """The candidate has heard the decision: taking it back needs a reason."""


@transaction.atomic
def undo(rejection: Rejection, *, by: User, at: datetime) -> Rejection:
    """As if it had never been decided: nobody heard it, and nobody will. ReasonNeeded once somebody did."""
    rejection = locked(remembered(rejection))
    if rejection.is_taken_back:
        return rejection
    if was_heard(rejection):
        raise ReasonNeeded
    rejection.undone_at, rejection.taken_back_by = at, by
    rejection.save(update_fields=["undone_at", "taken_back_by"])
    dropped = _stop(rejection, StopReason.UNDONE, by=by, at=at)
    revoke_links(rejection, at=at)
    ProofEntry.objects.write_down([*dropped, ProofNote(rejection, What.TAKEN_BACK, {}, by=by, at=at)])
    return rejection


@transaction.atomic
def reopen(rejection: Rejection, *, by: User, why: str, at: datetime) -> Rejection:
    """The candidate knew already: decision and change of mind both stay in the history. The link stays theirs."""
    rejection = locked(remembered(rejection))
    if rejection.is_taken_back:
        return rejection
    if not why.strip():
        raise ReasonNeeded
    rejection.reopened_at, rejection.taken_back_by, rejection.taken_back_why = at, by, why.strip()
    rejection.save(update_fields=["reopened_at", "taken_back_by", "taken_back_why"])
    dropped = _stop(rejection, StopReason.REOPENED, by=by, at=at)
    keep_as_long_as_needed(rejection, organisation=Organisation.objects.current())
    reopened = ProofNote(rejection, What.REOPENED, {"why": rejection.taken_back_why}, by=by, at=at)
    ProofEntry.objects.write_down([*dropped, reopened])
    return rejection


def locked(rejection: Rejection) -> Rejection:
    """The row as it is now; nobody answers it or takes it back meanwhile. MailIsLeaving when one is on its way out."""
    rows = Rejection.objects.select_for_update(of=("self",), no_key=True)  # what is written about it does not wait
    rejection = rows.select_related("candidate").get(pk=rejection.pk)
    states = list(_letters(rejection).select_for_update().values_list("state", flat=True))
    if LetterState.SENDING in states:
        raise MailIsLeaving
    list(rejection.deadlines.order_by("pk").select_for_update())
    return rejection


def was_heard(rejection: Rejection) -> bool:
    """A mail that tells it left (or may have left), or somebody told it by telephone."""
    if _letters(rejection).filter(state__in=LEFT_OR_MAYBE).exclude(kind=LetterKind.ASK_MOMENT).exists():
        return True
    return rejection.deadlines.filter(kind=DeadlineKind.TELL, met_at__isnull=False).exists()


def _stop(rejection: Rejection, why: StopReason, *, by: User, at: datetime) -> list[ProofNote]:
    """Answers what is to be written down about promises that end here."""
    _letters(rejection).unsent().delete()
    for talk in Deadline.objects.open().to_talk().filter(rejection=rejection):
        free_agreed(talk)
    Deadline.objects.open().filter(rejection=rejection).update(stopped_at=at, stopped_why=why, ring_at=None)
    free_the_time(rejection, at=at)
    return drop_all_of(rejection, why=why, by=by, at=at)


def _letters(rejection: Rejection) -> LetterQuerySet:
    return Letter.objects.filter(rejection=rejection).to_candidates()
