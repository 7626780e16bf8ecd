"""A mail that only wants to know whether mail can leave: posted at once, over the same line as every letter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from candidates.letters.conversation import Outcome
from candidates.letters.guards import objection
from candidates.letters.line import Line
from candidates.letters.message import BadAddress, as_mail
from candidates.letters.staff_words import put_into_words
from candidates.letters.writing import message_id
from candidates.models import Letter, Organisation
from candidates.rules.replies import BAD_ADDRESS, in_words


@dataclass(frozen=True)
class Trial:
    arrived: bool
    reply: str = ""

    @property
    def words(self) -> str | Promise:
        """Why it did not leave."""
        return in_words(self.reply)

    def sentence(self, address: str) -> str:
        if self.arrived:
            return _("The mail server took the test mail to %(address)s.") % {"address": address}
        return _("The test mail did not leave. %(why)s") % {"why": self.words}


def post_trial(address: str, *, organisation: Organisation, language: str, at: datetime) -> Trial:
    """No row is kept: nothing waits for it, and nobody is promised anything."""
    letter = Letter(kind="test_mail", address=address, language=language, planned_at=at, written_at=at)
    letter.message_id = message_id(f"test/{uuid4()}")
    refused = objection(letter, organisation)
    if refused:
        return Trial(arrived=False, reply=refused)
    words = put_into_words(letter, organisation)
    letter.subject, letter.text, letter.html = words.subject, words.text, words.html
    try:
        mail = as_mail(letter, organisation)
    except BadAddress:
        return Trial(arrived=False, reply=BAD_ADDRESS)
    with Line() as line:
        answer = line.post(mail, fence=lambda: True)
    return Trial(arrived=answer.outcome is Outcome.ACCEPTED, reply=answer.reply)


def knock() -> Trial:
    """Without a mail: does the mail server answer, and take our name and password?"""
    with Line() as line:
        reply = line.knock()
    return Trial(arrived=not reply, reply=reply)
