"""Taking a rejection back touches both floors, so it stands above them."""

from datetime import datetime

from django.db import transaction

from candidates.actions.taking_back import locked, reopen, undo, was_heard
from candidates.models import Rejection, User


@transaction.atomic
def take_back(rejection: Rejection, *, by: User, why: str, at: datetime) -> Rejection:
    """Before the candidate heard it: undone, with mail and link. Afterwards: reopened, which needs a reason."""
    if was_heard(locked(rejection)):
        return reopen(rejection, by=by, why=why, at=at)
    return undo(rejection, by=by, at=at)
