"""A mail to a candidate that stopped somewhere: its owner hears of it."""

from datetime import datetime

from candidates.letters.writing import StaffDraft, write_staff_letter
from candidates.models import Deadline, Letter, User


def tell_owner(letter: Letter, *, state: str, at: datetime) -> Letter | None:
    """Once each time a letter to a candidate comes into this state."""
    owner = _owner(letter)
    if owner is None or letter.candidate_id is None:
        return None
    return write_staff_letter(
        StaffDraft(
            key=f"trouble/{letter.key}/{state}/{at:%Y%m%dT%H%M%S}",
            kind="mail_trouble",
            user=owner,
            params={
                "state": state,
                "reply": letter.last_reply,
                "page": letter.kind,
                "mail": letter.pk,
                "keeps_promise": letter.deadline_id is not None,
            },
            rejection=letter.rejection,
        ),
        at=at,
    )


def _owner(letter: Letter) -> User | None:
    deadline: Deadline | None = letter.deadline
    return deadline.owner if deadline else letter.approved_by
