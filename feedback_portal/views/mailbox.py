"""The mails of a demonstration, read where they would have gone. Only where settings.DEMO_MAILBOX names a folder."""

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
from django.views.decorators.http import require_safe

from candidates.access.desk import ALL_ROLES, StaffRequest, open_to
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
    return render(request, "feedback_portal/mailbox.html", {"mails": list(_newest(_box())), "page": "mailbox"})


@open_to(*ALL_ROLES)
@require_safe
def mail(request: StaffRequest, key: str) -> HttpResponse:
    return render(request, "feedback_portal/mail.html", {"mail": _arrived(_box(), key), "page": "mailbox"})


@open_to(*ALL_ROLES)
@require_safe
def mail_html(request: StaffRequest, key: str) -> HttpResponse:
    return alone(_arrived(_box(), key).body("html"))


def _box() -> mailbox.Maildir:
    if not settings.DEMO_MAILBOX:
        raise Http404
    return mailbox.Maildir(settings.DEMO_MAILBOX, create=True)


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
