"""Moments agreed with a candidate that whoever takes the work over cannot keep: given up, with a task to call first.

Nobody writes the candidate by itself: the colleague calls, and the link offers new moments.
"""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from candidates.actions.agreed_talks import is_by_hand
from candidates.actions.call_moments import free_the_time
from candidates.actions.follow_ups import make_follow_up
from candidates.actions.talks import talk_chosen_for
from candidates.models import CallMoment, Deadline, FollowUp, FollowUpKind, Organisation, Rejection, User
from candidates.queries.call_moments import taken_of
from candidates.rules.call_moments import LASTS, overlaps
from candidates.rules.words import full_moment


def give_up_clashing(giver: User, *, to: User, by: User, organisation: Organisation, at: datetime) -> list[FollowUp]:
    """In a transaction of the caller, before the work changes hands. Answers the tasks of the colleague."""
    made = []
    for chosen in CallMoment.objects.filter(recruiter=giver, given_up_at=None, starts_at__gt=at).order_by("starts_at"):
        if _is_elsewhere(to, chosen.starts_at):
            free_the_time(chosen.rejection, at=at)
            made.append(_task(chosen.rejection, chosen.starts_at, to, by, organisation, at))
    for talk in Deadline.objects.open().to_talk().of(giver).filter(agreed_for__gt=at).order_by("agreed_for"):
        moment = talk.agreed_for
        if moment and is_by_hand(talk) and _is_elsewhere(to, moment):
            talk_chosen_for(talk.rejection, None, organisation=organisation, at=at)
            made.append(_task(talk.rejection, moment, to, by, organisation, at))
    return made


def _is_elsewhere(to: User, moment: datetime) -> bool:
    return overlaps(moment, taken_of(to, since=moment, until=moment + LASTS))


def _task(about: Rejection, moment: datetime, to: User, by: User, organisation: Organisation, at: datetime) -> FollowUp:
    with translation.override(to.language):
        when = full_moment(moment, at, organisation.zone_info)
        what = _("Call before %(moment)s: that was agreed, and you have something else then.") % {"moment": when}
    return make_follow_up(about, kind=FollowUpKind.PROMISED, what=what, due_at=moment, owner=to, by=by, at=at)
