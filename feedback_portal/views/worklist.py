"""An open promise as a row of Vandaag: who, what, by when in words, and the one button that does it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.models import CallMoment, Deadline, DeadlineKind, Letter, LetterState, Rejection, User
from candidates.rules.call_moments import LASTS
from candidates.rules.stages import Channel, Stage
from candidates.rules.words import TimeLeft, count_in_words, near_moment, time_left

ICONS = {Channel.MAIL: "mail", Channel.CALL: "phone", Channel.TALK: "talk"}
PAGES = {Channel.MAIL: "feedback", Channel.CALL: "call", Channel.TALK: "talk"}


@dataclass(frozen=True)
class Task:
    deadline: Deadline
    time: TimeLeft
    zone: ZoneInfo
    now: datetime
    reader: User | None  # nobody in particular: the list of everybody

    @property
    def at(self) -> datetime:
        if self.planned and self.letter:
            return self.letter.not_before
        return self.chosen.starts_at if self.chosen else self.due_at

    @property
    def rejection(self) -> Rejection:
        return self.deadline.rejection

    @property
    def owner(self) -> User:
        return self.deadline.owner

    @property
    def due_at(self) -> datetime:
        return self.deadline.late_from

    @property
    def planned(self) -> bool:
        """Leaves by itself: a mail that was approved and waits for its moment."""
        return self.letter is not None and self.letter.state == LetterState.WAITING

    @property
    def letter(self) -> Letter | None:
        unsent: list[Letter] = self.deadline.rejection.unsent_letters  # type: ignore[attr-defined]  # by its query
        about_this = self.deadline.kind == DeadlineKind.TELL
        return next(iter(unsent), None) if about_this else None

    @property
    def chosen(self) -> CallMoment | None:
        """When the candidate wants to be called; over, when that was a while ago."""
        moments: list[CallMoment] = self.deadline.rejection.chosen_moments  # type: ignore[attr-defined]  # by its query
        about_this = self.deadline.kind == DeadlineKind.TELL and self.channel is Channel.CALL
        return next((moment for moment in moments if moment.starts_at + LASTS > self.now), None) if about_this else None

    @property
    def channel(self) -> Channel:
        return Channel(self.deadline.channel)

    @property
    def icon(self) -> str:
        return ICONS[self.channel]

    @property
    def rail_icon(self) -> str:
        """A state has a shape: what is late, and what leaves by itself, look so on the rail too."""
        return "clock" if self.planned else "late" if self.time.kind == "late" else self.icon

    @property
    def name(self) -> str:
        return self.deadline.rejection.candidate.first_name

    @property
    def url(self) -> str:
        return reverse(PAGES[self.channel], args=[self.deadline.rejection.public_id])

    @property
    def day(self) -> date:
        return self.due_at.astimezone(self.zone).date()

    @property
    def button(self) -> str:
        name = {"name": self.name}
        if self.channel is Channel.CALL:
            return _("Call %(name)s") % name
        if self.channel is Channel.TALK:
            return _("Hold the talk") if self.deadline.agreed_for else _("Plan a talk")
        if self.letter:
            return _("View the mail")
        return _("Write on") if self.deadline.has_draft else _("Write to %(name)s") % name  # type: ignore[attr-defined]  # by its query

    @property
    def under(self) -> str:
        """The small line below the time: what happens by itself says more than the hours left."""
        if self.planned and self.letter:
            return _("mail leaves %(moment)s") % {"moment": near_moment(self.letter.not_before, self.now, self.zone)}
        if self.chosen:
            given = {"name": self.name, "moment": near_moment(self.chosen.starts_at, self.now, self.zone)}
            return _("%(name)s chose %(moment)s") % given
        if self.deadline.agreed_for:
            return _("agreed: %(moment)s") % {"moment": near_moment(self.deadline.agreed_for, self.now, self.zone)}
        return self.time.under

    @property
    def what(self) -> str:
        """ "Call after an interview. Planner. Tried twice." """
        parts = [self._duty(), str(self.deadline.rejection.vacancy), self._progress(), self._from_whom()]
        return " ".join(f"{capfirst(part).rstrip('.')}." for part in parts if part)

    def _duty(self) -> str:
        stage = self.deadline.rejection.stage
        if self.channel is Channel.TALK:
            return _("Talk after the final round") if stage is Stage.LATE_STAGE else _("Talk for the talent pool")
        if self.channel is Channel.MAIL:
            return _("Mail after CV screening") if stage is Stage.CV_SCREENING else _("Mail after an interview")
        return _("Call after the final round") if stage is Stage.LATE_STAGE else _("Call after an interview")

    def _progress(self) -> str:
        if self.letter and not self.planned:
            return self._draft() if self.letter.state == LetterState.DRAFT else _trouble(self.letter)
        if self.planned:
            return _("Ready to leave")
        attempts: int = self.deadline.attempts  # type: ignore[attr-defined]  # annotated by its query
        if self.channel is Channel.CALL and attempts:
            return ngettext("Tried once", "Tried %(count)s times", attempts) % {"count": count_in_words(attempts)}
        if self.channel is Channel.MAIL and self.deadline.has_draft:  # type: ignore[attr-defined]  # by its query
            return self._draft()
        return _("The mail came back") if self.deadline.not_delivered_at else ""

    def _draft(self) -> str:
        """Whose it is, for whoever reads the list of everybody or took a task over."""
        by, name = self.deadline.draft_by, self.deadline.draft_by_name  # type: ignore[attr-defined]  # by its query
        if self.reader and by == self.reader.pk:
            return _("Your draft is kept")
        return _("There is a draft of %(name)s") % {"name": name} if by else _("A draft is kept")

    def _from_whom(self) -> str:
        handed: list[object] = self.deadline.newest_handovers  # type: ignore[attr-defined]  # annotated by its query
        return _("From %(name)s") % {"name": handed[0].from_user.first_name} if handed else ""  # type: ignore[attr-defined]  # a Handover


def _trouble(letter: Letter) -> str:
    words = {
        LetterState.FAILED: _("The mail was refused"),
        LetterState.IN_DOUBT: _("It is not sure that the mail arrived"),
        LetterState.HELD: _("The address changed: confirm it"),
        LetterState.SENDING: _("Leaves now"),
    }
    return words.get(LetterState(letter.state), "")


def tasks(deadlines: list[Deadline], *, now: datetime, zone: ZoneInfo, reader: User | None) -> list[Task]:
    return [Task(deadline, time_left(deadline.late_from, now, zone), zone, now, reader) for deadline in deadlines]
