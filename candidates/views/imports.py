"""Files of decisions: the list of them, handing in a new one, and an example to fill in."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.imports import imports_to_read
from candidates.actions.imports import receive_file
from candidates.actions.limits import take
from candidates.forms.imports import UploadForm
from candidates.models import ImportRun, Role
from candidates.papers.decisions import example_csv, example_xlsx
from candidates.queries.imports import with_counts
from candidates.rules.decision_files import NEEDED, Column, header_of
from candidates.rules.decision_words import COLUMN_WORDS
from candidates.rules.limits import IMPORT
from candidates.views.downloads import CSV, XLSX, download

RUNS_ON_A_PAGE = 20
NEEDED_WHEN = dict.fromkeys(NEEDED, "always") | {Column.EMAIL: "cv", Column.PHONE: "interview"}


@open_to(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    """The files that were handed in; a recruiter hands in a new one."""
    now, form, language = timezone.now(), UploadForm(), request.LANGUAGE_CODE
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        run = _received(request, form, now)
        if run:
            return redirect("import_run", run.public_id)
    runs = with_counts(imports_to_read(request.user)).newest_first()  # type: ignore[attr-defined]  # its own QuerySet's
    listed = {
        "form": form,
        "runs": Paginator(runs, RUNS_ON_A_PAGE).get_page(request.GET.get("page")),
        "columns": [(header_of(c, language), NEEDED_WHEN.get(c, ""), COLUMN_WORDS[c]) for c in Column],
    }
    return render(request, "candidates/imports.html", listed)


def _received(request: StaffRequest, form: UploadForm, now: datetime) -> ImportRun | None:
    if request.user.role != Role.RECRUITER or not form.is_valid():
        return None
    if not take(IMPORT, str(request.user.pk), at=now):
        form.add_error("file", _("You handed in many files. Wait a while before the next one"))
        return None
    file = form.cleaned_data["file"]
    return receive_file(file.read(), file_name=file.name, by=request.user, at=now)


@open_to(*READERS)
@require_safe
def import_example(request: StaffRequest, kind: str) -> HttpResponse:
    write, what = (example_xlsx, XLSX) if kind == "xlsx" else (example_csv, CSV)
    content = write(request.LANGUAGE_CODE, now=timezone.now(), zone=request.organisation.zone_info)
    return download(content, _("decisions") + f".{kind}", kind=what)
