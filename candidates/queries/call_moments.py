"""Moments to be called: what a candidate may choose from, and what they chose."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from candidates.models import CallMoment, Deadline, DeadlineQuerySet, Letter, LetterState, Rejection, TakenTime, User
from candidates.rules.call_moments import HORIZON, Span, choosable_until, free_moments
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.stages import Channel
from candidates.rules.workdays import Calendar

LEFT_OR_MAYBE = [LetterState.SENT, LetterState.SENDING, LetterState.IN_DOUBT]


def asked_promises() -> DeadlineQuerySet:
    """Decisions still to be told by telephone, of people who were asked by mail when that suits them."""
    asked = Letter.objects.filter(
        rejection=OuterRef("rejection"), kind=LetterKind.ASK_MOMENT, state__in=LEFT_OR_MAYBE, came_back_at=None
    )
    standing = {"rejection__undone_at": None, "rejection__reopened_at": None}
    return Deadline.objects.open().to_tell().filter(Exists(asked), channel=Channel.CALL, **standing)


def asked_promise(rejection: Rejection) -> Deadline | None:
    return asked_promises().filter(rejection=rejection).select_related("owner").first()


def live_moment(rejection: Rejection) -> CallMoment | None:
    return CallMoment.objects.filter(rejection=rejection, given_up_at=None).first()


def free_of(promise: Deadline, calendar: Calendar, *, now: datetime) -> list[datetime]:
    """What the colleague who has to call can still offer: before the due moment, or soon when that is over."""
    until = choosable_until(promise.due_at, now=now, calendar=calendar)
    taken = taken_of(promise.owner, since=now, until=min(until, now + HORIZON))
    return free_moments(calendar, now=now, due_at=until, taken=taken)


def taken_of(recruiter: User, *, since: datetime, until: datetime) -> list[Span]:
    rows = TakenTime.objects.filter(recruiter=recruiter, during__overlap=(since, until)).values_list(
        "during", flat=True
    )
    return [(during.lower, during.upper) for during in rows]
