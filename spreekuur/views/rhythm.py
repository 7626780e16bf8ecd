"""HR sets the rhythm: which day of the month, from when to when, who takes part and with which pause."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.models import Role
from spreekuur.actions.rhythms import Seat, Wanted, end_rhythm, set_rhythm
from spreekuur.forms.days import RhythmForm
from spreekuur.forms.seats import seat_forms
from spreekuur.models import Rhythm


@open_to(Role.HR_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_rhythm(request: StaffRequest) -> HttpResponse:
    """What is booked stays; days that nobody touched are made anew."""
    rhythm, now = Rhythm.objects.running().order_by("pk").first(), timezone.now()
    if rhythm and request.method == "POST" and request.POST.get("do") == "end":
        kept = end_rhythm(rhythm, organisation=request.organisation, at=now).kept
        messages.success(request, _("The rhythm is ended.") + " " + _kept(len(kept)))
        return redirect("spreekuur_days")
    form = RhythmForm(filled_in(request), instance=rhythm, initial=_parts_of(rhythm))
    if request.method == "POST" and form.is_valid():
        return _rhythm_set(request, form, rhythm, now)
    return render(
        request, "spreekuur/spreekuur_rhythm.html", {"form": form, "rhythm": rhythm, "page": "spreekuur_days"}
    )


def _rhythm_set(request: StaffRequest, form: RhythmForm, rhythm: Rhythm | None, now: datetime) -> HttpResponse:
    before = {seat.recruiter_id: seat for seat in rhythm.seats.all()} if rhythm else {}
    seats = []
    for recruiter in form.cleaned_data["recruiters"]:
        old = before.get(recruiter.pk)
        pause = (old.pause_starts, old.pause_ends, old.video_link) if old else (None, None, "")
        seats.append(Seat(recruiter, *pause))
    wanted = Wanted(form.columns(), seats, form.by_month())
    known = Rhythm.objects.get(pk=rhythm.pk) if rhythm else None
    return _set(request, wanted, known, now)


def _set(request: StaffRequest, wanted: Wanted, rhythm: Rhythm | None, now: datetime) -> HttpResponse:
    changed = set_rhythm(wanted, rhythm=rhythm, organisation=request.organisation, at=now)
    made = ngettext("One day is made.", "%(count)s days are made.", len(changed.made)) % {"count": len(changed.made)}
    messages.success(request, made + " " + _kept(len(changed.kept)))
    return redirect("spreekuur_days")


@open_to(Role.HR_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_seats(request: StaffRequest) -> HttpResponse:
    """The pause and the video room of each who takes part."""
    rhythm = Rhythm.objects.running().order_by("pk").first()
    if rhythm is None:
        return redirect("spreekuur_rhythm")
    seats = seat_forms(list(rhythm.seats.select_related("recruiter").order_by("pk")), filled_in(request))
    if request.method == "POST" and all(form.is_valid() for form in seats):
        wanted = Wanted(
            columns={},
            seats=[Seat(form.seat.recruiter, **form.cleaned_data) for form in seats],
            months={part.month: (part.weeks, part.is_without) for part in rhythm.months.all()},
        )
        return _set(request, wanted, rhythm, timezone.now())
    return render(request, "spreekuur/spreekuur_seats.html", {"seats": seats, "page": "spreekuur_days"})


def _parts_of(rhythm: Rhythm | None) -> dict[str, Any]:
    if rhythm is None:
        return {}
    parts = list(rhythm.months.all())
    return {
        "recruiters": [seat.recruiter_id for seat in rhythm.seats.all()],
        "earlier": [str(part.month) for part in parts if part.weeks < 0 and not part.is_without],
        "without": [str(part.month) for part in parts if part.is_without],
    }


def _kept(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "One day stays as it was: somebody booked or waits.",
        "%(count)s days stay as they were: somebody booked or waits.",
        count,
    )
    return words % {"count": count}
