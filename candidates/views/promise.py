"""A promise as the thin bar on top of a work page: how much of the time is used, in words and as a share."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from candidates.models import Deadline
from candidates.rules.words import TimeLeft, near_moment, since, time_left


@dataclass(frozen=True)
class PromiseBar:
    deadline: Deadline
    decided_at: datetime
    now: datetime
    zone: ZoneInfo

    @cached_property
    def time(self) -> TimeLeft:
        return time_left(self.deadline.late_from, self.now, self.zone)

    @property
    def is_late(self) -> bool:
        return self.deadline.late_from <= self.now

    @property
    def percent(self) -> int:
        """Of the time between decision and due moment."""
        whole = (self.deadline.late_from - self.decided_at).total_seconds()
        used = (self.now - self.decided_at).total_seconds()
        return max(0, min(100, round(100 * used / whole))) if whole > 0 else 100

    @property
    def aria(self) -> str:
        if self.is_late:
            return _("The time that was promised has passed")
        return _("%(percent)s percent of the time is used") % {"percent": self.percent}

    @property
    def decided(self) -> str:
        return _("decision %(moment)s") % {"moment": since(self.decided_at, self.now, self.zone)}

    @property
    def due(self) -> str:
        moment = since if self.is_late else near_moment
        return _("no later than %(moment)s") % {"moment": moment(self.deadline.late_from, self.now, self.zone)}
