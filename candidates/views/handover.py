"""Open work goes to a colleague: one person's, or everything of somebody who is away."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.handover import OpenWork, colleagues_to_relieve, work_to_hand_over
from candidates.access.typing import filled_in
from candidates.actions.handover import CannotHandOver, hand_over, hand_over_all, pass_on
from candidates.forms.handover import HandoverAllForm, HandoverForm
from candidates.models import Role, User
from candidates.views.worklines import worklines

MOVERS = (Role.RECRUITER, Role.HR_MANAGER)


@open_to(*MOVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_one(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    rejection, work = work_to_hand_over(request.user, public_id, now=now)
    form = HandoverForm(filled_in(request), giver=work.owner)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _move(work, to=given["to"], by=request.user, why=given["why"], at=now)
        except CannotHandOver:
            form.add_error(None, _("This work changed hands or was finished meanwhile. Look at it again"))
        else:
            name = {"name": rejection.candidate.name, "colleague": given["to"].name}
            messages.success(request, _("%(colleague)s takes over %(name)s. The due moment stays.") % name)
            return redirect("today")
    lines = worklines(work.promises, now=now, zone=request.organisation.zone_info)
    shown = {"form": form, "rejection": rejection, "lines": lines, "follow_ups": work.follow_ups}
    return render(request, "candidates/hand_over.html", shown)


@transaction.atomic
def _move(work: OpenWork, *, to: User, by: User, why: str, at: datetime) -> None:
    for promise in (promise for promise in work.promises if promise.owner != to):
        hand_over(promise, to=to, by=by, why=why, at=at)
    pass_on(work.follow_ups, to=to, by=by, why=why, at=at)


@open_to(*MOVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_everything(request: StaffRequest) -> HttpResponse:
    """A recruiter gives away their own work; HR chooses whose."""
    now = timezone.now()
    givers = colleagues_to_relieve(request.user)
    form = HandoverAllForm(filled_in(request), givers=givers, giver=_named(request, givers))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            moved = hand_over_all(given["giver"], to=given["to"], by=request.user, why=given["why"], at=now)
        except CannotHandOver:
            form.add_error("to", _("Choose another recruiter who can take work now"))
        else:
            messages.success(request, _moved(moved, given["to"]))
            return redirect("today")
    return render(request, "candidates/hand_over_all.html", {"form": form, "givers": givers})


def _named(request: StaffRequest, givers: list[User]) -> User | None:
    """Whom the link names (?from=), or the only one there is."""
    named = [giver for giver in givers if str(giver.pk) == request.GET.get("from", "")]
    return next(iter(named or (givers if len(givers) == 1 else [])), None)


def _moved(count: int, to: User) -> str:
    words = ngettext("%(count)s task goes to %(name)s.", "%(count)s tasks go to %(name)s.", count)
    return words % {"count": count, "name": to.name} + " " + _("The due moments stay.")
