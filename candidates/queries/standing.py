"""Where a rejection stands, in words: waiting until when, told in time or late, withdrawn, taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from candidates.models import Deadline, Rejection, StopReason
from candidates.rules.words import full_moment, time_left


@dataclass(frozen=True)
class Standing:
    """kind is a state of the design (late, soon, plan, done); shape another icon than that of the kind."""

    kind: str
    words: str
    under: str = ""
    shape: str = ""


@dataclass(frozen=True)
class Row:
    rejection: Rejection
    standing: Standing


def with_standing(rejections: Iterable[Rejection], *, now: datetime, zone: ZoneInfo) -> list[Row]:
    return [Row(rejection, standing(rejection, now=now, zone=zone)) for rejection in rejections]


def standing(rejection: Rejection, *, now: datetime, zone: ZoneInfo) -> Standing:
    """Of a rejection that was fetched with its `promises` (queries.rejections): asks the database nothing."""
    special = _special(rejection, now=now, zone=zone)
    if special:
        return special
    promises: list[Deadline] = rejection.promises  # type: ignore[attr-defined]  # annotated by its query
    return _of_promise(promises[0], now=now, zone=zone) if promises else Standing("plan", _("nothing promised"))


def _special(rejection: Rejection, *, now: datetime, zone: ZoneInfo) -> Standing | None:
    if rejection.undone_at:
        return Standing("plan", _("taken back"), full_moment(rejection.undone_at, now, zone), "none")
    if rejection.reopened_at:
        return Standing("plan", _("reopened"), full_moment(rejection.reopened_at, now, zone), "none")
    if rejection.is_withdrawn:
        return Standing("plan", _("withdrew"), _("nothing promised"), "none")
    return None


def _of_promise(promise: Deadline, *, now: datetime, zone: ZoneInfo) -> Standing:
    if promise.stopped_why == StopReason.FORGOTTEN:
        late = promise.stopped_at is not None and promise.stopped_at > promise.late_from
        return Standing("late", _("never told"), _("removed")) if late else Standing("plan", _("removed"), "", "none")
    if promise.stopped_at:
        return Standing("late", _("never told"), _("brought in as history"))
    if promise.met_at is None:
        left = time_left(promise.due_at, now, zone)
        return Standing(left.kind, left.words, left.under)
    told = full_moment(promise.met_at, now, zone)
    return Standing("late", _("told late"), told) if promise.was_late else Standing("done", _("told in time"), told)
