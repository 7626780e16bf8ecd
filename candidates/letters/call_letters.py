"""The two mails around a call: the one that asks for a moment and tells nothing, and the one that confirms what was
said. Composed like every mail to a candidate: shown, stored and sent byte for byte."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from candidates.letters.composing import Composed, Sheet, in_sentence, one_line, paragraphs, put_together, small_print
from candidates.models import Deadline, Organisation, Rejection, User
from candidates.rules.phones import grouped
from candidates.rules.points import Points
from candidates.rules.standard_texts import LANGUAGES
from candidates.rules.words import day, moment_for_candidate


@dataclass(frozen=True)
class CallLetter:
    """Who writes to whom, on which clock."""

    rejection: Rejection
    writer: User
    organisation: Organisation

    @property
    def language(self) -> str:
        return self.rejection.language if self.rejection.language in LANGUAGES else LANGUAGES[0]

    def ask(self, *, due_at: datetime | None) -> Composed:
        """Nothing of the job, the stage or the decision stands in it, and nothing to guess them from."""
        with translation.override(self.language):
            sheet = self._sheet(
                before=[self._greeting(), *self._why_called(due_at)],
                points=[],
                invitation=[],
                button=_("Choose a moment"),
                small=small_print(self.rejection, writer=self.writer, organisation=self.organisation, kept=False),
            )
            return self._composed(sheet, subject=_("When can I call you?"), about=_("About your application"))

    def confirm(self, points: Points, *, told_at: datetime, talk: Deadline | None) -> Composed:
        """The three points as they were said; with it the talk, for whoever is owed one."""
        with translation.override(self.language):
            sheet = self._sheet(
                before=[self._greeting(), self._what_was_said(told_at)],
                points=[part for point in points.all().values() for part in paragraphs(point)],
                invitation=self._invitation(talk),
                button=_("Get in touch"),
                small=small_print(self.rejection, writer=self.writer, organisation=self.organisation),
            )
            subject = _("What we talked about on %(day)s") % {"day": self._day(told_at)}
            return self._composed(sheet, subject=subject, about=_("Feedback on your application"))

    def _greeting(self) -> str:
        return _("Dear %(name)s,") % {"name": one_line(self.rejection.candidate.first_name)}

    def _why_called(self, due_at: datetime | None) -> list[str]:
        us = one_line(self.organisation.name)
        why = _("I tried to call you, but did not reach you. I would like to speak to you about your application.")
        if us:
            why = _(
                "I tried to call you, but did not reach you. I would like to speak to you about your application "
                "to %(organisation)s."
            ) % {"organisation": us}
        how = _("Choose a moment that suits you, and I will call you then. It takes five to ten minutes.")
        if due_at is None:
            return [why, how]
        until = moment_for_candidate(due_at, self.organisation.zone_info)
        return [why, how, _("You can choose a moment until %(moment)s.") % {"moment": until}]

    def _what_was_said(self, told_at: datetime) -> str:
        given = {"day": self._day(told_at), "vacancy": one_line(in_sentence(self.rejection.vacancy.title))}
        return (
            _(
                "On %(day)s we spoke about your application as %(vacancy)s. I told you that we will not go on with "
                "you. These are my three points once more."
            )
            % given
        )

    def _invitation(self, talk: Deadline | None) -> list[str]:
        if talk is None:
            return [_("Do you still have a question about this? Then get in touch.")]
        zone = self.organisation.zone_info
        if talk.agreed_for:
            moment = moment_for_candidate(talk.agreed_for, zone)
            return [
                _("We talk for a quarter of an hour on %(moment)s. It is not a new job interview.") % {"moment": moment}
            ]
        return [
            _(
                "I would like to talk with you for a quarter of an hour, no later than %(day)s: about what was good "
                "and what can be better. It is not a new job interview. Get in touch to choose a moment."
            )
            % {"day": self._day(talk.due_at)}
        ]

    def _sheet(
        self, *, before: list[str], points: list[str], invitation: list[str], button: str, small: list[str]
    ) -> Sheet:
        phone = self.writer.phone or self.organisation.phone
        return Sheet(
            before=before,
            points=points,
            invitation=invitation,
            button=button,
            after=[_("Kind regards,"), ", ".join(filter(None, [self.writer.name, self.writer.job_title]))],
            phone=grouped(str(phone)) if phone else "",
            phone_link=str(phone.as_e164) if phone else "",
            small=small,
        )

    def _composed(self, sheet: Sheet, *, subject: str, about: str) -> Composed:
        return put_together(
            sheet,
            subject=subject,
            about=about,
            to=self.rejection.candidate,
            writer=self.writer,
            organisation=self.organisation,
            language=self.language,
        )

    def _day(self, moment: datetime) -> str:
        return day(moment, self.organisation.zone_info)
