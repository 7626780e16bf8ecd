"""The chain of a file of proof: what an entry commits to, and how a file is judged whole. docs/proof.md is for readers.

The chain holds only digests. A text lies beside it with its salt: when both are emptied, the chain still holds, and
nobody can find out by guessing what stood there.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

BEFORE_THE_FIRST = "0" * 64


class What(StrEnum):
    """Closed: an entry says one of these. Ids stay for ever."""

    DECIDED = "decided"
    FOUND = "found"
    REASON = "reason"
    PROMISED = "promised"
    SAVED = "saved"
    OVERRIDE = "override"
    APPROVED = "approved"
    MAIL_TAKEN_BACK = "mail_taken_back"
    MAIL_SENT = "mail_sent"
    MAIL_FAILED = "mail_failed"
    MAIL_HELD = "mail_held"
    MAIL_IN_DOUBT = "mail_in_doubt"
    MAIL_AGAIN = "mail_again"
    MAIL_CAME_BACK = "mail_came_back"
    CALL = "call"
    TALK = "talk"
    WRITTEN = "written"
    FOLLOW_UP_MADE = "follow_up_made"
    FOLLOW_UP_KEPT = "follow_up_kept"
    FOLLOW_UP_BROKEN = "follow_up_broken"
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"
    REOPENED = "reopened"
    CORRECTED = "corrected"
    FORGOTTEN = "forgotten"


BEGINNINGS = (What.DECIDED, What.FOUND)
WHAT_LABELS: Mapping[What, Words] = {
    What.DECIDED: _("The decision was logged"),
    What.FOUND: _("The file begins here: this is how the decision stood"),
    What.REASON: _("The reason was changed"),
    What.PROMISED: _("A moment was agreed on"),
    What.SAVED: _("The text was saved"),
    What.OVERRIDE: _("A note of the writing guide was overruled"),
    What.APPROVED: _("The mail was approved"),
    What.MAIL_TAKEN_BACK: _("The mail was taken back before it left"),
    What.MAIL_SENT: _("The mail server accepted the mail"),
    What.MAIL_FAILED: _("The mail could not be sent"),
    What.MAIL_HELD: _("The mail was held back"),
    What.MAIL_IN_DOUBT: _("Nobody knows if the mail arrived"),
    What.MAIL_AGAIN: _("The mail was sent on its way again"),
    What.MAIL_CAME_BACK: _("The mail came back: not delivered"),
    What.CALL: _("Somebody called"),
    What.TALK: _("The talk was held"),
    What.WRITTEN: _("Chosen to write instead of calling"),
    What.FOLLOW_UP_MADE: _("Something was promised"),
    What.FOLLOW_UP_KEPT: _("The promise was kept"),
    What.FOLLOW_UP_BROKEN: _("The promise was dropped"),
    What.HANDED_OVER: _("Handed over to a colleague"),
    What.TAKEN_BACK: _("Taken back before the candidate heard it"),
    What.REOPENED: _("The decision was reopened"),
    What.CORRECTED: _("The person's data were corrected"),
    What.FORGOTTEN: _("The texts were forgotten"),
}


@dataclass(frozen=True)
class Line:
    """An entry with its text. `by` is the number of a colleague; None: the clock or the mail server."""

    file: str  # the rejection's public id
    number: int
    what: str
    at: datetime
    by: int | None
    digest: str
    previous: str
    hash: str
    text: str
    salt: str

    @property
    def is_emptied(self) -> bool:
        return not self.text and not self.salt


class Fault(StrEnum):
    MISSING = "missing"
    BEGINNING = "beginning"
    ORDER = "order"
    LINK = "link"
    HASH = "hash"
    TEXT = "text"
    EMPTIED = "emptied"
    END = "end"


FAULT_LABELS: Mapping[Fault, Words] = {
    Fault.MISSING: _("the rejection has no file"),
    Fault.BEGINNING: _("it is not how a file begins"),
    Fault.ORDER: _("an entry before it is gone, or stands in another place"),
    Fault.LINK: _("it does not follow from the entry before it"),
    Fault.HASH: _("what, when or by whom was changed"),
    Fault.TEXT: _("its text was changed"),
    Fault.EMPTIED: _("its text is gone, and nobody wrote down that it was forgotten"),
    Fault.END: _("entries after it are gone, or were added outside the portal"),
}


def canonical(content: Mapping[str, Any]) -> str:
    """One text for one content: sorted keys, no spaces, letters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def new_salt() -> str:
    return secrets.token_hex(32)


def digest_of(text: str, salt: str) -> str:
    return hashlib.sha256((salt + text).encode()).hexdigest()


def in_utc(moment: datetime) -> str:
    """2026-11-24T09:12:00.000000Z"""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hash_of(*, file: str, number: int, what: str, at: datetime, by: int | None, digest: str, previous: str) -> str:
    """Six lines and a last one: SHA-256 over them, in hex."""
    said = [file, str(number), what, in_utc(at), "" if by is None else str(by), digest, previous]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def next_line(
    *, file: str, after: int, tip: str, what: What, content: Mapping[str, Any], by: int | None, at: datetime
) -> Line:
    """The entry that follows number `after`, whose hash is `tip`."""
    text, salt = canonical(content), new_salt()
    head = {"file": file, "number": after + 1, "what": str(what), "at": at, "by": by}
    given: dict[str, Any] = head | {"digest": digest_of(text, salt), "previous": tip or BEFORE_THE_FIRST}
    return Line(**given, hash=hash_of(**given), text=text, salt=salt)


def first_fault(lines: Iterable[Line], *, entries: int, tip: str) -> tuple[int, Fault] | None:
    """The number of the first entry that is not as it was written, and why. `lines` by number, `entries` and `tip` as
    the file has them."""
    last, previous, emptied = 0, BEFORE_THE_FIRST, 0  # emptied: the first one that no forgetting explains yet
    for line in lines:
        fault = _fault(line, after=last, previous=previous)
        if fault:
            return last + 1, fault
        last, previous = line.number, line.hash
        if line.what == What.FORGOTTEN:
            emptied = 0
        emptied = emptied or (line.number if line.is_emptied else 0)
    if emptied:
        return emptied, Fault.EMPTIED
    if not last:
        return 0, Fault.MISSING
    return None if (last, previous) == (entries, tip) else (last, Fault.END)


def _fault(line: Line, *, after: int, previous: str) -> Fault | None:
    if line.number != after + 1:
        return Fault.ORDER
    if line.previous != previous:
        return Fault.LINK
    if line.number == 1 and line.what not in BEGINNINGS:
        return Fault.BEGINNING
    head = {"file": line.file, "number": line.number, "what": line.what, "at": line.at, "by": line.by}
    if line.hash != hash_of(**head, digest=line.digest, previous=line.previous):  # type: ignore[arg-type]  # its fields, by name
        return Fault.HASH
    if not line.is_emptied and digest_of(line.text, line.salt) != line.digest:
        return Fault.TEXT
    return None
