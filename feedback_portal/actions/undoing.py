"""Taking a rejection back touches both floors, so it stands above them."""

from datetime import datetime

from django.db import transaction

from candidates.actions.remembered import remembered
from candidates.actions.taking_back import locked, reopen, undo, was_heard
from candidates.models import Organisation, Rejection, User
from spreekuur.actions.cancelling import give_up_talk
from spreekuur.models import EndedWhy


@transaction.atomic
def take_back(rejection: Rejection, *, by: User, why: str, at: datetime) -> Rejection:
    """Before the candidate heard it: undone, with mail and link. Afterwards: reopened, which needs a reason."""
    was_told = was_heard(locked(remembered(rejection)))
    taken = reopen(rejection, by=by, why=why, at=at) if was_told else undo(rejection, by=by, at=at)
    ended_why = EndedWhy.REOPENED if was_told else EndedWhy.UNDONE
    give_up_talk(taken, why=ended_why, by=by, organisation=Organisation.objects.current(), at=at)
    return taken
