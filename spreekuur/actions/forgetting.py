"""Forget what somebody wanted to talk about and what was said. That there was a talk, and what came of it, stays."""

from datetime import datetime

from django.db.models import F

from candidates.actions.wiping import wipe
from candidates.models import Organisation, Rejection, User
from spreekuur.actions.cancelling import give_up_talk
from spreekuur.models import Booking, EndedWhy
from spreekuur.models.personal import OF_A_REJECTION


def forget_talks(rejection: Rejection, *, by: User | None, organisation: Organisation, at: datetime) -> None:
    """Of a locked rejection. A talk that is still to come ends, and its moment is free for the next; nobody is written
    about it, for there is nobody to write to."""
    give_up_talk(rejection, why=EndedWhy.FORGOTTEN, by=by, organisation=organisation, at=at)
    Booking.objects.filter(rejection=rejection).update(told_sequence=F("sequence"))
    wipe(OF_A_REJECTION, rejection.pk)
