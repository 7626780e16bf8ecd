"""One file of decisions: how far it is, its rows before and after they are written, and those that are not right."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.imports import import_at_hand, import_to_read, wrong_rows_to_take
from candidates.forms.imports import PastForm
from candidates.papers.decisions import wrong_rows_csv
from candidates.queries.imports import SHOWN
from candidates.views.downloads import CSV, download
from candidates.views.import_lines import wrong_lines
from candidates.views.one_import import OneImport


@open_to(*READERS)
@require_safe
def import_run(request: StaffRequest, public_id: UUID) -> HttpResponse:
    return show_run(request, public_id)


@open_to(*READERS)
@require_safe
def import_progress(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The part that is asked for again and again; when the ring is done with it, the whole page."""
    run = import_at_hand(request.user, public_id)
    if not run.is_busy:
        return HttpResponseClientRefresh()
    one = OneImport(run, reader=request.user, now=timezone.now(), language=request.LANGUAGE_CODE)
    return render(request, "candidates/_import_busy.html", {"one": one})


@open_to(*READERS)
@require_safe
def import_wrong(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """To mend and to read in again."""
    run, rows = wrong_rows_to_take(request.user, public_id, now=timezone.now())
    lines = wrong_lines(rows, run, request.LANGUAGE_CODE)
    return download(wrong_rows_csv(request.LANGUAGE_CODE, lines), _("wrong-rows") + ".csv", kind=CSV)


def show_run(request: StaffRequest, public_id: UUID, *, past_form: PastForm | None = None) -> HttpResponse:
    """Whatever state it is in. `past_form` comes back when its question was not answered."""
    now, shown, number = timezone.now(), request.GET.get("show", ""), request.GET.get("page", "1")
    shown = shown if shown in SHOWN else ""
    run, page = import_to_read(request.user, public_id, shown=shown, number=number, now=now)
    one = OneImport(
        run,
        reader=request.user,
        now=now,
        language=request.LANGUAGE_CODE,
        page=page,
        shown=shown,
        past_form=past_form or PastForm(),
    )
    return render(request, "candidates/import_run.html", {"one": one, "form": past_form})
