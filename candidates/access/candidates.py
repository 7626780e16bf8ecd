"""People who were turned down, fetched and judged. Each look at one person's data leaves a record."""

from datetime import datetime

from django.http import Http404

from candidates.access.desk import READERS
from candidates.access.reads import note_person
from candidates.access.rejections import candidate_to_read, changeable_by
from candidates.models import Candidate, Rejection, User
from candidates.rules.reads import Looked


def candidate_to_change(user: User, pk: int, *, now: datetime) -> Candidate:
    """A correction is for whoever may change one of their rejections, and for HR, who answers their requests.
    Of somebody who was forgotten nothing is left to put right."""
    candidate = candidate_to_read(user, pk, now=now)
    if not may_correct(user, candidate):
        raise Http404
    return candidate


def may_correct(user: User, candidate: Candidate) -> bool:
    if candidate.is_forgotten:
        return False
    return user.is_hr_manager or Rejection.objects.filter(changeable_by(user), candidate=candidate).exists()


def recognise(user: User, candidate: Candidate, *, now: datetime) -> Candidate:
    """Shown beside a form because its address was typed: that is a look too."""
    if user.role not in READERS:
        raise Http404
    note_person(user, candidate.pk, what=Looked.RECOGNISED, now=now)
    return candidate
