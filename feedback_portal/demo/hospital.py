"""The organisation of the demo: its settings, its people, its vacancies with what they ask."""

from dataclasses import dataclass
from datetime import datetime

from candidates.actions.closed_days import seed, years_around
from candidates.models import Department, Organisation, Requirement, Role, User, Vacancy

PASSWORD = "feedback-demo"  # noqa: S105  printed at the start: the demo has no secrets
DOMAIN = "oeverland.example"
PEOPLE = (
    ("Nadia", "Willems", Role.RECRUITER, "recruiter"),
    ("Bram", "Koster", Role.RECRUITER, "recruiter"),
    ("Marit", "Hofman", Role.RECRUITER, "recruiter"),
    ("Yusuf", "Demir", Role.RECRUITER, "recruiter"),
    ("Hanna", "de Wit", Role.HR_MANAGER, "HR-manager"),
    ("Ad", "Bos", Role.ADMINISTRATOR, "applicatiebeheer"),
    ("Vera", "Smit", Role.READ_ONLY, "ondernemingsraad"),
)
VACANCIES = (
    ("Verpleegkundig specialist cardiologie", "Verpleging en zorg", ("Registratie als verpleegkundig specialist", "Ervaring met zelf recepten uitschrijven", "Twee avonddiensten per week")),
    ("Verpleegkundige spoedeisende hulp", "Verpleging en zorg", ("BIG-registratie", "SEH-opleiding afgerond", "Bereid tot nachtdiensten")),
    ("Doktersassistent polikliniek", "Verpleging en zorg", ("Diploma doktersassistent", "Ervaring met HiX", "28 uur per week beschikbaar")),
    ("Fysiotherapeut kinderafdeling", "Verpleging en zorg", ("Master kinderfysiotherapie", "Ervaring in een ziekenhuis")),
    ("Teamleider polikliniek", "Verpleging en zorg", ("Drie jaar leidinggevende ervaring", "Ervaring met roosters van meer dan 20 mensen")),
    ("Planner operatiekamers", "Bedrijfsvoering", ("Ervaring met capaciteitsplanning", "Werken met twee planningssystemen tegelijk")),
    ("Projectleider bouw en onderhoud", "Bedrijfsvoering", ("Minimaal drie jaar ervaring als projectleider", "Rijbewijs B")),
    ("Financieel adviseur", "Bedrijfsvoering", ("Hbo bedrijfseconomie", "Ervaring met zorgverkoop")),
    ("Medewerker klantcontact", "Bedrijfsvoering", ("Ervaring in klantcontact", "Schriftelijk Nederlands op niveau 3F")),
    ("Data-analist", "ICT", ("Ervaring met SQL", "Een dashboard gemaakt dat anderen gebruiken")),
    ("Beheerder medische systemen", "ICT", ("Ervaring met Linux", "Storingsdienst een week per maand")),
    ("Kok restaurant", "Facilitair", ("Diploma kok niveau 3", "Ervaring met dieetkeuken")),
)  # fmt: skip


@dataclass(frozen=True)
class Hospital:
    recruiters: list[User]
    vacancies: list[Vacancy]

    @property
    def nadia(self) -> User:
        return self.recruiters[0]


def open_hospital(*, now: datetime) -> Hospital:
    Organisation.objects.update_or_create(
        only=True,
        defaults={
            "name": "Ziekenhuis Oeverland",
            "phone": "+31880000000",
            "sender_name": "Ziekenhuis Oeverland",
            "sender_address": f"werken@{DOMAIN}",
            "two_step_required": False,
            "is_demo": True,
            "set_up_at": now,
        },
    )
    seed(years_around(now.date()))
    people = [_person(*row) for row in PEOPLE]
    recruiters = [person for person in people if person.is_recruiter]
    return Hospital(recruiters, [_vacancy(*row, recruiters=recruiters, now=now) for row in VACANCIES])


def _person(first: str, last: str, role: Role, job_title: str) -> User:
    return User.objects.create_user(
        f"{first.lower()}@{DOMAIN}",
        PASSWORD,
        first_name=first,
        last_name=last,
        role=role,
        job_title=job_title,
        phone="+31880000000",
        is_demo=True,
    )


def _vacancy(
    title: str, department: str, requirements: tuple[str, ...], *, recruiters: list[User], now: datetime
) -> Vacancy:
    house, _made = Department.objects.get_or_create(name=department)
    vacancy = Vacancy.objects.create(title=title, department=house, created_at=now)
    vacancy.recruiters.set(recruiters)
    Requirement.objects.bulk_create(
        Requirement(vacancy=vacancy, text=text, position=place) for place, text in enumerate(requirements)
    )
    return vacancy
