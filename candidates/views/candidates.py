"""One person: what is known, every decision about them, and putting right what is wrong."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.candidates import candidate_to_change, may_correct
from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.rejections import candidate_to_read
from candidates.access.typing import filled_in
from candidates.actions.candidates import AddressTaken, Correction, correct
from candidates.actions.data_requests import AnsweredAlready
from candidates.actions.request_answers import correct_and_answer
from candidates.forms.candidates import AnsweredCorrectionForm, CorrectionForm
from candidates.models import Candidate, DataRequest
from candidates.queries.candidates import decisions_about
from candidates.queries.data_requests import asks_to_correct, holds_of
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
    asked = asks_to_correct(person) if request.user.is_hr_manager else None
    form = _correction_form(request, person, asked)
    if request.method == "POST" and form.is_valid() and _corrected(request, form, person, asked, now=now):
        return redirect("candidate", person.pk)
    shown = {"form": form, "candidate": person, "asked": asked, "page": "rejections"}
    return render(request, "candidates/candidate_correct.html", shown)


def _correction_form(request: StaffRequest, person: Candidate, asked: DataRequest | None) -> CorrectionForm:
    """An answer to begin with stands there in their language."""
    initial = {field: getattr(person, field) for field in FIELDS}
    if asked is None:
        return CorrectionForm(filled_in(request), candidate=person, initial=initial)
    with translation.override(person.language):
        initial |= {"answers": True, "words": _("We put your data right, as you asked.")}
    return AnsweredCorrectionForm(filled_in(request), candidate=person, initial=initial)


def _corrected(
    request: StaffRequest, form: CorrectionForm, person: Candidate, asked: DataRequest | None, *, now: datetime
) -> bool:
    correction = Correction(**{field: form.cleaned_data[field] for field in FIELDS})
    words = form.answer if isinstance(form, AnsweredCorrectionForm) else ""
    by: dict[str, Any] = {"by": request.user, "at": now}
    try:
        if asked and words:
            correct_and_answer(asked, correction, words=words, organisation=request.organisation, **by)
        else:
            correct(person, correction, **by)
    except AddressTaken:
        form.add_error("email", _("This address belongs to somebody else we know. Check it"))
        return False
    except AnsweredAlready:
        form.add_error(None, _("A colleague answered this question already. Put the data right without an answer."))
        return False
    messages.success(request, _("What we know of %(name)s is put right.") % {"name": correction.name})
    if words:
        _say_whether_mailed(request, correction)
    return True


def _say_whether_mailed(request: StaffRequest, correction: Correction) -> None:
    name = {"name": correction.name}
    if correction.email:
        messages.success(request, _("Your answer goes to %(name)s by mail, and is kept.") % name)
    else:
        messages.warning(request, _("Your answer is kept. We have no address of %(name)s: tell them yourself.") % name)
