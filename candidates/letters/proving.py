"""What the file of proof says about a mail to a candidate: what was approved, and what became of it."""

from datetime import datetime
from typing import Any

from candidates.models import Letter, LetterState, ProofEntry, ProofNote, User
from candidates.rules.points import Points
from candidates.rules.proof import What, in_utc

OUTCOMES = {
    LetterState.SENT: What.MAIL_SENT,
    LetterState.FAILED: What.MAIL_FAILED,
    LetterState.HELD: What.MAIL_HELD,
    LetterState.IN_DOUBT: What.MAIL_IN_DOUBT,
}


def approved(letter: Letter, points: Points) -> list[ProofNote]:
    """Every word of it as the candidate gets it (in the place of the personal link stands its mark), and what the
    writing guide had to say about it."""
    text = letter.written_with
    content = points.all() | {
        "letter": letter.key,
        "address": letter.address,
        "from": letter.from_name,
        "subject": letter.subject,
        "text": letter.text,
        "mail_digest": letter.digest,
        "standard_text": str(text) if text else "",
        "leaves_at": in_utc(letter.planned_at),
        "findings": letter.findings,
    }
    known = {name: value for name, value in content.items() if value}
    return _note(letter, What.APPROVED, known, by=letter.approved_by, at=letter.written_at)


def prove_outcome(letter: Letter, state: str, *, at: datetime) -> None:
    """Written by the clock; a letter to a colleague, or one that waits for another try, proves nothing."""
    what = OUTCOMES.get(LetterState(state))
    if what is not None:
        prove(letter, what, at=at)


def prove(letter: Letter, what: What, *, by: User | None = None, at: datetime, **more: Any) -> None:
    content = {"letter": letter.key, "address": letter.address, "reply": letter.last_reply, **more}
    ProofEntry.objects.write_down(_note(letter, what, {n: v for n, v in content.items() if v}, by=by, at=at))


def _note(letter: Letter, what: What, content: dict[str, Any], *, by: User | None, at: datetime) -> list[ProofNote]:
    if letter.candidate_id is None or letter.rejection is None:
        return []
    return [ProofNote(letter.rejection, what, content, by=by, at=at)]
