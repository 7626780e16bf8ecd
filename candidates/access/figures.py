"""Whose figures somebody sees, and who may see the people behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from candidates.access.reads import note_people
from candidates.figures.asked import EVERYBODY
from candidates.figures.opinions import ANSWERS
from candidates.models import Role, User

READERS = (Role.RECRUITER, Role.HR_MANAGER, Role.READ_ONLY)


@dataclass(frozen=True)
class Scope:
    """Of one colleague or of all (None); `with_people` opens the lists behind the numbers, `with_answers` those of who
    answered what too. Candidates are told that recruiters see no names with their answers."""

    person: int | None
    with_people: bool
    with_answers: bool = False

    def opens(self, what: str) -> bool:
        return self.with_answers if what in ANSWERS else self.with_people


def scope_of(user: User, wanted: str) -> Scope:
    """A recruiter: own figures with their people, or everybody's without. HR: any colleague's. Read-only: no people."""
    if user.role not in READERS:
        raise Http404
    if user.is_hr_manager:
        person = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else None
        return Scope(person, with_people=True, with_answers=True)
    if user.is_recruiter:
        own = wanted != EVERYBODY
        return Scope(user.pk if own else None, with_people=own)
    return Scope(None, with_people=False)


def judge_people_behind(scope: Scope) -> None:
    """404 where the people behind a number are not theirs to see."""
    if not scope.with_people:
        raise Http404


def judge_list(scope: Scope, what: str) -> None:
    """404 where the list behind this number is not theirs to see."""
    if not scope.opens(what):
        raise Http404


def note_people_behind(user: User, scope: Scope, candidates: Iterable[int], *, what: str, now: datetime) -> None:
    """Somebody opens a list of people, or takes their decisions along: written down with whom it shows."""
    judge_people_behind(scope)
    note_people(user, candidates, what=what, now=now)
