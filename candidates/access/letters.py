"""Letters to candidates, judged by the rejection they are about."""

from datetime import datetime

from django.http import Http404

from candidates.access.rejections import rejection_to_change, rejection_to_read
from candidates.models import Letter, Rejection, User


def letter_to_read(user: User, pk: int, *, now: datetime) -> tuple[Letter, Rejection]:
    letter, about = _fetch(pk)
    return letter, rejection_to_read(user, about.public_id, now=now, what="letter")


def letter_to_change(user: User, pk: int, *, now: datetime) -> tuple[Letter, Rejection]:
    letter, about = _fetch(pk)
    return letter, rejection_to_change(user, about.public_id, now=now, what="letter")


def _fetch(pk: int) -> tuple[Letter, Rejection]:
    to_candidates = Letter.objects.to_candidates().select_related("candidate", "rejection", "approved_by")
    letter = to_candidates.filter(pk=pk, rejection__isnull=False).first()
    if letter is None or letter.rejection is None:
        raise Http404
    return letter, letter.rejection
