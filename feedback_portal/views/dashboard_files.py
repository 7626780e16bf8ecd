"""The figures, and the rows they were counted from, as files to take along."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.figures import READERS, judge_people_behind, note_people_behind
from candidates.figures import exported
from candidates.models import Role
from candidates.papers.tables import csv_lines, workbook
from candidates.rules.reads import AS_A_FILE, Looked
from candidates.views.downloads import CSV, XLSX
from feedback_portal.dashboard.file_words import header
from feedback_portal.dashboard.lines import HEADER, lines
from feedback_portal.dashboard.row_words import in_words
from feedback_portal.views.dashboard import Question
from spreekuur.figures.hours import WORK_COLUMNS, work_done

MOST_IN_A_WORKBOOK = 50_000  # promises; what is longer goes as CSV, which knows no end


@open_to(*READERS)
@require_safe
def dashboard_figures(request: StaffRequest, kind: str) -> HttpResponseBase:
    question = Question(request)
    rows = [line.cells() for line in lines(question.page, narrowed_to=question.filter_words)]
    return _file(question, "cijfers", HEADER, iter(rows), kind=kind)


@open_to(Role.RECRUITER, Role.HR_MANAGER)
@require_safe
def dashboard_rows(request: StaffRequest, kind: str) -> HttpResponseBase:
    question = Question(request)
    judge_people_behind(question.scope)
    if kind == "xlsx" and question.page.promised > MOST_IN_A_WORKBOOK:
        shown = {"asking": question, "most": MOST_IN_A_WORKBOOK, "page": "dashboard"}
        return render(request, "feedback_portal/dashboard_too_long.html", shown, status=413)
    _note(question, exported.people_in(question.asked, now=question.now), what="rows")
    with_answers = question.scope.with_answers
    columns = exported.columns(with_answers=with_answers)
    rows = exported.promises(question.asked, with_answers=with_answers, now=question.now)
    return _file(question, "beloften", columns, in_words(columns, rows), kind=kind)


@open_to(Role.RECRUITER, Role.HR_MANAGER)
@require_safe
def dashboard_work(request: StaffRequest) -> HttpResponseBase:
    """What the hours were added up from: this year's calls and talks, without the people they were with."""
    question = Question(request)
    _note(question, [], what="work")
    rows = work_done(question.scope.person, now=question.now, zone=question.organisation.zone_info)
    return _file(question, "werk", WORK_COLUMNS, in_words(WORK_COLUMNS, rows), kind="csv")


def _note(question: Question, candidates: list[int], *, what: str) -> None:
    looked = f"{Looked.FIGURES}: {what} {AS_A_FILE}"
    note_people_behind(question.request.user, question.scope, candidates, what=looked, now=question.now)


def _file(
    question: Question, name: str, columns: Sequence[str], rows: Iterator[Sequence[Any]], *, kind: str
) -> HttpResponseBase:
    """In pieces: a million lines need no more memory than a few. No cache keeps a copy."""
    zone, file_name = question.organisation.zone_info, f"{name}-{question.today:%Y-%m-%d}.{kind}"
    words = header(columns)
    response: HttpResponse | StreamingHttpResponse
    if kind == "xlsx":
        book = workbook([(name, words, rows)], zone=zone)
        response = FileResponse(book, as_attachment=True, filename=file_name, content_type=XLSX)
    else:
        response = StreamingHttpResponse(csv_lines(words, rows, zone=zone), content_type=CSV)
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "no-store"
    return response
