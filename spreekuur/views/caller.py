"""Book a free moment for somebody who calls."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.models import Role
from spreekuur.access.talks import callers_to_see, rejection_for_caller, slot_to_fill
from spreekuur.actions import refusals
from spreekuur.actions.bookings import book
from spreekuur.actions.holding import Who
from spreekuur.forms.caller import CallerForm
from spreekuur.models import Slot
from spreekuur.views.saying import say_no

REFUSALS = (
    refusals.SlotTaken, refusals.AlreadyBooked, refusals.TooLate, refusals.NotForYou, refusals.WayNotOffered,
)  # fmt: skip


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_book(request: StaffRequest, pk: int) -> HttpResponse:
    """First a name, then which of the decisions it is about and what they wish."""
    slot = slot_to_fill(request.user, pk)
    data = filled_in(request)
    found = callers_to_see(request.user, data.get("words", ""), now=timezone.now()) if data else []
    is_booking = data is not None and data.get("do") == "book"
    form = CallerForm(data, day=slot.day, found=found, books=is_booking)
    if request.method == "POST" and form.is_valid() and is_booking and found:
        booked = _booked(request, slot, form)
        if booked is not None:
            return booked
    asked = bool(data) and form.is_bound and not form.errors and not found
    shown = {"form": form, "slot": slot, "found": found, "nobody": asked, "page": "spreekuur_days"}
    return render(request, "spreekuur/spreekuur_book.html", shown)


def _booked(request: StaffRequest, slot: Slot, form: CallerForm) -> HttpResponse | None:
    """None when it cannot be: the page says why, with all that was typed."""
    now = timezone.now()
    rejection = rejection_for_caller(request.user, int(form.cleaned_data["rejection"]), now=now)
    wishes = form.wishes(language=rejection.language)
    who = Who(request.organisation, by=request.user)
    try:
        book(rejection, slot=slot.pk, wishes=wishes, key=uuid.uuid4(), who=who, at=now)
    except REFUSALS as refused:
        say_no(request, refused)
        return None
    else:
        name, by_mail = {"name": rejection.candidate.name}, _("%(name)s has this moment. A mail confirms it.")
        messages.success(request, (by_mail if rejection.candidate.email else _("%(name)s has this moment.")) % name)
    return redirect("spreekuur_day", slot.day_id)
