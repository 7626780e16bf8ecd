"""Which lines of others stand beside our own figures: for HR."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from candidates.access.desk import StaffRequest, open_to
from candidates.actions.organisation import choose_benchmarks
from candidates.forms.figures import BenchmarksForm
from candidates.models import Organisation, Role


@open_to(Role.HR_MANAGER)
def benchmarks(request: StaffRequest) -> HttpResponse:
    organisation: Organisation = request.organisation
    form = BenchmarksForm(request.POST if request.method == "POST" else None, off=organisation.benchmarks_off)
    if request.method == "POST" and form.is_valid():
        choose_benchmarks(organisation, off=form.off)
        messages.success(request, _("Saved. The figures show these sources."))
        return redirect("dashboard")
    return render(request, "feedback_portal/benchmarks.html", {"form": form, "page": "dashboard"})
