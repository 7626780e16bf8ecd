"""A colleague goes, or hands everything over: promises and talks stand on both floors, so this stands above them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from candidates.actions import colleagues
from candidates.actions.again import in_one_go
from candidates.actions.clashing import give_up_clashing
from candidates.actions.colleagues import Successor
from candidates.actions.follow_ups import make_follow_up
from candidates.models import FollowUpKind, Organisation, User
from candidates.rules.words import full_moment
from spreekuur.actions.leaving import TalksAhead, leave_spreekuur
from spreekuur.models import Booking


@dataclass(frozen=True)
class Going:
    """Who takes over the open work; and the talks: `talks_to` a colleague, or cancelled."""

    successor: Successor | None = None
    talks_to: User | None = None
    cancels: bool = False
    calls: User | None = None  # those of whom no mail address is known
    gives_up_moments: bool = False  # that whoever takes over cannot keep; each becomes a task to call first


def close_account(user: User, going: Going, *, by: User, organisation: Organisation, at: datetime) -> User:
    """Raises what its parts raise; then nothing has changed."""

    def close() -> User:
        _leave(user, going, by=by, organisation=organisation, at=at)
        return colleagues.disable(user, by=by, at=at, successor=going.successor)

    return in_one_go(close)


def hand_over_everything(user: User, going: Going, *, by: User, organisation: Organisation, at: datetime) -> int:
    """Open work, talks and hours of the spreekuur. Answers how many tasks and talks it was about."""

    def hand_over() -> int:
        talks = _leave(user, going, by=by, organisation=organisation, at=at)
        return colleagues.pass_on_work(user, going.successor, by=by, at=at) + talks

    return in_one_go(hand_over)


def _leave(user: User, going: Going, *, by: User, organisation: Organisation, at: datetime) -> int:
    if going.successor and going.gives_up_moments:
        give_up_clashing(user, to=going.successor.to, by=by, organisation=organisation, at=at)
    to, cancels = going.talks_to, going.cancels
    talks = leave_spreekuur(user, to=to, cancels=cancels, by=by, organisation=organisation, at=at)
    for talk in talks:
        if not talk.rejection.candidate.email:
            _have_called(talk, going, by=by, organisation=organisation, at=at)
    return len(talks)


def _have_called(talk: Booking, going: Going, *, by: User, organisation: Organisation, at: datetime) -> None:
    """No mail tells them what becomes of their talk: a colleague does, before it."""
    if going.calls is None:
        raise TalksAhead
    with translation.override(going.calls.language):
        given = {"moment": full_moment(talk.slot.starts_at, at, organisation.zone_info)}
        if going.talks_to:
            given["name"] = going.talks_to.name
            what = _("Call, for no mail address is known: the talk of %(moment)s is with %(name)s now.") % given
        else:
            what = _("Call, for no mail address is known: the talk of %(moment)s is cancelled.") % given
    kind, due_at = FollowUpKind.PROMISED, talk.slot.starts_at
    make_follow_up(talk.rejection, kind=kind, what=what, due_at=due_at, owner=going.calls, by=by, at=at)
