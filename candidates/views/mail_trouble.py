"""What the newest mail ran into, and the address to try again with."""

from typing import Any

from candidates.forms.letters import AddressForm
from candidates.models import Letter, Rejection
from candidates.rules.replies import code_of, in_words


def trouble_of(letter: Letter | None, rejection: Rejection) -> dict[str, Any]:
    """Nothing while there is no mail."""
    if letter is None:
        return {}
    reply = letter.last_reply
    return {
        "reply": reply,
        "code": code_of(reply),
        "reply_words": in_words(reply),
        "address": AddressForm(initial={"address": rejection.candidate.email}),
    }
