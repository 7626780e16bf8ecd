"""A candidate chooses when to be called, changes it, gives it up, or asks to be called when nothing is left.

Who takes a quarter of an hour takes it in the table of taken time: its constraint has the last word.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from candidates.actions.again import in_one_go
from candidates.actions.follow_ups import make_follow_up
from candidates.actions.remembered import remembered
from candidates.actions.taken_time import NOWHERE_TWICE, SomewhereElse, constraint_of, take_time
from candidates.letters.writing import StaffDraft, write_staff_letter
from candidates.models import CallMoment, Deadline, FollowUp, FollowUpKind, Rejection, TakenFor, TakenTime, User
from candidates.queries.call_moments import asked_promises, live_moment, taken_of
from candidates.rules.call_moments import (
    LASTS,
    choosable_until,
    is_office_quarter,
    may_change_until,
    overlaps,
    wish_due_at,
)
from candidates.rules.workdays import Calendar


class NotAsked(Exception):
    """The call was made already, or nobody asked for a moment."""


class MomentTaken(Exception):
    """Somebody was quicker, or the moment is over."""


class TooLateToChange(Exception):
    """The recruiter is about to call."""


class ColleagueIsBusy(Exception):
    """Whoever takes the call over has something else at the moment that was chosen."""


def choose_moment(rejection: Rejection, *, starts_at: datetime, calendar: Calendar, at: datetime) -> CallMoment:
    """Instead of an earlier choice, which stays when this one is taken. The same once more: the same moment."""
    return in_one_go(lambda: _choose(rejection, starts_at=starts_at, calendar=calendar, at=at))


@transaction.atomic
def give_up_moment(rejection: Rejection, *, at: datetime) -> None:
    """The recruiter's time is free again; another moment may be chosen. Nothing chosen: nothing to do."""
    _asked(rejection)
    moment = live_moment(rejection)
    if moment:
        _release(_changeable(moment, at=at), at=at)


@transaction.atomic
def wish_to_be_called(rejection: Rejection, *, when: str, calendar: Calendar, at: datetime) -> FollowUp:
    """Nothing is left to choose: the wish stands on the list of whoever has to call, with a due moment of its own."""
    promise = _asked(rejection)
    due_at = wish_due_at(promise.due_at, now=at, calendar=calendar)
    kind, owner = FollowUpKind.CALL_WISH, promise.owner
    wish = make_follow_up(rejection, kind=kind, what=when, due_at=due_at, owner=owner, by=None, at=at)
    params = {"follow_ups": [wish.pk]}
    draft = StaffDraft(f"call_wish/{wish.pk}", "call_wish", owner, params=params, rejection=rejection)
    write_staff_letter(draft, at=at)
    return wish


def free_the_time(rejection: Rejection, *, at: datetime) -> None:
    """Of a call that is not needed any more. What was chosen and has begun stays as it was."""
    moment = live_moment(rejection)
    if moment and moment.starts_at > at:
        _release(moment, at=at)


def pass_on_moments(rejections: Iterable[int], *, to: User, at: datetime) -> None:
    """The call goes to a colleague; the moment stays, when they are free then."""
    coming = CallMoment.objects.filter(rejection__in=rejections, given_up_at=None, starts_at__gt=at)
    for moment in coming.select_related("taken_time"):
        try:
            with transaction.atomic():
                TakenTime.objects.filter(call_moment=moment).update(recruiter=to)
        except IntegrityError as clash:
            if constraint_of(clash) != NOWHERE_TWICE:
                raise
            raise ColleagueIsBusy from clash
        CallMoment.objects.filter(pk=moment.pk).update(recruiter=to)


def _choose(rejection: Rejection, *, starts_at: datetime, calendar: Calendar, at: datetime) -> CallMoment:
    promise = _asked(rejection)
    until = choosable_until(promise.due_at, now=at, calendar=calendar)
    if not is_office_quarter(starts_at, calendar, now=at, due_at=until):
        raise MomentTaken
    chosen = live_moment(rejection)
    if chosen and chosen.starts_at == starts_at:
        return chosen
    if chosen:
        _release(_changeable(chosen, at=at), at=at)
    taken = _take(promise.owner, starts_at)
    moment = CallMoment.objects.create(
        rejection=rejection, recruiter_id=promise.owner_id, starts_at=starts_at, taken_time=taken, chosen_at=at
    )
    _tell(moment, promise.owner, at=at)
    return moment


def _asked(rejection: Rejection) -> Deadline:
    remembered(rejection)
    promise = (
        asked_promises().filter(rejection=rejection).select_related("owner").select_for_update(of=("self",)).first()
    )
    if promise is None:
        raise NotAsked
    return promise


def _changeable(moment: CallMoment, *, at: datetime) -> CallMoment:
    """Until shortly before; and again when it is over, for whoever was not reached then."""
    if may_change_until(moment.starts_at) < at <= moment.starts_at + LASTS:
        raise TooLateToChange
    return moment


def _take(recruiter: User, starts_at: datetime) -> TakenTime:
    """Who comes late hears it without a wait."""
    until = starts_at + LASTS
    if overlaps(starts_at, taken_of(recruiter, since=starts_at, until=until)):
        raise MomentTaken
    try:
        return take_time(recruiter, (starts_at, until), why=TakenFor.CALL)
    except SomewhereElse as clash:
        raise MomentTaken from clash


def _release(moment: CallMoment, *, at: datetime) -> None:
    taken, moment.taken_time, moment.given_up_at = moment.taken_time, None, at
    moment.save(update_fields=["taken_time", "given_up_at"])
    if taken:
        taken.delete()


def _tell(moment: CallMoment, owner: User, *, at: datetime) -> None:
    """The colleague hears of it by mail as well: it may be in half an hour."""
    key = f"call_moment/{moment.pk}"
    params = {"call_moment": moment.pk}
    write_staff_letter(
        StaffDraft(key=key, kind="call_moment", user=owner, params=params, rejection=moment.rejection), at=at
    )
