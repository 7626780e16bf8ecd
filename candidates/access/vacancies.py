"""Vacancies hold no persons but colleagues: recruiters keep them, HR looks."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.desk import READERS
from candidates.models import Requirement, Role, User, Vacancy


def vacancy_to_read(user: User, pk: int) -> Vacancy:
    if user.role not in READERS:
        raise Http404
    return get_object_or_404(Vacancy.objects.select_related("department").prefetch_related("recruiters"), pk=pk)


def vacancy_to_change(user: User, pk: int) -> Vacancy:
    vacancy = vacancy_to_read(user, pk)
    if not may_keep_vacancies(user):
        raise Http404
    return vacancy


def requirement_to_change(user: User, vacancy_pk: int, pk: int) -> Requirement:
    vacancy = vacancy_to_change(user, vacancy_pk)
    return get_object_or_404(Requirement.objects.select_related("vacancy"), vacancy=vacancy, pk=pk)


def may_keep_vacancies(user: User) -> bool:
    return user.role == Role.RECRUITER
