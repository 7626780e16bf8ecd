"""The cast of the tests: a hospital, its people, a vacancy, a candidate. Moments are fixed; nothing reads the clock."""

from datetime import UTC, datetime
from typing import Any

from candidates.models import (
    Candidate,
    Department,
    Organisation,
    Role,
    User,
    Vacancy,
)

# Tuesday 24 November 2026, 10:12 in Amsterdam
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
PASSWORD = "een-lang-wachtwoord-voor-de-test"


def hospital(**fields: Any) -> Organisation:
    given: dict[str, Any] = {
        "name": "Ziekenhuis Oeverland",
        "phone": "+31880000000",
        "sender_address": "werken@oeverland.example",
        "two_step_required": False,
        "set_up_at": NOW,
    }
    organisation, _made = Organisation.objects.update_or_create(only=True, defaults=given | fields)
    return organisation


def person(first_name: str, role: Role = Role.RECRUITER, **fields: Any) -> User:
    """A colleague; with password=PASSWORD they can log in through the login page."""
    email = fields.pop("email", f"{first_name.lower()}@oeverland.example")
    return User.objects.create_user(email, fields.pop("password", None), first_name=first_name, role=role, **fields)


def nadia(**fields: Any) -> User:
    return person("Nadia", Role.RECRUITER, last_name="Willems", job_title="recruiter", **fields)


def bram(**fields: Any) -> User:
    return person("Bram", Role.RECRUITER, last_name="Koster", job_title="recruiter", **fields)


def hanna(**fields: Any) -> User:
    return person("Hanna", Role.HR_MANAGER, last_name="de Wit", **fields)


def ad(**fields: Any) -> User:
    return person("Ad", Role.ADMINISTRATOR, last_name="Bos", **fields)


def vera(**fields: Any) -> User:
    return person("Vera", Role.READ_ONLY, last_name="Smit", **fields)


def vacancy(title: str = "Planner operatiekamers", **fields: Any) -> Vacancy:
    department, _made = Department.objects.get_or_create(name=fields.pop("department", "Bedrijfsvoering"))
    return Vacancy.objects.create(
        title=title, department=department, created_at=fields.pop("created_at", NOW), **fields
    )


def candidate(name: str = "Youssef El Amrani", **fields: Any) -> Candidate:
    email = fields.pop("email", name.split()[0].lower() + "@example.org")
    return Candidate.objects.create(name=name, email=email, created_at=fields.pop("created_at", NOW), **fields)
