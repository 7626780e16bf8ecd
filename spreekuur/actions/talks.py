"""What came of a talk: written down by the recruiter, once it began. It can be corrected until it was reopened."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from candidates.actions.consents import give_consent, withdraw_consent
from candidates.actions.remembered import remembered, remembered_person
from candidates.actions.talks import talk_chosen_for
from candidates.models import (
    Consent,
    Deadline,
    DeadlineKind,
    GivenThrough,
    Organisation,
    User,
    Vacancy,
)
from candidates.rules.stages import Channel
from spreekuur.actions.refusals import NothingBooked
from spreekuur.actions.reopening import reopen_after
from spreekuur.models import TAKES_ITS_SLOT, Booking, BookingState, Reopening, Talk
from spreekuur.rules.talks import Outcome


class NotYet(Exception):
    """The talk is still to come."""


class ReopenedAlready(Exception):
    """A colleague decides anew: what was written down stays."""


@dataclass(frozen=True)
class Went:
    """How a talk went. `wrong` and `decider` belong to a reopening, `consent` (for what `work`) to the talent pool."""

    outcome: Outcome
    went_well: str = ""
    why_not: str = ""
    advice: str = ""
    minutes: int | None = None
    preparation_minutes: int | None = None
    other_vacancy: Vacancy | None = None
    consent: bool = False
    work: str = ""
    wrong: str = ""
    decider: User | None = None


@transaction.atomic
def record_talk(booking: Booking, went: Went, *, by: User, organisation: Organisation, at: datetime) -> Talk:
    remembered_person(booking.rejection.candidate_id)  # before their decisions
    remembered(booking.rejection)
    row = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("slot", "rejection__candidate")
        .get(pk=booking.pk)
    )
    if row.state not in TAKES_ITS_SLOT:
        raise NothingBooked
    if row.slot.starts_at > at:
        raise NotYet
    said_yes_at = Talk.objects.filter(booking=row).values_list("consent_at", flat=True).first()
    talk = _written(row, went, by=by, at=at)
    _keep_longer(row, talk, went, before=said_yes_at, organisation=organisation, by=by, at=at)
    row.state = BookingState.NO_SHOW if went.outcome is Outcome.NO_SHOW else BookingState.HELD
    row.ring_at = None
    row.save(update_fields=["state", "ring_at"])
    _settle_promise(row, organisation, by=by, at=at)
    if went.outcome is Outcome.REOPENED:
        reopen_after(talk, wrong=went.wrong, decider=went.decider or by, by=by, organisation=organisation, at=at)
    return talk


def _written(booking: Booking, went: Went, *, by: User, at: datetime) -> Talk:
    talk = Talk.objects.filter(booking=booking).first() or Talk(booking=booking)
    if talk.pk and Reopening.objects.filter(talk=talk).exists():
        raise ReopenedAlready
    for name in ("outcome", "went_well", "why_not", "advice", "minutes", "preparation_minutes"):
        setattr(talk, name, getattr(went, name))
    talk.other_vacancy = went.other_vacancy if went.outcome is Outcome.OTHER_VACANCY else None
    said_yes = went.consent and went.outcome is Outcome.TALENT_POOL
    talk.consent_at = (talk.consent_at or at) if said_yes else None
    talk.by, talk.at = by, at
    talk.save()
    return talk


def _keep_longer(
    booking: Booking,
    talk: Talk,
    went: Went,
    *,
    before: datetime | None,
    organisation: Organisation,
    by: User,
    at: datetime,
) -> None:
    """A yes said in the talk is a consent like the one on the candidate's own page. Written down by mistake, and put
    right, it never was; a yes of their own stays."""
    person = booking.rejection.candidate
    if talk.consent_at and before is None:
        work = went.work.strip() or booking.rejection.vacancy.title
        give_consent(person, work=work, through=GivenThrough.TALK, by=by, organisation=organisation, at=at)
    elif talk.consent_at is None and before is not None:
        mistaken = Consent.objects.filter(candidate=person, ended_at=None, given_at=before)
        if mistaken.filter(given_through=GivenThrough.TALK).exists():
            withdraw_consent(person, organisation=organisation, at=at)


def _settle_promise(booking: Booking, organisation: Organisation, *, by: User, at: datetime) -> None:
    """A talk that was held keeps the promise of one; somebody who did not come is still owed it."""
    if booking.state == BookingState.NO_SHOW:
        talk_chosen_for(booking.rejection, None, organisation=organisation, at=at)
        return
    owed = Deadline.objects.open().filter(rejection=booking.rejection, kind=DeadlineKind.TALK).first()
    if owed is not None:
        Deadline.objects.keep_promise(owed.pk, at=at, channel=Channel.TALK, by=by)
