"""The months ahead: which days there are, an extra one, one that is cancelled, and the rhythm that makes them."""

from collections.abc import Sequence
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
from spreekuur.access.talks import day_to_cancel, part_to_cancel
from spreekuur.actions.cancelling import cancel_day, cancel_part
from spreekuur.actions.days import Extra, add_day
from spreekuur.forms.days import ExtraDayForm
from spreekuur.models import Booking, Day, DayState, Rhythm, WaitingPlace
from spreekuur.queries.months import booked_on, days_ahead, unwritten_days, waiting_for
from spreekuur.rules.rhythm_words import exceptions_in_words
from spreekuur.views.saying import call_them

DESK = (Role.RECRUITER, Role.HR_MANAGER)


@open_to(*DESK)
@require_safe
def spreekuur_days(request: StaffRequest) -> HttpResponse:
    organisation = request.organisation
    rhythm = Rhythm.objects.running().order_by("pk").first()
    shown = {
        "days": days_ahead(_today(organisation), organisation.zone_info),
        "unwritten": unwritten_days(_today(organisation), request.user if request.user.is_recruiter else None),
        "rhythm": rhythm,
        "exceptions": exceptions_in_words(rhythm.rule()) if rhythm else [],
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


@open_to(Role.HR_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_day_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """The whole day, of all colleagues. Says first who loses a talk."""
    now = timezone.now()
    day = day_to_cancel(request.user, pk, now=now)
    if _is_over(day, request.organisation):
        return redirect("spreekuur_day", day.pk)
    form = WhyForm(filled_in(request), label=_("Why? Your colleagues read this, candidates do not."))
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        line = waiting_for(day)
        lost = cancel_day(day, why=why, by=request.user, organisation=request.organisation, at=now)
        messages.success(request, _("The day is cancelled.") + " " + _who_hears(lost, line))
        return redirect("spreekuur_days")
    line = waiting_for(day)
    shown = _losing(booked_on(day, now=now), line) | {"form": form, "day": day, "waiting": len(line)}
    return render(request, "spreekuur/spreekuur_day_cancel.html", shown)


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_part_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """A recruiter's own talks and free moments of this day; those of colleagues stay."""
    now = timezone.now()
    day = part_to_cancel(request.user, pk, now=now)
    if _is_over(day, request.organisation):
        return redirect("spreekuur_day", day.pk)
    if request.method == "POST":
        lost = cancel_part(day, by=request.user, organisation=request.organisation, at=now)
        messages.success(request, _("Your part of this day is cancelled.") + " " + _who_hears(lost))
        return redirect("spreekuur_day", day.pk)
    shown = _losing(booked_on(day, now=now, recruiter=request.user)) | {"day": day}
    return render(request, "spreekuur/spreekuur_part_cancel.html", shown)


def _mine(request: StaffRequest) -> dict[str, Any]:
    return {"recruiters": [request.user.pk]} if request.user.is_recruiter else {}


def _is_over(day: Day, organisation: Organisation) -> bool:
    return day.state == DayState.CANCELLED or day.date < _today(organisation)


def _losing(bookings: Sequence[Booking], line: Sequence[WaitingPlace] = ()) -> dict[str, Any]:
    """Who loses a talk: how many read it in a mail; and whom somebody has to call, also of who waits in line."""
    told = sum(bool(booking.rejection.candidate.email) for booking in bookings)
    people = [*(booking.rejection.candidate for booking in bookings), *(place.rejection.candidate for place in line)]
    unreachable = [person for person in people if not person.email]
    return {"booked": len(bookings), "told": told, "unreachable": unreachable, "page": "spreekuur_days"}


def _who_hears(lost: Sequence[Booking], line: Sequence[WaitingPlace] = ()) -> str:
    losing = _losing(lost, line)
    count, unreachable = losing["told"], losing["unreachable"]
    words = ngettext("One person gets a mail with new moments.", "%(count)s people get a mail with new moments.", count)
    told = words % {"count": count} if count else "" if lost else _("Nobody had a talk.")
    return " ".join(filter(None, [told, call_them(unreachable) if unreachable else ""]))


def _today(organisation: Organisation) -> date:
    return timezone.now().astimezone(organisation.zone_info).date()
