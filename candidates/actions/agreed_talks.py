"""A talk of which the day and hour were agreed on by hand takes the recruiter's time, as everything else does.

The row of taken time is found by whose it is and when: it belongs to no slot and to no moment that was chosen by link.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from candidates.actions.call_moments import ColleagueIsBusy
from candidates.actions.retention import keep_for_talk
from candidates.actions.taken_time import NOWHERE_TWICE, constraint_of, take_time
from candidates.models import (
    CallAttempt,
    CallOutcome,
    Deadline,
    DeadlineKind,
    Organisation,
    Rejection,
    TakenFor,
    TakenTime,
    User,
)
from candidates.rules.call_moments import LASTS


def take_agreed(talk: Deadline, moment: datetime) -> TakenTime:
    """SomewhereElse when the recruiter has another appointment then."""
    return take_time(talk.owner, (moment, moment + LASTS), why=TakenFor.CALL)


def free_agreed(talk: Deadline) -> None:
    """Held, agreed anew, or not owed any more. Nothing when the moment was a slot of the spreekuur."""
    if talk.agreed_for:
        _taken(talk.owner_id, talk.agreed_for).delete()


def is_by_hand(talk: Deadline) -> bool:
    """The moment of this promise is no slot of the spreekuur."""
    return talk.agreed_for is not None and _taken(talk.owner_id, talk.agreed_for).exists()


def day_by_hand(rejection: Rejection, zone: ZoneInfo) -> date | None:
    """Of the last talk outside the spreekuur: held, or agreed on and still to come."""
    held = CallAttempt.objects.filter(rejection=rejection, outcome=CallOutcome.TALK_HELD).values_list("at", flat=True)
    owed = Deadline.objects.open().to_talk().filter(rejection=rejection)
    moments = [*held, *(talk.agreed_for for talk in owed if talk.agreed_for and is_by_hand(talk))]
    return max(moments).astimezone(zone).date() if moments else None


def day_beside(rejection: Rejection) -> date | None:
    """Of a talk in the spreekuur, when the data are kept for that one. Asked before the other changes."""
    by_hand = day_by_hand(rejection, Organisation.objects.current().zone_info)
    return rejection.talk_on if rejection.talk_on != by_hand else None


def keep_for_the_later(rejection: Rejection, beside: date | None) -> None:
    """Of a locked rejection. Who agreed on a day, or had a talk, is kept until a week after it."""
    organisation = Organisation.objects.current()
    days = [day for day in (day_by_hand(rejection, organisation.zone_info), beside) if day]
    keep_for_talk(rejection, talk_on=max(days, default=None), organisation=organisation)


def pass_on_agreed(talks: Iterable[Deadline], *, to: User, at: datetime) -> None:
    """Of promises whose owner is still the one who gives them away. ColleagueIsBusy when that cannot be."""
    for talk in talks:
        if talk.kind == DeadlineKind.TALK and talk.agreed_for and talk.agreed_for > at:
            _move(_taken(talk.owner_id, talk.agreed_for), to)


def _move(taken: "QuerySet[TakenTime]", to: User) -> None:
    try:
        with transaction.atomic():
            taken.update(recruiter=to)
    except IntegrityError as clash:
        if constraint_of(clash) != NOWHERE_TWICE:
            raise
        raise ColleagueIsBusy from clash


def _taken(owner: int, moment: datetime) -> "QuerySet[TakenTime]":
    by_hand = TakenTime.objects.filter(recruiter=owner, taken_for=TakenFor.CALL, call_moment=None)
    return by_hand.filter(during=(moment, moment + LASTS))
