"""What was promised besides, as a row of Vandaag: the same shape as a promise of the stage."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.models import FollowUp, FollowUpKind, Rejection, User
from candidates.rules.words import TimeLeft, time_left

ICONS = {FollowUpKind.CONFIRMATION: "mail", FollowUpKind.CALL_WISH: "phone", FollowUpKind.ANEW: "talk"}
# the page of the rejection where it is done; else its own page
PAGES = {
    FollowUpKind.CALL_WISH: "call",
    FollowUpKind.CONFIRMATION: "confirmation",
    FollowUpKind.ANEW: "decide_anew",
}


@dataclass(frozen=True)
class FollowUpLine:
    follow_up: FollowUp
    time: TimeLeft
    zone: ZoneInfo

    planned = False

    @property
    def at(self) -> datetime:
        return self.follow_up.due_at

    @property
    def due_at(self) -> datetime:
        return self.follow_up.due_at

    @property
    def day(self) -> date:
        return self.follow_up.due_at.astimezone(self.zone).date()

    @property
    def rejection(self) -> Rejection:
        return self.follow_up.rejection

    @property
    def owner(self) -> User:
        return self.follow_up.owner

    @property
    def name(self) -> str:
        return self.rejection.candidate.first_name

    @property
    def kind(self) -> FollowUpKind:
        return FollowUpKind(self.follow_up.kind)

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "clock")

    @property
    def rail_icon(self) -> str:
        return "late" if self.time.kind == "late" else self.icon

    @property
    def under(self) -> str:
        return self.time.under

    @property
    def url(self) -> str:
        if self.kind in PAGES:
            return reverse(PAGES[self.kind], args=[self.rejection.public_id])
        return reverse("follow_up", args=[self.follow_up.pk])

    @property
    def what(self) -> str:
        """ "You promised: call about the ward in January. Nurse." """
        duty = {
            FollowUpKind.PROMISED: _("You promised: %(what)s") % {"what": self.follow_up.what},
            FollowUpKind.CONFIRMATION: _("Send the confirmation of your call"),
            FollowUpKind.CALL_WISH: _("Wants to be called"),
            FollowUpKind.REQUEST: _("Asked for feedback"),
            FollowUpKind.ANEW: _("Decide anew"),
        }[self.kind]
        return f"{duty.rstrip('.')}. {self.rejection.vacancy}."

    @property
    def button(self) -> str:
        name = {"name": self.name}
        return {
            FollowUpKind.CONFIRMATION: _("Send to %(name)s") % name,
            FollowUpKind.CALL_WISH: _("Call %(name)s") % name,
            FollowUpKind.ANEW: _("Decide anew"),
        }.get(self.kind, _("Look at it"))


def follow_up_lines(follow_ups: list[FollowUp], *, now: datetime, zone: ZoneInfo) -> list[FollowUpLine]:
    return [FollowUpLine(row, time_left(row.due_at, now, zone), zone) for row in follow_ups]
