"""Start small: where there is no spreekuur, who asks for feedback is owed an answer with a due moment of its own."""

from datetime import datetime

from candidates.actions.again import in_one_go
from candidates.actions.follow_ups import make_follow_up
from candidates.models import FollowUp, FollowUpKind, Rejection
from candidates.rules.workdays import Calendar, add_working_days, at_local, local
from spreekuur.actions.holding import hold
from spreekuur.rules.talks import ANSWER_REQUEST_WITHIN


def ask_for_feedback(rejection: Rejection, *, what: str, calendar: Calendar, at: datetime) -> FollowUp:
    """On the list of the recruiter who decided. Asking again while it is open changes nothing."""
    day = add_working_days(local(at, calendar).date(), ANSWER_REQUEST_WITHIN, calendar)
    due_at = at_local(day, calendar.close_of_day, calendar)

    def ask() -> FollowUp:
        about = hold(rejection.pk).rejection
        return make_follow_up(
            about, kind=FollowUpKind.REQUEST, what=what, due_at=due_at, owner=about.recruiter, by=None, at=at
        )

    return in_one_go(ask)
