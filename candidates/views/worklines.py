"""An open promise as a row: who, what, by when in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.models import Deadline
from candidates.rules.stages import STAGE_LABELS, Channel
from candidates.rules.words import TimeLeft, time_left

ICONS = {Channel.MAIL: "mail", Channel.CALL: "phone", Channel.TALK: "talk"}
PAGES = {Channel.MAIL: "feedback", Channel.CALL: "call", Channel.TALK: "talk"}


@dataclass(frozen=True)
class Workline:
    promise: Deadline
    time: TimeLeft

    @property
    def channel(self) -> Channel:
        return Channel(self.promise.channel)

    @property
    def icon(self) -> str:
        return ICONS[self.channel]

    @property
    def url(self) -> str:
        return reverse(PAGES[self.channel], args=[self.promise.rejection.public_id])

    @property
    def what(self) -> str:
        rejection = self.promise.rejection
        return f"{STAGE_LABELS[rejection.stage]}. {rejection.vacancy}."

    @property
    def button(self) -> str:
        name = {"name": self.promise.rejection.candidate.first_name}
        if self.channel is Channel.TALK:
            return _("Talk with %(name)s") % name
        return (_("Write to %(name)s") if self.channel is Channel.MAIL else _("Call %(name)s")) % name


def worklines(promises: Iterable[Deadline], *, now: datetime, zone: ZoneInfo) -> list[Workline]:
    return [Workline(promise, time_left(promise.late_from, now, zone)) for promise in promises]
