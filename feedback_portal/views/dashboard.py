"""Cijfers: do we keep our promise? The page, and the list behind each of its numbers."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.figures import READERS, Scope, judge_list, note_people_behind, scope_of
from candidates.figures.asked import Asked
from candidates.figures.choices import choices
from candidates.forms.figures import readable
from candidates.models import Organisation, Role
from candidates.rules.reads import Looked
from feedback_portal.dashboard.lists import list_behind, named
from feedback_portal.dashboard.page import Dashboard
from feedback_portal.dashboard.words import list_rows

NARROWED = {"in_month": "period", "in_stage": "stage", "in_channel": "channel"}  # by the row a number stands in
OF_A_LIST = ("after", "what", "kind", "label", "reason", *NARROWED)


@dataclass
class Question:
    """What this person asks for, and may see. The list behind a number is narrowed further than the page was."""

    request: StaffRequest
    narrowed: bool = False

    def __post_init__(self) -> None:
        self.now = timezone.now()
        self.organisation: Organisation = self.request.organisation
        self.today = self.now.astimezone(self.organisation.zone_info).date()
        self.form = readable(self._given(), reader=self.request.user, choices=choices(), today=self.today)

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
    def list_url(self) -> SafeString:
        """Where the list behind a number stands, but for its name; to stand in HTML."""
        return format_html("{}?{}", reverse("dashboard_list"), self.query)

    @cached_property
    def query(self) -> str:
        """What the page was asked for, for the addresses of lists and files; ends with & unless it is empty."""
        return self._without(*OF_A_LIST)

    @cached_property
    def same_list(self) -> str:
        return self._without("after")

    def _given(self) -> QueryDict:
        given = self.request.GET.copy()
        for name, field in NARROWED.items():
            if self.narrowed and name in given:
                given[field] = self.request.GET[name]
        return given

    def _without(self, *names: str) -> str:
        asked = self.request.GET.copy()
        for name in names:
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
    """?what=late&in_stage=interview: the people one number counted."""
    question = Question(request, narrowed=True)
    number = named(request.GET)
    behind = list_behind(number, question.page)
    if behind is None:
        raise Http404
    judge_list(question.scope, number.what)
    rows = behind.rows(after=request.GET.get("after", ""))
    shown_people = (deadline.rejection.candidate_id for deadline in rows.deadlines)
    looked = f"{Looked.FIGURES}: {number.what}"
    note_people_behind(request.user, question.scope, shown_people, what=looked, now=question.now)
    shown: dict[str, Any] = {
        "asking": question,
        "heading": number.heading,
        "rows": list_rows(rows.deadlines, now=question.now, zone=question.organisation.zone_info),
        "slice": rows,
        "count": behind.count(),
        "page": "dashboard",
    }
    return render(request, "feedback_portal/dashboard_list.html", shown)
