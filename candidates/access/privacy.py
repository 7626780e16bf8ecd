"""HR's desk for privacy: the record of reads, what candidates asked, and whose data are held. HR managers only."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.reads import note_people, note_person
from candidates.models import Candidate, DataRequest, Hold, Read, Rejection, User
from candidates.queries.data_requests import answered_lately, live_holds, open_requests, with_people
from candidates.queries.keyset import Page
from candidates.queries.reads import all_reads, named_in, reads_of, reads_page
from candidates.rules.reads import Looked


@dataclass(frozen=True)
class Desk:
    open: list[DataRequest]
    answered: list[DataRequest]


def requests_to_read(user: User, *, now: datetime) -> Desk:
    _hr_only(user)
    desk = Desk(open_requests(), answered_lately())
    people = (request.candidate_id for request in [*desk.open, *desk.answered])
    note_people(user, people, what=Looked.REQUESTS, now=now)
    return desk


def request_to_read(user: User, public_id: UUID, *, now: datetime) -> DataRequest:
    _hr_only(user)
    request = get_object_or_404(with_people(), public_id=public_id)
    note_person(user, request.candidate_id, what=Looked.REQUEST, now=now)
    return request


def may_answer(user: User, request: DataRequest) -> bool:
    """A complaint is answered by somebody else than the recruiter it is about; when nobody knows which decision it is
    about, than any of theirs."""
    if not user.is_hr_manager:
        return False
    if not request.is_complaint:
        return True
    if request.rejection is not None:
        return bool(request.rejection.recruiter_id != user.pk)
    return not Rejection.objects.filter(candidate=request.candidate_id, recruiter=user).exists()


def reads_to_read(user: User, pk: int, *, after: str, now: datetime) -> tuple[Candidate, Page[Read]]:
    """Who looked at this person, when."""
    _hr_only(user)
    candidate = get_object_or_404(Candidate, pk=pk)
    page = reads_page(reads_of(candidate), after=after)
    note_person(user, candidate.pk, what=Looked.READS_OF_ONE, now=now)
    return candidate, page


def newest_reads_to_read(user: User, *, after: str, now: datetime) -> Page[Read]:
    """Of everybody, newest first."""
    _hr_only(user)
    page = reads_page(all_reads(), after=after)
    note_people(user, named_in(page.rows), what=Looked.READS, now=now)
    return page


def holds_to_read(user: User, *, today: date, now: datetime) -> list[Hold]:
    _hr_only(user)
    holds = list(live_holds(today))
    note_people(user, (hold.candidate_id for hold in holds), what=Looked.HOLDS, now=now)
    return holds


def person_to_hold(user: User, pk: int, *, now: datetime) -> Candidate:
    _hr_only(user)
    candidate = get_object_or_404(Candidate, pk=pk, anonymised_at=None)
    note_person(user, candidate.pk, what=Looked.HOLD, now=now)
    return candidate


def hold_to_lift(user: User, pk: int, *, now: datetime) -> Hold:
    _hr_only(user)
    hold = get_object_or_404(Hold.objects.select_related("candidate", "placed_by"), pk=pk)
    note_person(user, hold.candidate_id, what=Looked.HOLD, now=now)
    return hold


def _hr_only(user: User) -> None:
    if not user.is_hr_manager:
        raise Http404
