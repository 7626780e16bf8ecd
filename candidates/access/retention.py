"""Who is kept, for how long: whose data are removed soon, and the talent pool. Recruiters and HR managers."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.desk import READERS
from candidates.access.reads import note_people, note_person
from candidates.access.rejections import changeable_by
from candidates.models import Candidate, Consent, Deadline, FollowUp, FollowUpKind, Rejection, User
from candidates.queries.retention import soon_forgotten
from candidates.queries.talent_pool import SHOWN, pool
from candidates.rules.reads import Looked
from candidates.rules.retention import NOTICE

MOST = 500  # lines of a list that somebody still reads


def soon_forgotten_to_read(user: User, *, today: date, now: datetime) -> list[Rejection]:
    """Whose last day falls within a week: a recruiter's own, HR everybody's; `answer_owed` marks who waits for a word
    of ours (queries.retention.is_answer_owed, for a whole list)."""
    if user.role not in READERS:
        raise Http404
    promise = Deadline.objects.open().to_tell().filter(rejection=OuterRef("pk"))
    anew = FollowUp.objects.open().filter(rejection=OuterRef("pk"), kind=FollowUpKind.ANEW)
    theirs = Q() if user.is_hr_manager else changeable_by(user)
    rows = soon_forgotten(today, today + NOTICE).filter(theirs)
    listed: list[Rejection] = list(rows.annotate(answer_owed=Q(Exists(promise)) | Q(Exists(anew)))[:MOST])
    note_people(user, (row.candidate_id for row in listed), what=Looked.SOON_FORGOTTEN, now=now)
    return listed


def pool_to_read(user: User, words: str, *, today: date, now: datetime) -> list[Consent]:
    if user.role not in READERS:
        raise Http404
    listed = list(pool(today, words)[:SHOWN])
    note_people(user, (consent.candidate_id for consent in listed), what=Looked.TALENT_POOL, now=now)
    return listed


def member_to_write_to(user: User, pk: int, *, today: date, now: datetime) -> Consent:
    """Somebody who says yes on this day; a message is a recruiter's."""
    if not user.is_recruiter:
        raise Http404
    consent = get_object_or_404(Consent.objects.live(today).select_related("candidate"), candidate=pk)
    note_person(user, consent.candidate_id, what=Looked.POOL_MESSAGE, now=now)
    return consent


def candidate_in_pool(user: User, pk: int, *, today: date, now: datetime) -> Candidate:
    """Whoever hears that somebody does not want it any more may say so for them."""
    if user.role not in READERS:
        raise Http404
    consent = get_object_or_404(Consent.objects.live(today).select_related("candidate"), candidate=pk)
    note_person(user, consent.candidate_id, what=Looked.POOL_MESSAGE, now=now)
    return consent.candidate
