"""Forgetting somebody touches both floors, so it stands above them."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from candidates.actions import forgetting
from candidates.actions.taking_back import locked
from candidates.models import Candidate, Hold, Letter, Organisation, Rejection, User
from candidates.rules.retention import ASKED
from feedback_portal.actions.demo_mailbox import throw_away
from spreekuur.actions.forgetting import forget_talks


class IsHeld(Exception):
    """A complaint or a dispute: HR keeps this person until a last day."""


def lock_person(pk: int, *, at: datetime) -> Candidate:
    """Before any row of theirs, as whoever gives a consent or places a hold does. In a transaction. Raises IsHeld."""
    person = Candidate.objects.select_for_update(no_key=True).get(pk=pk)
    today = at.astimezone(Organisation.objects.current().zone_info).date()
    if Hold.objects.live(today).filter(candidate=person).exists():
        raise IsHeld
    return person


@transaction.atomic
def forget(rejection: Rejection, *, why: str, by: User | None, at: datetime) -> Rejection:
    """One rejection, and the person when it was the last that was kept. `why` is a word of rules/retention.

    Raises MailIsLeaving (candidates.actions) while a mail of it is being handed to the mail server: come back later;
    and IsHeld, whoever asks.
    """
    lock_person(rejection.candidate_id, at=at)
    row = locked(rejection)
    if row.forgotten_at is None:
        theirs = Letter.objects.filter(candidate=row.candidate_id)
        mails = set(theirs.filter(Q(rejection=row) | Q(rejection=None)).values_list("message_id", flat=True))
        transaction.on_commit(partial(throw_away, mails), robust=True)
        forget_talks(row, by=by, organisation=Organisation.objects.current(), at=at)
        forgetting.forget_rejection(row, why=why, by=by, at=at)
        forgetting.forget_candidate(row.candidate, by=by, at=at)
        row.refresh_from_db()
    return row


@transaction.atomic
def forget_person(candidate: Candidate, *, why: str = ASKED, by: User | None, at: datetime) -> None:
    """Everything of this person, at once. Raises MailIsLeaving and IsHeld."""
    lock_person(candidate.pk, at=at)
    for rejection in Rejection.objects.kept().filter(candidate=candidate).order_by("pk"):
        forget(rejection, why=why, by=by, at=at)
    forgetting.forget_candidate(candidate, by=by, at=at)
