"""Mails that lead to the candidate's own page: was it useful, and a lost link. Neither tells a decision."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from candidates.letters.composing import Composed, Sheet, one_line, put_together, small_print
from candidates.letters.writing import message_id
from candidates.models import About, Letter, Link, Organisation, Rejection, RepeatPolicy
from candidates.rules.letter_kinds import Leave, LetterKind
from candidates.rules.marks import LEAVE_MARKS, OWN_MARK
from candidates.rules.phones import grouped
from candidates.rules.standard_texts import LANGUAGES


@dataclass(frozen=True)
class OwnLetter:
    """From the recruiter who decided, in the candidate's language."""

    rejection: Rejection
    link: Link
    organisation: Organisation

    @property
    def language(self) -> str:
        return self.rejection.language if self.rejection.language in LANGUAGES else LANGUAGES[0]

    def useful(self, about: About) -> Composed:
        """Asked of somebody who was told, or who had the talk; with the way to be asked no more."""
        with translation.override(self.language):
            what = {
                About.FEEDBACK: _("A few days ago you got feedback from us. Was it useful to you?"),
                About.TALK: _("A few days ago we talked with you. Was it useful to you?"),
            }[about]
            how = _("You answer with one press on your own page. Your answer changes nothing for you: it helps us.")
            twice = _("We ask this twice at most.")
            return self._composed(
                [what, f"{how} {twice}"],
                subject=_("How was it for you?"),
                button=_("Give your answer"),
                leave=_("Do you want no more questions like this? Press here:"),
            )

    def lost_link(self) -> Composed:
        with translation.override(self.language):
            why = _("You asked for your personal link. With the link below you come to your own page.")
            not_you = _("Did you not ask for it? Then you need not do anything.")
            return self._composed(
                [f"{why} {not_you}"], subject=_("Your personal link"), button=_("Go to my page"), leave=""
            )

    def _composed(self, said: list[str], *, subject: str, button: str, leave: str) -> Composed:
        writer, organisation = self.rejection.recruiter, self.organisation
        phone = writer.phone or organisation.phone
        sheet = Sheet(
            before=[_("Dear %(name)s,") % {"name": one_line(self.rejection.candidate.first_name)}, *said],
            points=[],
            invitation=[],
            button=button,
            after=[_("Kind regards,"), ", ".join(filter(None, [writer.name, writer.job_title]))],
            phone=grouped(str(phone)) if phone else "",
            phone_link=str(phone.as_e164) if phone else "",
            small=small_print(self.rejection, writer=writer, organisation=organisation, kept=False, leads_home=False),
            mark=OWN_MARK,
            leave=leave,
            leave_mark=LEAVE_MARKS[Leave.QUESTIONS] if leave else "",
        )
        return put_together(
            sheet, subject=subject, about=_("About your application"), to=self.rejection.candidate, writer=writer,
            organisation=organisation, language=self.language,
        )  # fmt: skip


def write_own_letter(
    mail: Composed, *, key: str, kind: LetterKind, rejection: Rejection, link: Link, at: datetime
) -> Letter:
    """As a row; its key makes it go once. The post does the rest."""
    return Letter.objects.create(
        key=key,
        kind=kind,
        message_id=message_id(key),
        candidate=rejection.candidate,
        rejection=rejection,
        address=mail.address,
        link=link,
        approved_by=rejection.recruiter,
        language=mail.language,
        from_name=mail.from_name,
        reply_to=mail.reply_to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        digest=mail.digest,
        repeat=RepeatPolicy.NEVER_TWICE,
        not_before=at,
        planned_at=at,
        written_at=at,
    )
