"""What became of a try to post a letter, in words for somebody who never heard of SMTP."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNREACHABLE = "unreachable"
BROKEN = "broken"
NO_ANSWER = "no answer"
ADDRESS_CHANGED = "address changed"
TAKEN_BACK = "decision taken back"
NO_LINK = "no personal link"
NO_CONSENT = "no consent"
BAD_ADDRESS = "bad address"
DEMO = "demo"
NO_ACCOUNT = "account disabled"
NO_WORDS = "no words"

OURS = {
    UNREACHABLE: _("Our mail server cannot be reached. We keep trying."),
    BROKEN: _("The line broke before the mail was handed over. We try again."),
    NO_ANSWER: _("The line broke just after the mail was handed over. Nobody knows if it arrived."),
    ADDRESS_CHANGED: _("The address changed after this mail was written."),
    TAKEN_BACK: _("The decision was taken back."),
    NO_LINK: _("The personal link is missing or belongs to somebody else."),
    NO_CONSENT: _("This person does not want to be kept any more. The mail stays here."),
    BAD_ADDRESS: _("This mail address cannot exist."),
    DEMO: _("This is a demonstration. It only writes to made-up addresses."),
    NO_ACCOUNT: _("This account is disabled."),
    NO_WORDS: _("We could not write this mail. The administrator finds the reason in the log."),
}
CODES = {
    "421": _("The mail server is too busy. We try again."),
    "450": _("The mailbox cannot be reached right now. We try again."),
    "451": _("The mail server asks us to come back later. We try again."),
    "452": _("The mailbox is full at the moment. We try again."),
    "550": _("The mail server does not know this address, or refuses our mail."),
    "551": _("The mail server says this person has another address."),
    "552": _("The mailbox is full, or the mail is too large."),
    "553": _("The mail server says this address is not written correctly."),
    "554": _("The mail server refuses this mail."),
}
TAKEN = _("The mail server took this mail.")
LATER = _("The mail server says: not now. We try again.")
NEVER = _("The mail server refuses this mail.")


def in_words(reply: str) -> str | Promise:
    """`reply` is what stands on the letter: the server's own line with its code, or one of our words and a detail."""
    code = reply[:3]
    if code.isdigit() and code.startswith("2"):
        return TAKEN
    if code.isdigit():
        return CODES.get(code) or (LATER if code.startswith("4") else NEVER)
    return OURS.get(reply.partition(":")[0], "")


def code_of(reply: str) -> str:
    """The server's code, such as 550, or nothing when it never answered."""
    return reply[:3] if reply[:3].isdigit() else ""
