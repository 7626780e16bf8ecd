"""Keep somebody's data longer, for a complaint or a dispute; and let go again. For HR managers."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.privacy import hold_to_lift, holds_to_read, person_to_hold
from candidates.access.typing import filled_in
from candidates.actions.holds import HoldTooLong, LiftedAlready, lift_hold, place_hold
from candidates.forms.privacy import HoldForm
from candidates.models import Organisation, Role
from candidates.queries.data_requests import holds_of


@open_to(Role.HR_MANAGER)
@require_safe
def holds(request: StaffRequest) -> HttpResponse:
    found = holds_to_read(request.user, today=_today(request.organisation), now=timezone.now())
    return render(request, "candidates/holds.html", {"holds": found, "page": "privacy_desk"})


@open_to(Role.HR_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def hold_place(request: StaffRequest, pk: int) -> HttpResponse:
    now, today = timezone.now(), _today(request.organisation)
    person = person_to_hold(request.user, pk, now=now)
    form = HoldForm(filled_in(request), today=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            place_hold(person, **given, by=request.user, organisation=request.organisation, at=now)
        except HoldTooLong:  # midnight passed between the form and the row
            form.add_error("until", _("Choose another day"))
        else:
            messages.success(request, _("The data of %(name)s are kept.") % {"name": person.name})
            return redirect("candidate", person.pk)
    shown = {"form": form, "candidate": person, "holds": holds_of(person, today), "page": "privacy_desk"}
    return render(request, "candidates/hold_place.html", shown)


@open_to(Role.HR_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def hold_lift(request: StaffRequest, pk: int) -> HttpResponse:
    """Says first what it means."""
    now = timezone.now()
    hold = hold_to_lift(request.user, pk, now=now)
    if request.method == "POST":
        try:
            lift_hold(hold, by=request.user, at=now)
            messages.success(request, _("The usual term counts again for %(name)s.") % {"name": hold.candidate.name})
        except LiftedAlready:
            messages.info(request, _("A colleague did this already."))
        return redirect("holds")
    return render(request, "candidates/hold_lift.html", {"hold": hold, "page": "privacy_desk"})


def _today(organisation: Organisation) -> date:
    return timezone.now().astimezone(organisation.zone_info).date()
