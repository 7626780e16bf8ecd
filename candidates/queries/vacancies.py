"""Vacancies as lists to choose from and to look through."""

from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from candidates.models import Requirement, User, Vacancy
from candidates.queries.search import vacancies_about


def listed_vacancies(*, closed: bool, words: str = "") -> QuerySet[Vacancy]:
    vacancies = Vacancy.objects.filter(closed_on__isnull=False) if closed else Vacancy.objects.open()
    return (
        vacancies_about(vacancies, words)
        .select_related("department")
        .prefetch_related(Prefetch("recruiters", User.objects.active().order_by("first_name", "last_name")))
        .annotate(asked=Count("requirements", filter=Q(requirements__is_active=True)))
        .order_by(Lower("title"), "pk")
    )


def open_vacancies_of(user: User) -> tuple[Sequence[Vacancy], Sequence[Vacancy]]:
    """Those this recruiter works on, and the other open ones."""
    mine = set(user.vacancies.values_list("pk", flat=True))
    vacancies = list(Vacancy.objects.open().select_related("department"))
    return [v for v in vacancies if v.pk in mine], [v for v in vacancies if v.pk not in mine]


def open_twin(title: str, department: str) -> Vacancy | None:
    """An open vacancy of the same name in the department of this name; empty: in none."""
    of_name = Vacancy.objects.open().filter(title__iexact=title.strip())
    place = Q(department__name__iexact=department.strip()) if department.strip() else Q(department=None)
    return of_name.filter(place).first()


def active_requirements(vacancy: Vacancy) -> QuerySet[Requirement]:
    return vacancy.requirements.filter(is_active=True)


def retired_requirements(vacancy: Vacancy) -> QuerySet[Requirement]:
    return vacancy.requirements.filter(is_active=False)
