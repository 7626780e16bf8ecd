"""One thing that was promised besides: do it and say so, or say why it will not be done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.follow_ups import follow_up_to_change
from candidates.access.typing import typed_before
from candidates.actions.follow_ups import NotOpenAnyMore, drop_follow_up, keep_follow_up
from candidates.forms.handover import WhyOfCandidateForm
from candidates.models import FollowUp, FollowUpKind, Role
from candidates.rules.words import time_left


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: StaffRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    row = follow_up_to_change(request.user, pk, now=now)
    dropping = request.POST.get("do") == "drop"
    form = WhyOfCandidateForm(
        (request.POST if dropping else None) or typed_before(request), label=_("Why will you not do it?")
    )
    is_done_here = row.kind != FollowUpKind.ANEW  # a decision is taken on its own page
    if request.method == "POST" and is_done_here and (not dropping or form.is_valid()):
        return _closed(request, row, why=form.cleaned_data["why"] if dropping else "")
    shown = {
        "row": row,
        "form": form,
        "time": time_left(row.due_at, now, request.organisation.zone_info),
        "page": "today",
    }
    return render(request, "candidates/follow_up.html", shown)


def _closed(request: StaffRequest, row: FollowUp, *, why: str) -> HttpResponse:
    name, now = {"name": row.rejection.candidate.name}, timezone.now()
    try:
        if why:
            drop_follow_up(row, why=why, by=request.user, at=now)
            messages.success(request, _("You will not do this for %(name)s. Your reason is kept.") % name)
        else:
            keep_follow_up(row, by=request.user, at=now)
            messages.success(request, _("Done: what you promised to %(name)s.") % name)
    except NotOpenAnyMore:
        messages.info(request, _("This was finished already."))
    return redirect("today")
