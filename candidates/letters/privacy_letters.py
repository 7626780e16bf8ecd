"""Mails to a candidate about their own data: an answer to what they asked, and what the talent pool writes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _

from candidates.letters.composing import Composed, Sheet, one_line, paragraphs, put_together, small_print
from candidates.letters.writing import message_id
from candidates.models import Letter, Link, Organisation, Rejection, RepeatPolicy, User
from candidates.rules.letter_kinds import Leave, LetterKind
from candidates.rules.marks import LEAVE_MARKS, OWN_MARK
from candidates.rules.phones import grouped
from candidates.rules.standard_texts import LANGUAGES


@dataclass(frozen=True)
class PersonLetter:
    """Who writes to whom. The rejection lends its link; nothing of the decision stands in it."""

    rejection: Rejection
    writer: User
    organisation: Organisation

    @property
    def language(self) -> str:
        wanted = self.rejection.candidate.language
        return wanted if wanted in LANGUAGES else LANGUAGES[0]

    def answer(self, words: str, *, asked_at: datetime) -> Composed:
        with translation.override(self.language):
            asked_on = date_words(asked_at.astimezone(self.organisation.zone_info), "j F")
            opening = _("On %(day)s you asked us something about your data. This is our answer.") % {"day": asked_on}
            return self._composed(
                [opening, *paragraphs(words)],
                subject=_("Your question about your data"),
                about=_("Your data"),
                button=_("Go to my page"),
            )

    def message(self, words: str) -> Composed:
        with translation.override(self.language):
            why = _("You told us that we may keep you in mind for other work. That is why I write to you.")
            return self._composed(
                [*paragraphs(words), why],
                subject=_("We thought of you"),
                about=_("Other work"),
                button=_("Go to my page"),
                leave=_("Do you not want these mails any more? Press here:"),
            )

    def ask_again(self, *, until: date, work: str) -> Composed:
        with translation.override(self.language):
            day = date_words(until, "j F Y")
            known = _("You told us that we may keep you in mind for other work. We do so until %(day)s.") % {"day": day}
            if work:
                known += " " + _("It was about: %(work)s.") % {"work": one_line(work).rstrip(".")}
            wish = _("May we keep you in mind for longer? Then say so on your own page. It takes one press.")
            nothing = _("Do you do nothing? Then we remove your data after that day.")
            return self._composed(
                [known, wish, nothing],
                subject=_("May we keep you in mind for longer?"),
                about=_("Other work"),
                button=_("Go to my page"),
                leave=_("Do you not want these mails any more? Press here:"),
            )

    def _composed(self, said: list[str], *, subject: str, about: str, button: str, leave: str = "") -> Composed:
        phone = self.writer.phone or self.organisation.phone
        sheet = Sheet(
            before=[_("Dear %(name)s,") % {"name": one_line(self.rejection.candidate.first_name)}, *said],
            points=[],
            invitation=[],
            button=button,
            after=[_("Kind regards,"), ", ".join(filter(None, [self.writer.name, self.writer.job_title]))],
            phone=grouped(str(phone)) if phone else "",
            phone_link=str(phone.as_e164) if phone else "",
            small=small_print(self.rejection, writer=self.writer, organisation=self.organisation, kept=False),
            mark=OWN_MARK,
            leave=leave,
            leave_mark=LEAVE_MARKS[Leave.POOL] if leave else "",
        )
        return put_together(
            sheet,
            subject=subject,
            about=about,
            to=self.rejection.candidate,
            writer=self.writer,
            organisation=self.organisation,
            language=self.language,
        )


def write_to_person(
    mail: Composed, letter: PersonLetter, *, key: str, kind: LetterKind, link: Link, at: datetime
) -> Letter:
    """As a row; its key makes it go once. The file of proof says only that it left: it tells no decision."""
    return Letter.objects.create(
        key=key,
        kind=kind,
        message_id=message_id(key),
        candidate=letter.rejection.candidate,
        rejection=letter.rejection,
        address=mail.address,
        link=link,
        approved_by=letter.writer,
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
