"""The notes beside the fields somebody types in, looked up 300 ms after the last key. Saves nothing, logs nothing.

A page with other fields uses the same: `texts_in`, a Margin in its context, `candidates/_notes.html` beside each field.
"""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_at_hand
from candidates.forms.margin import Margin, Side
from candidates.models import Rejection, Role
from candidates.rules.points import NAMES

ALONE = ("note", "reason_details")  # for our own record: read sentence by sentence, nothing is missing in it


@open_to(Role.RECRUITER)
@require_POST
def notes(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Only the notes that changed, each to be put in its place."""
    rejection = rejection_at_hand(request.user, public_id)
    sides = [side for margin in margins(request, rejection, request.POST) for side in margin.changed(request.POST)]
    return fresh(request, rejection, sides)


def fresh(request: StaffRequest, rejection: Rejection, sides: list[Side]) -> HttpResponse:
    return render(request, "candidates/_notes_fresh.html", {"sides": sides, "rejection": rejection})


def margins(request: StaffRequest, rejection: Rejection, posted: Mapping[str, str]) -> list[Margin]:
    """One for the points, as a message, and one for what is only kept; of the fields that stand on the page."""
    found = [(texts_in(posted, NAMES), True), (texts_in(posted, ALONE), False)]
    return [margin_for(request, rejection, texts, whole=whole, data=posted) for texts, whole in found if texts]


def margin_for(
    request: StaffRequest,
    rejection: Rejection,
    texts: Mapping[str, str],
    *,
    whole: bool = True,
    data: Mapping[str, str] | None = None,
) -> Margin:
    organisation = request.organisation
    return Margin(
        texts, rejection, user=request.user, organisation=organisation, now=timezone.now(), whole=whole, data=data
    )


def texts_in(posted: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """As the fields hold them: a browser sends \\r\\n, a text area counts \\n."""
    return {name: posted[name].replace("\r\n", "\n") for name in names if name in posted}
