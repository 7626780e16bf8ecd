"""The mails of a demonstration, read where they would have gone. Only where settings.DEMO_MAILBOX names a folder.

Also here everybody reads their own: a mail may hold the way into an account.
"""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from candidates.access.desk import ALL_ROLES, READERS, StaffRequest, open_to
from candidates.access.letters import Mail, candidates_of, mail_to_read, mails_to_list
from candidates.access.reads import note_people
from candidates.rules.reads import Looked
from candidates.views.letters import alone

NEWEST = 200


@dataclass(frozen=True)
class Arrived:
    key: str
    message: EmailMessage

    @property
    def at(self) -> datetime | None:
        date = self.message["Date"]
        return date.datetime if date else None

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def recipient(self) -> str:
        return str(self.message["To"] or "")

    @property
    def mail(self) -> Mail:
        recipients = [address.addr_spec for address in self.message["To"].addresses] if self.message["To"] else []
        only = recipients[0] if len(recipients) == 1 else ""
        return Mail(str(self.message["Message-ID"] or "").strip(), only)

    def body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""

    @property
    def text(self) -> str:
        return self.body("plain")

    @property
    def has_html(self) -> bool:
        return self.message.get_body(("html",)) is not None


@open_to(*ALL_ROLES)
@require_safe
def mails(request: StaffRequest) -> HttpResponse:
    arrived = list(_newest(_box()))
    if request.user.role in READERS:
        note_people(request.user, candidates_of([one.mail for one in arrived]), what=Looked.MAILS, now=timezone.now())
    theirs = mails_to_list(request.user, [one.mail for one in arrived])
    shown = {"mails": [one for one in arrived if one.mail in theirs], "page": "mailbox"}
    return render(request, "feedback_portal/mailbox.html", shown)


@open_to(*ALL_ROLES)
@require_safe
def mail(request: StaffRequest, key: str) -> HttpResponse:
    return render(request, "feedback_portal/mail.html", {"mail": _opened(request, key), "page": "mailbox"})


@open_to(*ALL_ROLES)
@require_safe
def mail_html(request: StaffRequest, key: str) -> HttpResponse:
    return alone(_opened(request, key).body("html"))


def _box() -> mailbox.Maildir:
    if not settings.DEMO_MAILBOX:
        raise Http404
    return mailbox.Maildir(settings.DEMO_MAILBOX, create=True)


def _opened(request: StaffRequest, key: str) -> Arrived:
    arrived = _arrived(_box(), key)
    mail_to_read(request.user, arrived.mail, now=timezone.now())
    return arrived


def _newest(box: mailbox.Maildir) -> Iterator[Arrived]:
    return (_arrived(box, key) for key in sorted(box.keys(), key=_came_in, reverse=True)[:NEWEST])


def _came_in(key: str) -> list[int]:
    """The name of a file in a maildir begins with the moment it was written: seconds and microseconds."""
    return [int(number) for number in re.findall(r"\d+", key)[:2]]


def _arrived(box: mailbox.Maildir, key: str) -> Arrived:
    try:
        return Arrived(key, BytesParser(_class=EmailMessage, policy=default).parsebytes(box.get_bytes(key)))
    except (KeyError, FileNotFoundError) as gone:
        raise Http404 from gone
