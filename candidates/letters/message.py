"""A letter as the bytes that go over the line. The same row gives the same bytes, today and after a doubt."""

import re
from dataclasses import dataclass
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from candidates.letters.entrance import fill_in_entrance
from candidates.letters.mark import fill_in, leaving_address_of
from candidates.models import Letter, Organisation
from candidates.rules.letter_kinds import left_by


class InOnePiece(UnstructuredHeader, BaseHeader):
    """An address on the web has no place to be folded at, and encoded no program finds it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", InOnePiece)
POLICY = SMTP.clone(max_line_length=78, cte_type="7bit", header_factory=HEADERS)


class BadAddress(ValueError):
    pass


@dataclass(frozen=True)
class Mail:
    sender: str
    recipient: str
    data: bytes


def as_mail(letter: Letter, organisation: Organisation) -> Mail:
    """One sender, one recipient. Raises BadAddress for what is not exactly one address."""
    sender, recipient = one_address(sender_of(organisation)), one_address(letter.address)
    message = EmailMessage(policy=POLICY)
    name = letter.from_name or organisation.sender_name or organisation.name
    message["From"] = Address(one_line(name), addr_spec=sender)
    message["To"] = Address(one_line(_name_of(letter)), addr_spec=recipient)
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=one_address(letter.reply_to))
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(letter.planned_at.astimezone(organisation.zone_info))
    message["Message-ID"] = letter.message_id
    if letter.user_id:
        message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    _say_how_to_leave(message, letter)
    _set_body(message, letter)
    return Mail(sender=sender, recipient=recipient, data=message.as_bytes())


def sender_of(organisation: Organisation) -> str:
    host = "localhost.localdomain" if settings.ON_LOOPBACK else settings.SITE.hostname
    return organisation.sender_address or organisation.reply_address or f"noreply@{host}"


def one_address(address: str) -> str:
    """Checked and with its domain in ASCII: a header never carries a second recipient."""
    try:
        validate_email(address)
        local, _at, domain = address.rpartition("@")
        return f"{local}@{domain.encode('idna').decode()}"
    except (ValidationError, UnicodeError) as error:
        raise BadAddress(address) from error


def one_line(words: str) -> str:
    return " ".join(words.split())


def _name_of(letter: Letter) -> str:
    person = letter.candidate or letter.user
    return person.name if person else ""


def _say_how_to_leave(message: EmailMessage, letter: Letter) -> None:
    """RFC 8058: a mail program shows a button of its own, and presses it with one POST."""
    leave = left_by(letter.kind)
    if leave is None or letter.link is None:
        return
    message["List-Unsubscribe"] = f"<{leaving_address_of(letter.link, leave)}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _set_body(message: EmailMessage, letter: Letter) -> None:
    message.set_content(_with_links(letter.text, letter), charset="utf-8", cte="quoted-printable")
    if letter.html:
        html = _with_links(letter.html, letter, html=True)
        message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    if letter.calendar:
        _add_appointment(message, letter.calendar)
    if message.is_multipart():
        message.set_boundary(f"=-{uuid5(NAMESPACE_URL, letter.message_id).hex}")


def _add_appointment(message: EmailMessage, calendar: str) -> None:
    """As one more form of the same mail: what calendars look for. The part names the method that stands in it."""
    method = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    message.add_alternative(
        calendar,
        subtype="calendar",
        charset="utf-8",
        cte="quoted-printable",
        filename="spreekuur.ics",
        params={"method": method.group(1)} if method else None,
    )


def _with_links(text: str, letter: Letter, *, html: bool = False) -> str:
    """Only now, on its way out: a candidate's personal link, a colleague's way in."""
    return fill_in_entrance(fill_in(text, letter.link, html=html), letter, html=html)
