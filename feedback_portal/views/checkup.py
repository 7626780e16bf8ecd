from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from candidates.access.desk import StaffRequest, open_to
from candidates.models import Organisation, Role
from candidates.views.organisation import sent_test_mail
from feedback_portal.views.lamps import lamps


@open_to(Role.ADMINISTRATOR)
def checkup(request: StaffRequest) -> HttpResponse:
    """Green or red, in words, for everything the portal stands on; a POST sends a test mail."""
    if request.method == "POST":
        return sent_test_mail(request) or redirect("checkup")
    found = lamps(Organisation.objects.current(), now=timezone.now())
    shown = {"lamps": found, "all_green": all(lamp.is_green for lamp in found), "page": "organisation"}
    return render(request, "feedback_portal/checkup.html", shown)
