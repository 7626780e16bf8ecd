"""Rejections, fetched and judged. Recruiters and HR managers read all; a change is for who decided or was handed it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.desk import READERS
from candidates.access.reads import note_people, note_person, note_rejection
from candidates.models import Candidate, Deadline, Rejection, Role, User
from candidates.queries.keyset import Page, count_up_to
from candidates.queries.rejections import Wanted, overdue_of, rejections_page, wanted_rejections
from candidates.rules.reads import Looked


@dataclass(frozen=True)
class Listed:
    """A page of a list, and how long the list is (queries.keyset counts no further than a page says)."""

    page: Page[Rejection]
    count: int


def rejections_to_read(user: User, wanted: Wanted, *, after: str, now: datetime, zone: ZoneInfo) -> Listed:
    """Who stands on this page of what was looked for."""
    found = wanted_rejections(wanted, now=now, zone=zone)
    page = rejections_page(found, order=wanted.order, after=after)
    note_people(user, (row.candidate_id for row in page.rows), what=Looked.REJECTIONS, now=now)
    return Listed(page, count_up_to(found))


def overdue_to_read(user: User, *, now: datetime, most: int) -> list[Deadline]:
    """Answers of this colleague that are late, as the page names them that asks for these first."""
    late = list(overdue_of(user, now=now)[:most])
    note_people(user, (promise.rejection.candidate_id for promise in late), what=Looked.OVERDUE, now=now)
    return late


def rejection_to_read(user: User, public_id: UUID, *, now: datetime, what: str = Looked.REJECTION) -> Rejection:
    rejection = _fetch(user, public_id)
    note_rejection(user, rejection, what=what, now=now)
    return rejection


def rejection_to_change(user: User, public_id: UUID, *, now: datetime, what: str = Looked.CHANGE) -> Rejection:
    """404 unless the user decided it or one of its tasks was handed to them."""
    rejection = rejection_at_hand(user, public_id)
    note_rejection(user, rejection, what=what, now=now)
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
    note_person(user, candidate.pk, what=Looked.CANDIDATE, now=now)
    return candidate


def _fetch(user: User, public_id: UUID) -> Rejection:
    if user.role not in READERS:
        raise Http404
    with_people = Rejection.objects.select_related("candidate", "vacancy__department", "recruiter", "requirement")
    return get_object_or_404(with_people, public_id=public_id)
