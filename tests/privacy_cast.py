"""The cast of the desk for privacy: a decision of Nadia's that was told, and what its candidate asks."""

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from candidates.actions.consents import give_consent
from candidates.actions.data_requests import ask
from candidates.models import Asks, Candidate, Consent, DataRequest, Organisation, Rejection, User
from tests import cast, letter_cast

NOW = cast.NOW  # Tuesday 24 November 2026, 10:12 in Amsterdam
A_DAY = timedelta(days=1)


def told(name: str = "Youssef El Amrani", *, by: User | None = None, **fields: Any) -> Rejection:
    """Kept for four weeks."""
    given: dict[str, Any] = {"keep_until": date(2026, 12, 21), "keep_why": "decision"}
    person = fields.pop("candidate", None) or Candidate.objects.filter(name=name).first() or cast.candidate(name)
    vacancy = fields.pop("vacancy", None) or cast.vacancy(f"Planner {name.split()[0]}")
    rejection = letter_cast.owed(candidate=person, vacancy=vacancy, recruiter=by, **given | fields)
    rejection.deadlines.update(met_at=NOW, met_channel="mail")
    return rejection


def asked(rejection: Rejection, asks: Asks = Asks.OBJECT, *, at: datetime = NOW, what: str = "Graag") -> DataRequest:
    organisation = Organisation.objects.current()
    return ask(rejection.candidate, asks=asks, what=what, rejection=rejection, organisation=organisation, at=at)


def in_pool(rejection: Rejection, work: str = "Zorg", *, at: datetime = NOW) -> Consent:
    return give_consent(rejection.candidate, work=work, organisation=Organisation.objects.current(), at=at)


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())
