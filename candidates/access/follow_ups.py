"""What was promised besides: everybody who reads rejections reads it, its owner changes it."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.desk import READERS
from candidates.access.reads import note_rejection
from candidates.models import FollowUp, User
from candidates.rules.reads import Looked


def follow_up_to_change(user: User, pk: int, *, now: datetime) -> FollowUp:
    """404 unless it is on this person's own list."""
    if user.role not in READERS:
        raise Http404
    people = ("rejection__candidate", "rejection__vacancy", "owner", "made_by")
    follow_up = get_object_or_404(FollowUp.objects.of(user).select_related(*people), pk=pk)
    note_rejection(user, follow_up.rejection, what=Looked.FOLLOW_UP, now=now)
    return follow_up
