"""What the newest mail ran into, and the address to try again with."""

from typing import Any

from django.urls import reverse

from candidates.access.desk import StaffRequest
from candidates.access.typing import typed_before
from candidates.forms.letters import AddressForm
from candidates.models import Letter, Rejection
from candidates.rules.replies import code_of, in_words


def trouble_of(request: StaffRequest, letter: Letter | None, rejection: Rejection) -> dict[str, Any]:
    """Nothing while there is no mail."""
    if letter is None:
        return {}
    reply = letter.last_reply
    typed = typed_before(request, posted_to=reverse("letter_retry", args=[letter.pk]))
    return {
        "reply": reply,
        "code": code_of(reply),
        "reply_words": in_words(reply),
        "address": AddressForm(typed, initial={"address": rejection.candidate.email}),
    }
