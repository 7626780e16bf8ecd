"""The months ahead: which days there are, an extra one, one that is cancelled, and the rhythm that makes them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.forms.handover import WhyForm
from candidates.models import Organisation, Role
from spreekuur.access.talks import day_to_arrange
from spreekuur.actions.cancelling import cancel_day
from spreekuur.actions.days import Extra, add_day
from spreekuur.forms.days import ExtraDayForm
from spreekuur.models import DayState, Rhythm
from spreekuur.queries.months import booked_on, days_ahead, waiting_for

DESK = (Role.RECRUITER, Role.HR_MANAGER)


@open_to(*DESK)
@require_safe
def spreekuur_days(request: StaffRequest) -> HttpResponse:
    organisation = request.organisation
    shown = {
        "days": days_ahead(_today(organisation), organisation.zone_info),
        "rhythm": Rhythm.objects.running().order_by("pk").first(),
        "page": "spreekuur_days",
    }
    return render(request, "spreekuur/spreekuur_days.html", shown)


@open_to(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_day_new(request: StaffRequest) -> HttpResponse:
    form = ExtraDayForm(filled_in(request), today=_today(request.organisation), initial=_mine(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        extra = Extra(given["on"], form.hours(), given["recruiters"], given["place"], given["ways"])
        day = add_day(extra, by=request.user, at=timezone.now())
        messages.success(request, _("The day is added. Candidates can choose it now."))
        return redirect("spreekuur_day", day.pk)
    return render(request, "spreekuur/spreekuur_day_new.html", {"form": form, "page": "spreekuur_days"})


@open_to(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_day_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Says first how many people lose their talk."""
    day, now = day_to_arrange(request.user, pk), timezone.now()
    if day.state == DayState.CANCELLED or day.date < _today(request.organisation):
        return redirect("spreekuur_day", day.pk)
    form = WhyForm(filled_in(request), label=_("Why? Your colleagues read this, candidates do not."))
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        told = len(cancel_day(day, why=why, by=request.user, organisation=request.organisation, at=now))
        messages.success(request, _("The day is cancelled.") + " " + _mails(told))
        return redirect("spreekuur_days")
    shown = {
        "form": form,
        "day": day,
        "booked": booked_on(day, now=now),
        "waiting": waiting_for(day),
        "page": "spreekuur_days",
    }
    return render(request, "spreekuur/spreekuur_day_cancel.html", shown)


def _mine(request: StaffRequest) -> dict[str, Any]:
    return {"recruiters": [request.user.pk]} if request.user.is_recruiter else {}


def _mails(count: int) -> str:
    if not count:
        return _("Nobody had a talk.")
    words = ngettext("One person gets a mail with new moments.", "%(count)s people get a mail with new moments.", count)
    return words % {"count": count}


def _today(organisation: Organisation) -> date:
    return timezone.now().astimezone(organisation.zone_info).date()
