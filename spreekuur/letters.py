"""Mails to a candidate about a talk, in the words of templates/spreekuur/letters. Nothing in them tells the decision.

The first line of a template is the subject, then an empty line, then the paragraphs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.template import Context
from django.template.backends.django import Template
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.letters.composing import Composed, Sheet, paragraphs, put_together, small_print
from candidates.letters.writing import message_id
from candidates.models import Letter, Link, Organisation, Rejection, RepeatPolicy, User
from candidates.rules.phones import grouped


class TalkLetter(StrEnum):
    BOOKED = "talk_booked"
    MOVED = "talk_moved"
    CANCELLED = "talk_cancelled"
    DAY_CANCELLED = "talk_day_cancelled"
    REMIND = "talk_remind"
    OFFER = "talk_offer"
    LINE = "talk_line"  # the day that somebody waited for is cancelled
    NEXT = "talk_next"  # after somebody did not come


SEE, CHOOSE = gettext_lazy("See your talk"), gettext_lazy("Choose a moment")
BUTTONS: Mapping[TalkLetter, Promise] = {
    TalkLetter.BOOKED: SEE,
    TalkLetter.MOVED: SEE,
    TalkLetter.REMIND: SEE,
    TalkLetter.CANCELLED: CHOOSE,
    TalkLetter.DAY_CANCELLED: CHOOSE,
    TalkLetter.NEXT: CHOOSE,
    TalkLetter.LINE: gettext_lazy("See how it stands"),
    TalkLetter.OFFER: gettext_lazy("Take this moment"),
}


@dataclass(frozen=True)
class TalkDraft:
    """`words` are for the template, beside first_name, writer and organisation. `key` makes it go once."""

    key: str
    kind: TalkLetter
    rejection: Rejection
    writer: User
    language: str
    link: Link
    words: Mapping[str, Any] = field(default_factory=dict)
    calendar: str = ""


def write_to_candidate(draft: TalkDraft, *, organisation: Organisation, at: datetime) -> Letter:
    """As a row; the post does the rest. In the transaction that keeps on another row that it was written."""
    mail = compose(draft, organisation)
    return Letter.objects.create(
        key=draft.key,
        kind=draft.kind,
        message_id=message_id(draft.key),
        candidate=draft.rejection.candidate,
        rejection=draft.rejection,
        address=mail.address,
        link=draft.link,
        approved_by=draft.writer,
        language=mail.language,
        from_name=mail.from_name,
        reply_to=mail.reply_to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        digest=mail.digest,
        calendar=draft.calendar,
        repeat=RepeatPolicy.NEVER_TWICE,
        not_before=at,
        planned_at=at,
        written_at=at,
    )


def compose(draft: TalkDraft, organisation: Organisation) -> Composed:
    with translation.override(draft.language), timezone.override(organisation.zone_info):
        subject, text = _in_words(draft, organisation)
        phone = draft.writer.phone or organisation.phone
        sheet = Sheet(
            before=paragraphs(text),
            points=[],
            invitation=[],
            button=str(BUTTONS[draft.kind]),
            after=[_("Kind regards,"), ", ".join(filter(None, [draft.writer.name, draft.writer.job_title]))],
            phone=grouped(str(phone)) if phone else "",
            phone_link=str(phone.as_e164) if phone else "",
            small=small_print(draft.rejection, writer=draft.writer, organisation=organisation),
        )
        return put_together(
            sheet, subject=subject, about=_("About your talk"), to=draft.rejection.candidate, writer=draft.writer,
            organisation=organisation, language=draft.language,
        )  # fmt: skip


def _in_words(draft: TalkDraft, organisation: Organisation) -> tuple[str, str]:
    names = {
        "first_name": draft.rejection.candidate.first_name,
        "writer": draft.writer,
        "organisation": organisation,
    }
    template: Template = get_template(f"spreekuur/letters/{draft.kind}.txt")  # type: ignore[assignment]  # of Django's own engine
    said = str(template.template.render(Context(names | dict(draft.words), autoescape=False)))
    subject, _line, text = said.strip().partition("\n")
    return subject, text
