"""The record of who looked at whose data: one row for a page, a list, a search or a file, with everybody it showed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import Http404

from candidates.access.desk import READERS
from candidates.models import Candidate, Read, Rejection, User

A_DAY = timedelta(days=1)


def note_person(user: User, candidate: int, *, what: str, now: datetime, beside: Iterable[int] = ()) -> None:
    """A page of one person; `beside` it may name others."""
    Read.objects.create(user=user, candidate_id=candidate, shown=_each_once(beside), what=what, at=now)


def note_rejection(user: User, rejection: Rejection, *, what: str, now: datetime, beside: Iterable[int] = ()) -> None:
    candidate, others = rejection.candidate_id, _each_once(beside)
    Read.objects.create(user=user, candidate_id=candidate, rejection=rejection, shown=others, what=what, at=now)


def note_people(user: User, candidates: Iterable[int], *, what: str, now: datetime) -> None:
    """A list, a search or a file: one row with the ids it showed, also when it showed nobody."""
    if user.role not in READERS:
        raise Http404
    Read.objects.create(user=user, shown=_each_once(candidates), what=what, at=now)


def note_newcomers(user: User, candidates: Iterable[int], *, what: str, now: datetime) -> None:
    """What a machine asks for again and again: a row only when it shows somebody whom it did not show this day."""
    shown = _each_once(candidates)
    if not shown:
        return
    lately = Read.objects.filter(user=user, what=what, at__gt=now - A_DAY, at__lte=now)
    if not lately.filter(shown__contains=shown).exists():
        note_people(user, shown, what=what, now=now)


def persons(people: Iterable[Candidate | None]) -> list[int]:
    return [person.pk for person in people if person is not None]


def _each_once(candidates: Iterable[int]) -> list[int]:
    return sorted(set(candidates))
