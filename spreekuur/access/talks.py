"""Days, slots, talks and reopened decisions, fetched and judged. A talk is changed by the recruiter who holds it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.desk import READERS
from candidates.models import Read, Rejection, Role, TakenFor, TakenTime, User
from spreekuur.models import Booking, Day, Reopening, Slot


def day_to_read(user: User, pk: int, *, now: datetime) -> Day:
    """Names of candidates stand on it."""
    day = day_to_arrange(user, pk)
    Read.objects.create(user=user, what="spreekuur day", at=now)
    return day


def day_to_arrange(user: User, pk: int) -> Day:
    if user.role not in READERS:
        raise Http404
    return get_object_or_404(Day, pk=pk)


def day_to_cancel(user: User, pk: int, *, now: datetime) -> Day:
    """The whole day, with the talks of all colleagues: HR arranges that."""
    if user.role != Role.HR_MANAGER:
        raise Http404
    return day_to_read(user, pk, now=now)


def part_to_cancel(user: User, pk: int, *, now: datetime) -> Day:
    """For a recruiter who takes part in it."""
    if user.role != Role.RECRUITER or not Slot.objects.of(user).filter(day=pk).exists():
        raise Http404
    return day_to_read(user, pk, now=now)


def absences_of(user: User, *, now: datetime) -> QuerySet[TakenTime]:
    """Of oneself only; those that are not over."""
    away = TakenTime.objects.filter(recruiter=user, taken_for__in=[TakenFor.ABSENCE, TakenFor.PAUSE])
    return away.filter(during__endswith__gt=now).order_by("during")


def slot_to_change(user: User, pk: int) -> Slot:
    """Of oneself; HR arranges everybody's."""
    slots = Slot.objects.select_related("day", "recruiter")
    return get_object_or_404(slots if user.role == Role.HR_MANAGER else slots.of(user), pk=pk)


def slot_to_fill(user: User, pk: int) -> Slot:
    """A caller is helped by whoever answers the phone."""
    if user.role != Role.RECRUITER:
        raise Http404
    return get_object_or_404(Slot.objects.select_related("day", "recruiter"), pk=pk)


def talk_at_hand(user: User, pk: int) -> Booking:
    """For a part of a page whose opening was written down already."""
    about = ("slot__day", "slot__recruiter", "rejection__candidate", "rejection__vacancy", "rejection__requirement")
    return get_object_or_404(Booking.objects.of(user).select_related(*about, "rejection__recruiter"), pk=pk)


def talk_to_hold(user: User, pk: int, *, now: datetime) -> Booking:
    booking = talk_at_hand(user, pk)
    _note(user, booking.rejection, what="talk", now=now)
    return booking


def rejection_for_caller(user: User, pk: int, *, now: datetime) -> Rejection:
    if user.role != Role.RECRUITER:
        raise Http404
    rejection = get_object_or_404(Rejection.objects.live().select_related("candidate"), pk=pk)
    _note(user, rejection, what="book for a caller", now=now)
    return rejection


def reopening_to_decide(user: User, public_id: UUID, *, now: datetime) -> Reopening:
    """For who decides anew, or was handed that task."""
    if user.role != Role.RECRUITER:
        raise Http404
    theirs = Q(decider=user) | Q(follow_up__owner=user)
    rows = Reopening.objects.select_related("rejection__candidate", "rejection__vacancy", "talk", "opened_by")
    reopening = get_object_or_404(rows.filter(theirs), rejection__public_id=public_id)
    _note(user, reopening.rejection, what="decide anew", now=now)
    return reopening


def _note(user: User, rejection: Rejection, *, what: str, now: datetime) -> None:
    Read.objects.create(user=user, candidate_id=rejection.candidate_id, rejection=rejection, what=what, at=now)
