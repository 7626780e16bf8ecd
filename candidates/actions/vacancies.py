"""Keep vacancies: what a decision refers to stays as it was on the day of the decision."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from candidates.actions.retention import keep_with_notice
from candidates.models import Department, Organisation, Rejection, Requirement, User, Vacancy


@transaction.atomic
def open_vacancy(
    *, title: str, department: str, recruiters: Iterable[User], requirements: Iterable[str], at: datetime
) -> Vacancy:
    vacancy = Vacancy.objects.create(title=title, department=_department(department), created_at=at)
    vacancy.recruiters.set(recruiters)
    Requirement.objects.bulk_create(
        Requirement(vacancy=vacancy, text=text, position=place) for place, text in enumerate(requirements)
    )
    return vacancy


@transaction.atomic
def change_vacancy(vacancy: Vacancy, *, title: str, department: str, recruiters: Iterable[User]) -> Vacancy:
    vacancy.title, vacancy.department = title, _department(department)
    vacancy.save(update_fields=["title", "department"])
    vacancy.recruiters.set(recruiters)
    return vacancy


@transaction.atomic
def close_vacancy(vacancy: Vacancy, *, on: date, at: datetime) -> Vacancy:
    """The procedure ended: what is kept about its candidates may stay for the term after this day, never shorter."""
    return _closed(vacancy, on=on, at=at)


@transaction.atomic
def reopen_vacancy(vacancy: Vacancy, *, at: datetime) -> Vacancy:
    return _closed(vacancy, on=None, at=at)


def _closed(vacancy: Vacancy, *, on: date | None, at: datetime) -> Vacancy:
    vacancy.closed_on = on
    vacancy.save(update_fields=["closed_on"])
    theirs = Rejection.objects.kept().filter(vacancy=vacancy).select_related("vacancy")
    rows = theirs.order_by("pk").select_for_update(of=("self",))
    keep_with_notice(rows, organisation=Organisation.objects.current(), at=at)
    return vacancy


@transaction.atomic
def add_requirement(vacancy: Vacancy, *, text: str) -> Requirement:
    last = vacancy.requirements.order_by("-position").first()
    return Requirement.objects.create(vacancy=vacancy, text=text, position=last.position + 1 if last else 0)


@transaction.atomic
def reword_requirement(requirement: Requirement, *, text: str) -> Requirement:
    """A decision that was founded on it keeps the old words: then the new ones are a requirement of their own."""
    if not Rejection.objects.filter(requirement=requirement).exists():
        requirement.text = text
        requirement.save(update_fields=["text"])
        return requirement
    retire_requirement(requirement)
    return Requirement.objects.create(vacancy=requirement.vacancy, text=text, position=requirement.position)


def retire_requirement(requirement: Requirement) -> Requirement:
    """Not offered any more; decisions that refer to it keep it."""
    requirement.is_active = False
    requirement.save(update_fields=["is_active"])
    return requirement


def _department(name: str) -> Department | None:
    if not name.strip():
        return None
    known = Department.objects.filter(name__iexact=name.strip()).first()
    return known or Department.objects.get_or_create(name=name.strip())[0]
