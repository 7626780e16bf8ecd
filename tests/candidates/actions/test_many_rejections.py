"""Many at once are the same rows as one by one."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from candidates.actions.many_rejections import log_many
from candidates.actions.rejections import Decision, current_terms, log_rejection
from candidates.models import Candidate, Consent, Deadline, Rejection, Requirement, User
from candidates.rules.stages import EndedBy, Stage
from tests import cast
from tests.decision_cast import NOW, decision

pytestmark = pytest.mark.django_db
OWN = {"id", "public_id", "rejection", "candidate"}  # keys that two writings never share


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def all_kinds() -> list[Decision]:
    """Every stage, told and history, withdrawn, talent pool, one person twice, nobody's address, somebody known with a
    consent."""
    planner, old = cast.vacancy(), cast.vacancy("Kok", closed_on=NOW.date())
    priya = cast.candidate("Priya Ramdin", email="Priya@example.org", phone="")
    Consent.objects.create(candidate=priya, given_at=NOW, until=NOW.date() + timedelta(days=365))
    ago, requirement = NOW - timedelta(days=40), Requirement.objects.create(vacancy=planner, text="MBO 4")
    given: list[dict[str, Any]] = [
        {"stage": Stage.CV_SCREENING, "phone": "", "reason": "hours", "requirement": requirement},
        {"stage": Stage.INTERVIEW, "email": "tom@example.org", "name": "Tom", "phone": ""},
        {"stage": Stage.LATE_STAGE, "email": "TOM@example.org", "name": "Thomas", "talent_pool": True},
        {"email": "priya@example.org", "name": "P. Ramdin", "decided_at": ago, "history": True, "vacancy": old},
        {"email": "", "name": "Zonder Mail", "decided_at": ago, "told_at": ago, "told_channel": "call"},
        {"email": "lotte@example.org", "ended_by": EndedBy.CANDIDATE, "reference": "A-1", "language": "en"},
        {"stage": Stage.LATE_STAGE, "email": "kofi@example.org", "told_at": NOW, "reason_details": "x"},
    ]
    return [decision(**({"vacancy": planner, "is_imported": True} | fields)) for fields in given]


def values(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    return [{f.name: f.value_from_object(row) for f in row._meta.concrete_fields if f.name not in OWN} for row in rows]


def written() -> tuple[list[dict[str, Any]], ...]:
    rejections = Rejection.objects.order_by("pk").select_related("candidate")
    return (
        values(rejections),
        values(rejection.candidate for rejection in rejections),
        values(Deadline.objects.order_by("rejection__pk", "kind")),
        values(Candidate.objects.order_by("email", "name")),
    )


def test_many_at_once_are_the_same_rows_as_one_by_one(nadia: User) -> None:
    decisions = all_kinds()
    with transaction.atomic():
        for one in decisions:
            log_rejection(one, by=nadia, at=NOW)
        one_by_one = written()
        transaction.set_rollback(True)
    log_many(decisions, by=nadia, at=NOW, terms=current_terms())
    assert written() == one_by_one
    assert [len(rows) for rows in one_by_one] == [7, 7, 8, 6]


def test_the_history_is_kept_of_each(nadia: User) -> None:
    log_many(all_kinds(), by=nadia, at=NOW, terms=current_terms())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM candidates_rejectionevent")
        assert cursor.fetchone() == (7,)


def test_three_cost_as_many_statements_as_one(nadia: User) -> None:
    planner, terms, counts = cast.vacancy(), current_terms(), []
    for number in (1, 3):
        people = [decision(vacancy=planner, email=f"{number}-{place}@example.org") for place in range(number)]
        with CaptureQueriesContext(connection) as queries:
            log_many(people, by=nadia, at=NOW, terms=terms)
        counts.append(len(queries))
    assert counts[0] == counts[1]
