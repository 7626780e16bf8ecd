"""While somebody writes the mail: it is read, shown and saved by itself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_at_hand
from candidates.actions.drafts import DraftChanged, save_by_itself
from candidates.models import Role
from candidates.rules.words import clock
from candidates.views.composer import Composer
from candidates.views.drafting import draft_of

NOTHING_NEW = 204


@open_to(Role.RECRUITER)
@require_POST
def letter_preview_part(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The mail as it stands while somebody types, with the notes that changed. Saves nothing."""
    desk = Composer(request, rejection_at_hand(request.user, public_id), timezone.now())
    form = desk.points_form(request.POST)
    form.is_valid()
    page = desk.shown(form)
    sides = [side for margin in (page["margin"], page["aside"]) for side in margin.changed(request.POST)]
    return render(request, "candidates/_mail_fresh.html", page | {"sides": sides})


@open_to(Role.RECRUITER)
@require_POST
def draft_keep(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Every few seconds. Never over the text of somebody else: then that is shown, and this page keeps its own."""
    desk = Composer(request, rejection_at_hand(request.user, public_id), timezone.now())
    form = desk.points_form(request.POST)
    if form.has_mistakes or not desk.is_owed or desk.is_answered:
        return HttpResponse(status=NOTHING_NEW)
    version = form.cleaned_data["version"]
    try:
        kept = save_by_itself(desk.rejection, draft_of(desk, form), version=version, by=request.user, at=desk.now)
    except DraftChanged as changed:
        if request.POST.get("seen-version") == str(changed.theirs.version):
            return HttpResponse(status=NOTHING_NEW)
        return render(request, "candidates/_kept_not.html", {"theirs": changed.theirs})
    minute = clock(kept.saved_at, desk.zone)
    if request.POST.get("seen-kept") == minute:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "candidates/_kept.html", {"minute": minute})
