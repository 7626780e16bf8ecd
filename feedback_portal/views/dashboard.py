"""Cijfers: do we keep our promise? The page, and the list behind each of its numbers."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.figures import READERS, Scope, judge_people_behind, note_people_behind, scope_of
from candidates.figures.asked import Asked
from candidates.figures.behind import BEHIND, PAGE, Rows, count_behind, rows_behind
from candidates.figures.choices import choices
from candidates.figures.reopened import those_reopened
from candidates.forms.figures import readable
from candidates.models import Organisation, Role
from candidates.rules.periods import ALL, period
from candidates.rules.reads import Looked
from feedback_portal.dashboard.page import Dashboard
from feedback_portal.dashboard.words import HEADINGS, list_rows
from spreekuur.figures.funnel import STEPS, people_at

REOPENED = "reopened_any"
EVER = {"overdue_now": "overdue", "silence_now": "silence"}  # of whatever month


@dataclass
class Question:
    """What this person asks for, and may see."""

    request: StaffRequest

    def __post_init__(self) -> None:
        self.now = timezone.now()
        self.organisation: Organisation = self.request.organisation
        self.today = self.now.astimezone(self.organisation.zone_info).date()
        self.form = readable(self.request.GET, reader=self.request.user, choices=choices(), today=self.today)

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.request.user, self.form.wanted_person)

    @cached_property
    def asked(self) -> Asked:
        return self.form.asked(self.scope.person)

    @cached_property
    def page(self) -> Dashboard:
        return Dashboard(self.asked, self.organisation, self.now)

    @property
    def filter_words(self) -> str:
        """What the figures are narrowed to, on paper and above the lists. The period has words of its own."""
        return ", ".join(self.form.chosen_words)

    @cached_property
    def list_url(self) -> str:
        """Where the list behind a number stands, but for its name."""
        return f"{reverse('dashboard_list')}?{self.query}"

    @cached_property
    def query(self) -> str:
        """What was asked for, for the addresses of lists and files; ends with & unless it is empty."""
        asked = self.request.GET.copy()
        for name in ("after", "what", "kind"):
            asked.pop(name, None)
        return f"{asked.urlencode()}&" if asked else ""


@open_to(*READERS)
@require_safe
def dashboard(request: StaffRequest) -> HttpResponse:
    question = Question(request)
    shown = {"asking": question, "form": question.form, "figures": question.page, "page": "dashboard"}
    return render(request, "feedback_portal/dashboard.html", shown)


@open_to(Role.RECRUITER, Role.HR_MANAGER)
@require_safe
def dashboard_list(request: StaffRequest) -> HttpResponse:
    """?what=late&stage=interview: the people one number counted."""
    question, what = Question(request), request.GET.get("what", "people")
    if what not in (*BEHIND, *EVER, *STEPS, REOPENED):
        raise Http404
    judge_people_behind(question.scope)
    rows, count = _found(question, what)
    shown_people = (deadline.rejection.candidate_id for deadline in rows.deadlines)
    note_people_behind(request.user, question.scope, shown_people, what=f"{Looked.FIGURES}: {what}", now=question.now)
    shown: dict[str, Any] = {
        "asking": question,
        "heading": HEADINGS[what],
        "what": what,
        "kind": _kind(question),
        "rows": list_rows(rows.deadlines, now=question.now, zone=question.organisation.zone_info),
        "slice": rows,
        "count": count,
        "page": "dashboard",
    }
    return render(request, "feedback_portal/dashboard_list.html", shown)


def _found(question: Question, what: str) -> tuple[Rows, int]:
    if what == REOPENED or what in STEPS:
        asked, now = question.asked, question.now
        them = people_at(what, asked, now=now) if what in STEPS else those_reopened(asked, now=now)
        return Rows(them, after="", is_first=True), len(them)
    asked = replace(question.asked, period=period(ALL, question.today)) if what in EVER else question.asked
    after, kind, what = question.request.GET.get("after", ""), _kind(question), EVER.get(what, what)
    rows = rows_behind(what, asked, kind=kind, now=question.now, after=after, size=PAGE)
    return rows, count_behind(what, asked, kind=kind, now=question.now)


def _kind(question: Question) -> str:
    return "talk" if question.request.GET.get("kind") == "talk" else "tell"
