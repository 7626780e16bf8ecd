"""What the owner of a file says about it: these rows come along, write them, or stop."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from candidates.access.desk import StaffRequest, open_to
from candidates.access.imports import import_to_change
from candidates.actions.imports import NothingChosen, NotNow, PastUnanswered, cancel, choose, choose_all, confirm
from candidates.forms.imports import PastForm, lines_in
from candidates.models import ImportRun, Role
from candidates.views.import_run import show_run


@open_to(Role.RECRUITER)
@require_POST
def import_choose(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Keeps the ticks of this page first, whatever button was pressed; `go` says which one."""
    run, go = import_to_change(request.user, public_id), request.POST.get("go", "")
    try:
        _keep_ticks(request, run, go)
        if go == "write":
            return _write(request, run)
    except NotNow:
        return _as_it_stands(request, public_id)
    page = go.removeprefix("page-") if go.startswith("page-") else request.GET.get("page", "")
    return _page(public_id, show=request.GET.get("show", ""), page=page)


@open_to(Role.RECRUITER)
@require_POST
def import_cancel(request: StaffRequest, public_id: UUID) -> HttpResponse:
    run = import_to_change(request.user, public_id)
    try:
        cancel(run, at=timezone.now())
    except NotNow:
        return _as_it_stands(request, public_id)
    return redirect("import_run", public_id)


def _keep_ticks(request: StaffRequest, run: ImportRun, go: str) -> None:
    shown, ticked = lines_in(request.POST, "shown"), lines_in(request.POST, "chosen")
    if go in ("all", "none"):
        choose_all(run, yes=go == "all")
    elif go in ("these", "none-of-these"):
        choose(run, shown=shown, chosen=shown if go == "these" else ())
    else:
        choose(run, shown=shown, chosen=ticked)


def _write(request: StaffRequest, run: ImportRun) -> HttpResponse:
    form = PastForm(request.POST)
    try:
        confirm(run, past_as=form.cleaned_data["past_as"] if form.is_valid() else "")
    except PastUnanswered:
        return show_run(request, run.public_id, past_form=form)
    except NothingChosen:
        messages.warning(request, _("Choose at least one row."))
    return redirect("import_run", run.public_id)


def _as_it_stands(request: StaffRequest, public_id: UUID) -> HttpResponse:
    messages.warning(request, _("Nothing was changed. This is how the file stands now."))
    return redirect("import_run", public_id)


def _page(public_id: UUID, *, show: str, page: str) -> HttpResponseRedirect:
    asked = urlencode({name: value for name, value in (("show", show), ("page", page)) if value})
    return HttpResponseRedirect(reverse("import_run", args=[public_id]) + (f"?{asked}" if asked else ""))
