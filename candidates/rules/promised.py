"""What logging a decision now would promise, stage by stage, in words: said before anything is saved."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.rules.deadlines import Policy, Promise, Unit, due_at, remind_at, talk_due_at
from candidates.rules.stages import Channel, Stage
from candidates.rules.words import count_in_words, full_moment, near_moment
from candidates.rules.workdays import is_working_day, local


@dataclass(frozen=True)
class Promised:
    stage: Stage
    decided_at: datetime
    now: datetime
    policy: Policy

    @property
    def promise(self) -> Promise:
        return self.policy.promises[self.stage]

    @property
    def channel(self) -> Channel:
        return self.promise.channel

    @property
    def due_at(self) -> datetime:
        return due_at(self.stage, self.decided_at, self.policy)

    @property
    def talk_due_at(self) -> datetime:
        return talk_due_at(self.decided_at, self.policy)

    @property
    def owes_talk(self) -> bool:
        """Whatever the talent pool adds."""
        return self.stage is Stage.LATE_STAGE

    @property
    def is_late_already(self) -> bool:
        return self.due_at <= self.now

    @property
    def ends_outside_office_days(self) -> bool:
        """Nobody is at work when it ends: better do it at once."""
        calendar = self.policy.calendar
        return not is_working_day(local(self.due_at, calendar).date(), calendar)

    @property
    def by(self) -> str:
        return self._full(self.due_at)

    @property
    def talk_by(self) -> str:
        return self._full(self.talk_due_at)

    @property
    def counted_from(self) -> str:
        return self._full(self.decided_at)

    @property
    def reminder(self) -> str:
        """Empty when no reminder is going to come."""
        moment = remind_at(self.due_at, self.decided_at, self.policy)
        return self._full(moment) if moment and moment > self.now else ""

    @property
    def term(self) -> str:
        """ "24 hours", "two working days"."""
        amount = self.promise.amount
        if self.promise.unit is Unit.HOURS:
            return ngettext("%(amount)s hour", "%(amount)s hours", amount) % {"amount": amount}
        days = ngettext("%(amount)s working day", "%(amount)s working days", amount)
        return days % {"amount": count_in_words(amount)}

    @property
    def on_card(self) -> str:
        """The small line of the stage's card: how, and by when. Late in the process the talk is what counts."""
        moment = self.talk_due_at if self.owes_talk else self.due_at
        how = {Channel.MAIL: _("Mail"), Channel.CALL: _("Phone"), Channel.TALK: _("Talk")}
        channel = Channel.TALK if self.owes_talk else self.channel
        zone = self.policy.calendar.zone
        return _("%(how)s, by %(moment)s") % {
            "how": how[channel],
            "moment": near_moment(moment, self.now, zone) if moment > self.now else self._full(moment),
        }

    def _full(self, moment: datetime) -> str:
        return full_moment(moment, self.now, self.policy.calendar.zone)


def promised_by_stage(decided_at: datetime, *, now: datetime, policy: Policy) -> dict[Stage, Promised]:
    return {stage: Promised(stage, decided_at, now, policy) for stage in Stage}
