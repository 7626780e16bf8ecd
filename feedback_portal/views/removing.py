"""HR removes somebody who asked for it, now that nothing stands in the way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from candidates.access.desk import StaffRequest, open_to
from candidates.access.privacy import request_to_read
from candidates.actions.taking_back import MailIsLeaving
from candidates.models import Role
from feedback_portal.actions.forgetting import IsHeld, forget_person


@open_to(Role.HR_MANAGER)
@require_POST
def data_request_remove(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    asked = request_to_read(request.user, public_id, now=now)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick that you know this cannot be undone. Nothing was removed."))
        return redirect("data_request", public_id)
    try:
        if not asked.asks_to_go:
            raise IsHeld
        forget_person(asked.candidate, by=request.user, at=now)
    except IsHeld:
        messages.error(request, _("A hold still stands, or this is answered already. Nothing was removed."))
        return redirect("data_request", public_id)
    except MailIsLeaving:
        messages.warning(request, _("A mail is leaving right now. Wait a minute and press again."))
        return redirect("data_request", public_id)
    messages.success(request, _("Everything about this person is removed. The figures stay."))
    return redirect("privacy_desk")
