"""Vacancies: the list, a new one, and one with what it asks for and who works on it."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.typing import filled_in, typed_before
from candidates.access.vacancies import (
    may_keep_vacancies,
    requirement_to_change,
    vacancy_to_change,
    vacancy_to_read,
)
from candidates.actions import vacancies as act
from candidates.forms.filters import VacancyFilter
from candidates.forms.vacancies import CloseForm, RequirementForm, VacancyForm
from candidates.models import Department, Role, Vacancy
from candidates.queries.keyset import count_up_to
from candidates.queries.vacancies import active_requirements, listed_vacancies, retired_requirements

SHOWN = 200


@open_to(*READERS)
@require_safe
def vacancies(request: StaffRequest) -> HttpResponse:
    form = VacancyFilter(request.GET)
    form.is_valid()
    found = listed_vacancies(closed=form.cleaned_data.get("state") == "closed", words=form.cleaned_data.get("q", ""))
    shown = {
        "form": form,
        "vacancies": found[:SHOWN],
        "count": count_up_to(found),
        "shown": SHOWN,
        "may_keep": may_keep_vacancies(request.user),
        "page": "vacancies",
    }
    return render(request, "candidates/vacancies.html", shown)


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def vacancy_new(request: StaffRequest) -> HttpResponse:
    form = VacancyForm(filled_in(request), initial={"recruiters": [request.user.pk]})
    if request.method == "POST" and form.is_valid():
        vacancy = act.open_vacancy(**form.cleaned_data, at=timezone.now())
        messages.success(request, _("%(title)s is open.") % {"title": vacancy.title})
        return redirect("vacancy", vacancy.pk)
    shown = {"form": form, "departments": Department.objects.all(), "page": "vacancies"}
    return render(request, "candidates/vacancy_new.html", shown)


@open_to(*READERS)
@require_safe
def vacancy(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, vacancy_to_read(request.user, pk))


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def vacancy_change(request: StaffRequest, pk: int) -> HttpResponse:
    shown = vacancy_to_change(request.user, pk)
    initial = {"title": shown.title, "department": shown.department or "", "recruiters": shown.recruiters.all()}
    form = VacancyForm(filled_in(request), vacancy=shown, initial=initial)
    if request.method == "POST" and form.is_valid():
        act.change_vacancy(shown, **form.cleaned_data)
        messages.success(request, _("%(title)s is changed.") % {"title": shown.title})
        return redirect("vacancy", shown.pk)
    page = {"form": form, "vacancy": shown, "departments": Department.objects.all(), "page": "vacancies"}
    return render(request, "candidates/vacancy_change.html", page)


@open_to(Role.RECRUITER)
@require_POST
def vacancy_close(request: StaffRequest, pk: int) -> HttpResponse:
    shown = vacancy_to_change(request.user, pk)
    form = CloseForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, shown, close=form)
    act.close_vacancy(shown, on=form.cleaned_data["closed_on"], at=timezone.now())
    messages.success(request, _("%(title)s is closed.") % {"title": shown.title})
    return redirect("vacancy", shown.pk)


@open_to(Role.RECRUITER)
@require_POST
def vacancy_reopen(request: StaffRequest, pk: int) -> HttpResponse:
    shown = act.reopen_vacancy(vacancy_to_change(request.user, pk), at=timezone.now())
    messages.success(request, _("%(title)s is open again.") % {"title": shown.title})
    return redirect("vacancy", shown.pk)


@open_to(Role.RECRUITER)
@require_POST
def requirement_add(request: StaffRequest, pk: int) -> HttpResponse:
    shown = vacancy_to_change(request.user, pk)
    form = RequirementForm(request.POST, prefix="new")
    if not form.is_valid():
        return _page(request, shown, add=form)
    act.add_requirement(shown, text=form.cleaned_data["text"])
    return redirect("vacancy", shown.pk)


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def requirement_change(request: StaffRequest, pk: int, requirement_pk: int) -> HttpResponse:
    """Reword it, or retire it."""
    requirement = requirement_to_change(request.user, pk, requirement_pk)
    form = RequirementForm(filled_in(request), initial={"text": requirement.text})
    if request.method == "POST" and request.POST.get("do") == "retire":
        act.retire_requirement(requirement)
        return redirect("vacancy", pk)
    if request.method == "POST" and form.is_valid():
        act.reword_requirement(requirement, text=form.cleaned_data["text"])
        return redirect("vacancy", pk)
    page = {"form": form, "requirement": requirement, "vacancy": requirement.vacancy, "page": "vacancies"}
    return render(request, "candidates/requirement_change.html", page)


def _page(
    request: StaffRequest, vacancy: Vacancy, *, add: RequirementForm | None = None, close: CloseForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    typed, to_close = (_typed(request, vacancy, door) for door in ("requirement_add", "vacancy_close"))
    shown = {
        "vacancy": vacancy,
        "requirements": active_requirements(vacancy),
        "retired": retired_requirements(vacancy),
        "may_keep": may_keep_vacancies(request.user),
        "add": add or RequirementForm(typed, prefix="new"),
        "close": close or CloseForm(to_close, today=today, initial={"closed_on": today}),
        "page": "vacancies",
    }
    return render(request, "candidates/vacancy.html", shown)


def _typed(request: StaffRequest, vacancy: Vacancy, door: str) -> QueryDict | None:
    return typed_before(request, posted_to=reverse(door, args=[vacancy.pk]))
