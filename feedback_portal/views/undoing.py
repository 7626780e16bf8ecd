"""Take a rejection back. The page says what that does before anything happens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_to_change
from candidates.access.typing import filled_in
from candidates.actions.taking_back import MailIsLeaving, ReasonNeeded, was_heard
from candidates.forms.taking_back import TakeBackForm
from candidates.models import Rejection, Role
from candidates.rules.reads import Looked
from feedback_portal.actions.undoing import take_back


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def rejection_take_back(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    rejection = rejection_to_change(request.user, public_id, now=now, what=Looked.TAKE_BACK)
    if rejection.is_taken_back:
        return redirect("rejection", public_id)
    heard = was_heard(rejection)
    form = TakeBackForm(filled_in(request), was_heard=heard)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data.get("why", "")
        try:
            taken = take_back(rejection, by=request.user, why=why, at=now)
        except MailIsLeaving:
            form.add_error(None, _("A mail is leaving right now. Wait a minute and look again"))
        except ReasonNeeded:  # heard between opening this page and pressing the button
            return redirect("rejection_take_back", public_id)
        else:
            messages.success(request, _done(taken))
            return redirect("today")
    shown = {"form": form, "rejection": rejection, "heard": heard, "page": "rejections"}
    return render(request, "candidates/rejection_take_back.html", shown)


def _done(rejection: Rejection) -> str:
    name = {"name": rejection.candidate.name}
    if rejection.reopened_at:
        return _("The decision about %(name)s is reopened. What was told stays in the record.") % name
    return _("The decision about %(name)s is taken back. Nothing goes out.") % name
