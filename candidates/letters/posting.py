"""The post. Rows that are due are claimed one by one, handed to the mail server, and settled by what it answered.

Many workers may run this at once. A claim is a short transaction; no lock is held while the mail server is spoken to.
Leases are judged by the database's clock, everything else by the clock of the door.
"""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import uuid4

import structlog
from django.db import DatabaseError, transaction
from django.db.models import F
from django.db.models.functions import Now

from candidates.letters import settling
from candidates.letters.conversation import Outcome
from candidates.letters.guards import fence, objection
from candidates.letters.line import Line
from candidates.letters.message import BadAddress, as_mail
from candidates.letters.staff_words import put_into_words
from candidates.models import Letter, LetterState, Organisation
from candidates.rules.posting import LEASE, ROUND
from candidates.rules.replies import BAD_ADDRESS, NO_WORDS

Clock = Callable[[], datetime]
log = structlog.get_logger()


def deliver_due(*, clock: Clock) -> Counter[str]:
    """How many letters came into which state. Stops after a while, and when the mail server cannot be reached."""
    counts = settling.take_over_expired(at=clock())
    stop_at = time.monotonic() + ROUND.total_seconds()
    organisation = Organisation.objects.current()
    with Line() as line:
        while time.monotonic() < stop_at and (letter := claim(now=clock())):
            state, outcome = post(letter, line, organisation, clock=clock)
            counts[state] += 1
            if outcome is Outcome.UNREACHABLE:
                break
    return counts


def in_words(counts: Counter[str]) -> str:
    """For the heartbeat: sent 3, waiting 1."""
    return ", ".join(f"{state} {count}" for state, count in sorted(counts.items()))


def claim(*, now: datetime) -> Letter | None:
    """The letter that waits longest, mine until the lease ends; others pass it by."""
    with transaction.atomic():
        free = Letter.objects.due(now).select_for_update(skip_locked=True, of=("self",)).order_by("not_before", "pk")
        pk = free.values_list("pk", flat=True).first()
        if pk is None:
            return None
        Letter.objects.filter(pk=pk).update(
            state=LetterState.SENDING, token=uuid4(), lease_until=Now() + LEASE, attempts=F("attempts") + 1
        )
    return Letter.objects.select_related(
        "candidate", "user", "rejection", "deadline__owner", "link__rejection", "approved_by"
    ).get(pk=pk)


def post(letter: Letter, line: Line, organisation: Organisation, *, clock: Clock) -> tuple[str, Outcome | None]:
    """The state the letter came into, and what the mail server did, if it was asked."""
    refused = objection(letter, organisation)
    if refused is not None:
        return settling.stop(letter, refused, at=clock()), None
    try:
        mail = as_mail(worded(letter, organisation), organisation)
    except BadAddress:
        return settling.stop(letter, BAD_ADDRESS, at=clock()), None
    except DatabaseError:
        raise
    except Exception:  # one letter we cannot put into words must not keep the others
        log.exception("letter cannot be written", letter=letter.pk, kind=letter.kind)
        return settling.stop(letter, NO_WORDS, at=clock()), None
    answer = line.post(mail, fence=partial(fence, letter, clock=clock))
    return settling.settle(letter, answer, at=clock()), answer.outcome


def worded(letter: Letter, organisation: Organisation) -> Letter:
    """A letter to a colleague gets its words at the first try and keeps them: a repeat is the same, byte for byte."""
    if letter.user is None or letter.text:
        return letter
    words = put_into_words(letter, organisation)
    letter.subject, letter.text, letter.html, letter.address = words.subject, words.text, words.html, letter.user.email
    letter.save(update_fields=["subject", "text", "html", "address"])
    return letter
