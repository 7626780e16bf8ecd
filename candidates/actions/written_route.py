"""A decision that was owed by telephone goes out in writing instead. Why is kept before the first word is sent."""

from datetime import datetime

from django.db import transaction

from candidates.actions.call_letters import withdraw_question
from candidates.actions.call_moments import free_the_time
from candidates.actions.proof import write_down
from candidates.actions.remembered import remembered
from candidates.models import Rejection, User, WrittenRoute
from candidates.queries.feedback import may_choose_writing
from candidates.rules.proof import What


class CallFirst(Exception):
    """Two calls first, or a candidate who does not want to be called."""


@transaction.atomic
def choose_writing(rejection: Rejection, *, why: str, details: str, by: User, at: datetime) -> WrittenRoute:
    """Chosen again, the newer reason stands. What asked for a moment stays home; a chosen moment is free."""
    remembered(rejection)
    if not may_choose_writing(rejection):
        raise CallFirst
    attempts = rejection.calls.in_vain().count()
    withdraw_question(rejection)
    free_the_time(rejection, at=at)
    given = {"why": why, "details": details.strip(), "attempts": attempts, "by": by, "at": at}
    route, _made = WrittenRoute.objects.update_or_create(rejection=rejection, defaults=given)
    content = {"why": route.why, "details": route.details, "attempts": attempts}
    write_down(rejection, what=What.WRITTEN, content=content, by=by, at=at)
    return route
