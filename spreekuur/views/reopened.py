"""Decide anew, and see where a cv was judged wrongly."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.models import Role
from candidates.rules.words import time_left
from spreekuur.access.talks import reopened_to_read, reopening_to_decide
from spreekuur.actions.reopening import DecidedAlready, hire, reject_again
from spreekuur.figures.wrongly import reopened_table
from spreekuur.forms.talks import VerdictForm
from spreekuur.models import Reopening


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_anew(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    reopening = reopening_to_decide(request.user, public_id, now=now)
    form = VerdictForm(filled_in(request))
    if request.method == "POST" and form.is_valid():
        return _decided(request, reopening, form)
    time = time_left(reopening.due_at, now, request.organisation.zone_info)
    shown = {"reopening": reopening, "rejection": reopening.rejection, "form": form, "time": time, "page": "today"}
    return render(request, "spreekuur/decide_anew.html", shown)


@open_to(Role.RECRUITER, Role.HR_MANAGER)
@require_safe
def reopened(request: StaffRequest) -> HttpResponse:
    cases = reopened_to_read(request.user, now=timezone.now())
    shown = {"table": reopened_table(), "cases": cases, "page": "spreekuur_days"}
    return render(request, "spreekuur/reopened.html", shown)


def _decided(request: StaffRequest, reopening: Reopening, form: VerdictForm) -> HttpResponse:
    now, name = timezone.now(), {"name": reopening.rejection.candidate.name}
    try:
        if form.hired_from:
            hire(reopening, on=form.hired_from, by=request.user, at=now)
            messages.success(request, _("%(name)s is hired, through the spreekuur.") % name)
            return redirect("today")
        again = reject_again(reopening, stage=form.new_stage, **form.ground, by=request.user, at=now).new_rejection
    except DecidedAlready:
        messages.info(request, _("This was finished already."))
        return redirect("today")
    messages.success(request, _("The new decision about %(name)s is logged. Nothing goes out yet.") % name)
    return redirect("rejection", again.public_id) if again else redirect("today")
