"""A recruiter is away: free quarters are closed. A talk that is booked is named, and stays until it is cancelled."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.actions.taken_time import SomewhereElse
from candidates.models import Role
from candidates.rules.words import full_moment
from spreekuur.access.talks import absences_of, talks_in_the_way
from spreekuur.actions.absences import InTheWay, come_back, go_away
from spreekuur.forms.away import AwayForm


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_away(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("do") == "back":
        return _back(request)
    form = AwayForm(filled_in(request), organisation=request.organisation, now=now)
    if request.method == "POST" and form.is_valid() and _gone(request, form):
        messages.success(request, _("You are away then. Free moments in that time are closed."))
        return redirect("spreekuur_away")
    shown = {"form": form, "absences": absences_of(request.user, now=now), "page": "spreekuur_days"}
    return render(request, "spreekuur/spreekuur_away.html", shown)


def _gone(request: StaffRequest, form: forms.Form) -> bool:
    given, zone = form.cleaned_data, request.organisation.zone_info
    try:
        go_away(request.user, from_at=given["from_at"], until=given["until"])
    except InTheWay as booked:
        now = timezone.now()
        for booking in talks_in_the_way(request.user, booked.bookings, now=now):
            moment = full_moment(booking.slot.starts_at, now, zone)
            named = {"name": booking.rejection.candidate.name, "moment": moment}
            form.add_error(None, _("%(name)s has a talk with you: %(moment)s. Cancel it first.") % named)
        for offer in booked.offers:
            moment = full_moment(offer.slot.starts_at, now, zone)
            form.add_error(None, _("%(moment)s is on offer to somebody on the waiting list.") % {"moment": moment})
        return False
    except SomewhereElse:
        form.add_error(None, _("You have another appointment then."))
        return False
    return True


def _back(request: StaffRequest) -> HttpResponse:
    pk = request.POST.get("absence", "")
    known = absences_of(request.user, now=timezone.now())
    come_back(get_object_or_404(known, pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0))
    messages.success(request, _("You are back. Your moments are open again."))
    return redirect("spreekuur_away")
