"""One person: what is known, every decision about them, and putting right what is wrong."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.candidates import candidate_to_change, may_correct
from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.rejections import candidate_to_read
from candidates.access.typing import filled_in
from candidates.actions.candidates import AddressTaken, Correction, correct
from candidates.forms.candidates import CorrectionForm
from candidates.models import Candidate
from candidates.queries.candidates import decisions_about
from candidates.queries.data_requests import holds_of
from candidates.queries.reads import reads_of, reads_page
from candidates.queries.standing import with_standing
from candidates.queries.talent_pool import consent_of
from candidates.views.reads import read_lines

LOOKED_LATELY = 10
FIELDS = ("name", "email", "phone", "language", "no_more_calls")


@open_to(*READERS)
@require_safe
def candidate(request: StaffRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = candidate_to_read(request.user, pk, now=now)
    rows = with_standing(decisions_about(person), now=now, zone=request.organisation.zone_info)
    today = now.astimezone(request.organisation.zone_info).date()
    shown = {
        "candidate": person,
        "rows": rows,
        "may_correct": may_correct(request.user, person),
        "consent": consent_of(person, today),
        "page": "rejections",
    }
    return render(request, "candidates/candidate.html", shown | _for_hr(request, person, today=today))


def _for_hr(request: StaffRequest, person: Candidate, *, today: date) -> dict[str, Any]:
    """What holds these data, what this person asked, and who looked lately."""
    if not request.user.is_hr_manager:
        return {}
    return {
        "holds": holds_of(person, today),
        "requests": person.data_requests.order_by("-asked_at", "-pk"),
        "read_lines": read_lines(reads_page(reads_of(person), after="", size=LOOKED_LATELY).rows),
    }


@open_to(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def candidate_correct(request: StaffRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    person = candidate_to_change(request.user, pk, now=now)
    initial = {field: getattr(person, field) for field in FIELDS}
    form = CorrectionForm(filled_in(request), candidate=person, initial=initial)
    if request.method == "POST" and form.is_valid() and _corrected(request, form, person, now=now):
        return redirect("candidate", person.pk)
    shown = {"form": form, "candidate": person, "page": "rejections"}
    return render(request, "candidates/candidate_correct.html", shown)


def _corrected(request: StaffRequest, form: CorrectionForm, person: Candidate, *, now: datetime) -> bool:
    correction = Correction(**{field: form.cleaned_data[field] for field in FIELDS})
    try:
        changed = correct(person, correction, by=request.user, at=now)
    except AddressTaken:
        form.add_error("email", _("This address belongs to somebody else we know. Check it"))
        return False
    messages.success(request, _("What we know of %(name)s is put right.") % {"name": changed.name})
    return True
