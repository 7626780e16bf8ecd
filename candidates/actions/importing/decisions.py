"""From a row of a file to a decision: its words become a vacancy and a requirement, which are made when missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models.functions import Lower

from candidates.actions.imports import HISTORY
from candidates.actions.rejections import Decision
from candidates.actions.vacancies import add_requirement, open_vacancy
from candidates.models import ImportRow, Requirement, User, Vacancy
from candidates.rules.decision_files import title_key
from candidates.rules.reasons import BY_ID
from candidates.rules.stages import EndedBy, Stage


@dataclass
class DecisionMaker:
    """Knows the vacancies that these rows name. What it makes lives in the transaction of whoever calls it."""

    rows: Sequence[ImportRow]
    past_as: str
    by: User
    at: datetime
    vacancies: dict[str, list[Vacancy]] = field(default_factory=dict)
    requirements: dict[tuple[int, str], Requirement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        titles = {row.data["vacancy"].lower() for row in self.rows}
        named = Vacancy.objects.alias(lower_title=Lower("title")).filter(lower_title__in=titles)
        for vacancy in named.select_related("department").prefetch_related("requirements"):
            self.vacancies.setdefault(title_key(vacancy.title), []).append(vacancy)
            for requirement in vacancy.requirements.all():
                self.requirements[vacancy.pk, title_key(requirement.text)] = requirement

    def decision(self, row: ImportRow) -> Decision:
        data = row.data
        vacancy = self._vacancy(data["vacancy"], data["department"])
        reason, details = (data["reason"], "") if data["reason"] in BY_ID else ("other", data["reason"])
        return Decision(
            stage=Stage(data["stage"]),
            vacancy=vacancy,
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            decided_at=datetime.fromisoformat(data["decided_at"]),
            ended_by=EndedBy(data["ended_by"]),
            reason=reason if data["reason"] else "",
            reason_details=details,
            requirement=self._requirement(vacancy, data["requirement"]),
            talent_pool=data["talent_pool"],
            language=data["language"],
            reference=data["reference"],
            told_at=datetime.fromisoformat(data["told_at"]) if data["told_at"] else None,
            told_channel=data["channel"],
            history=row.is_past and self.past_as == HISTORY,
            is_imported=True,
        )

    def _vacancy(self, title: str, department: str) -> Vacancy:
        named = self.vacancies.setdefault(title_key(title), [])
        found = best_vacancy(named, department)
        if found is None:
            found = open_vacancy(title=title, department=department, recruiters=[self.by], requirements=[], at=self.at)
            named.append(found)
        return found

    def _requirement(self, vacancy: Vacancy, text: str) -> Requirement | None:
        if not text:
            return None
        key = vacancy.pk, title_key(text)
        if key not in self.requirements:
            self.requirements[key] = add_requirement(vacancy, text=text)
        return self.requirements[key]


def best_vacancy(named: Sequence[Vacancy], department: str) -> Vacancy | None:
    """Of vacancies with one name: in this department, else in none; open before closed, new before old."""
    wanted = title_key(department)

    def place(vacancy: Vacancy) -> str:
        return title_key(vacancy.department.name) if vacancy.department else ""

    fitting = [vacancy for vacancy in named if not wanted or place(vacancy) in (wanted, "")]
    return max(
        fitting,
        key=lambda vacancy: (place(vacancy) == wanted, vacancy.closed_on is None, vacancy.created_at),
        default=None,
    )
