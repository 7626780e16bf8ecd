"""The mail that carries the three points. What this composes is what is shown, stored and sent, byte for byte;
only the mark in the place of the personal link is filled in when it is posted."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _

from candidates.letters.inlining import inlined
from candidates.models import Candidate, LetterText, Organisation, Rejection, User
from candidates.rules.first_sentence import tells_the_decision
from candidates.rules.marks import LINK_MARK
from candidates.rules.phones import grouped
from candidates.rules.placeholders import fill
from candidates.rules.points import Points
from candidates.rules.stages import Stage

STEERING = ("Cc", "Cf", "Co", "Cs")
KEPT = "\n\t\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # some scripts, and some emoji, are written with these


class DecisionNotFirst(ValueError):
    """Whoever came far hears the decision by mail only in the first sentence of a personal one."""


@dataclass(frozen=True)
class Composed:
    subject: str
    text: str
    html: str
    from_name: str
    reply_to: str
    address: str
    language: str
    sheet: "Sheet"

    @property
    def digest(self) -> str:
        return hashlib.sha256("\0".join([self.subject, self.text, self.html]).encode()).hexdigest()


@dataclass(frozen=True)
class Sheet:
    """The letter as parts, each a list of paragraphs: both forms of the mail are made of the same words."""

    before: list[str]
    points: list[str]
    invitation: list[str]
    button: str
    after: list[str]
    phone: str
    phone_link: str
    small: list[str]
    mark: str = LINK_MARK  # where the button leads
    leave: str = ""  # what one has no more of, by the address that follows it
    leave_mark: str = ""


def compose(
    rejection: Rejection, points: Points, *, text: LetterText, writer: User, organisation: Organisation
) -> Composed:
    """In the candidate's language. Raises UnknownPlaceholder or EmptyPlaceholder rather than leave a hole, and
    DecisionNotFirst after a final round when the first sentence hides the decision."""
    if rejection.stage is Stage.LATE_STAGE and not tells_the_decision(text.opening, text.language):
        raise DecisionNotFirst
    with translation.override(text.language):
        sheet = _sheet(rejection, points, text=text, writer=writer, organisation=organisation)
        subject = _("Your application as %(vacancy)s") % {"vacancy": in_sentence(rejection.vacancy.title)}
        return put_together(
            sheet, subject=subject, about=_("Feedback on your application"), to=rejection.candidate, writer=writer,
            organisation=organisation, language=text.language,
        )  # fmt: skip


def put_together(
    sheet: "Sheet", *, subject: str, about: str, to: Candidate, writer: User, organisation: Organisation, language: str
) -> Composed:
    """Both forms of a mail from its parts; `about` stands under the name of the organisation."""
    subject = one_line(subject)
    words = {"sheet": sheet, "subject": subject, "about": about, "organisation": organisation, "mark": sheet.mark}
    html = inlined(render_to_string("candidates/letters/feedback.html", words | {"language": language}))
    return Composed(
        subject=subject,
        text=_as_text(sheet),
        html=html,
        from_name=one_line(f"{writer.name}, {organisation.name}" if organisation.name else writer.name),
        reply_to=organisation.reply_address or writer.email,
        address=to.email,
        language=language,
        sheet=sheet,
    )


def in_sentence(title: str) -> str:
    """A job inside a sentence: "Planner" becomes "planner", "ICT-beheerder" stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def one_line(words: str) -> str:
    return " ".join(inert(words).split())


def inert(words: str) -> str:
    """Without signs that steer a screen or a mail program instead of saying something."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in KEPT or unicodedata.category(sign) not in STEERING)


def paragraphs(words: str) -> list[str]:
    bare = "\n".join(line.strip() for line in inert(words).split("\n"))
    return [part for part in re.split(r"\n{2,}", bare.strip()) if part]


def _sheet(
    rejection: Rejection, points: Points, *, text: LetterText, writer: User, organisation: Organisation
) -> Sheet:
    values = {
        "first_name": one_line(rejection.candidate.first_name),
        "vacancy": one_line(in_sentence(rejection.vacancy.title)),
        "organisation": one_line(organisation.name),
        "recruiter": one_line(writer.name),
    }
    phone = writer.phone or organisation.phone
    return Sheet(
        before=paragraphs(fill(text.opening, values)),
        points=[part for point in points.all().values() for part in paragraphs(point)],
        invitation=paragraphs(fill(text.invitation, values)),
        button=_("Ask for a talk"),
        after=[*paragraphs(fill(text.closing, values)), ", ".join(filter(None, [writer.name, writer.job_title]))],
        phone=grouped(str(phone)) if phone else "",
        phone_link=str(phone.as_e164) if phone else "",
        small=small_print(rejection, writer=writer, organisation=organisation),
    )


def small_print(rejection: Rejection, *, writer: User, organisation: Organisation, kept: bool = True) -> list[str]:
    """`kept` says how long we keep their data."""
    reader = _("a colleague") if organisation.reply_address else writer.first_name
    lines = [
        _("The link is yours. Do not share it."),
        _("You can simply answer this mail. Then %(name)s reads your message.") % {"name": reader},
    ]
    if kept and rejection.keep_until:
        until = date_words(rejection.keep_until, "j F Y")
        lines.append(_("We keep your data until %(day)s.") % {"day": until})
    return lines


def _as_text(sheet: Sheet) -> str:
    """Every paragraph is one line: a phone breaks lines better than we can."""
    signature = "\n".join(filter(None, [*sheet.after, sheet.phone]))
    body = [*sheet.before, *sheet.points, *sheet.invitation, f"{sheet.button}:\n{sheet.mark}", signature]
    leave = [f"{sheet.leave} {sheet.leave_mark}"] if sheet.leave else []
    return "\n\n".join(body) + "\n\n-- \n" + "\n".join([*sheet.small, *leave]) + "\n"
