"""Rejections, fetched and judged. Recruiters and HR managers read all; a change is for who decided or was handed it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.desk import READERS
from candidates.models import Candidate, Deadline, Read, Rejection, Role, User


def list_to_read(user: User, *, now: datetime, what: str = "rejections") -> None:
    """Somebody looks through a list of people."""
    if user.role not in READERS:
        raise Http404
    Read.objects.create(user=user, what=what, at=now)


def rejection_to_read(user: User, public_id: UUID, *, now: datetime, what: str = "rejection") -> Rejection:
    rejection = _fetch(user, public_id)
    _note(user, rejection, now=now, what=what)
    return rejection


def rejection_to_change(user: User, public_id: UUID, *, now: datetime, what: str = "change") -> Rejection:
    """404 unless the user decided it or one of its tasks was handed to them."""
    rejection = rejection_at_hand(user, public_id)
    _note(user, rejection, now=now, what=what)
    return rejection


def rejection_at_hand(user: User, public_id: UUID) -> Rejection:
    """The same, for a part of a page whose opening was written down already (a preview while typing)."""
    rejection = _fetch(user, public_id)
    if not may_change(user, rejection):
        raise Http404
    return rejection


def may_change(user: User, rejection: Rejection) -> bool:
    if user.role != Role.RECRUITER or rejection.forgotten_at is not None:
        return False
    return rejection.recruiter_id == user.pk or rejection.deadlines.filter(owner=user).exists()


def changeable_by(user: User) -> Q:
    """The same judgement as may_change, as a filter over rejections."""
    if user.role != Role.RECRUITER:
        return Q(pk__in=[])
    return Q(forgotten_at=None) & (Q(recruiter=user) | Q(pk__in=Deadline.objects.of(user).values("rejection")))


def candidate_to_read(user: User, pk: int, *, now: datetime) -> Candidate:
    if user.role not in READERS:
        raise Http404
    candidate = get_object_or_404(Candidate, pk=pk)
    Read.objects.create(user=user, candidate=candidate, what="candidate", at=now)
    return candidate


def _fetch(user: User, public_id: UUID) -> Rejection:
    if user.role not in READERS:
        raise Http404
    with_people = Rejection.objects.select_related("candidate", "vacancy__department", "recruiter", "requirement")
    return get_object_or_404(with_people, public_id=public_id)


def _note(user: User, rejection: Rejection, *, now: datetime, what: str) -> None:
    Read.objects.create(user=user, candidate_id=rejection.candidate_id, rejection=rejection, what=what, at=now)
