"""Decisions over past months that were answered, most of them in time: set-based, so that a million fits in a minute.

The same seed gives the same people. No history rows are written for them: nobody changed them.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pgtrigger
from django.db import connection, transaction

from candidates.models import Organisation
from candidates.rules.deadlines import Policy, as_record, due_at, talk_due_at
from candidates.rules.stages import Stage
from candidates.rules.workdays import add_working_days, at_local, is_working_day, local
from feedback_portal.demo.hospital import Hospital
from feedback_portal.demo.names import FIRST, LAST, ascii_of
from feedback_portal.demo.points import POINTS
from feedback_portal.demo.proof_statements import PROOF_STATEMENTS
from feedback_portal.demo.statements import DAYS, STATEMENTS

DAYS_ANSWERED = 4  # working days: what is older was answered, what is younger comes from demo/around_now
CHUNK = 50_000  # decisions in one transaction
WITH_POINTS = 2000  # the newest ones show what was written
MONTHS = ((1_000, 4), (20_000, 12), (1_000_000_000, 36))  # up to so many rejections: over so many months


@dataclass(frozen=True)
class Day:
    """A working day: decisions fall in its office hours."""

    opens: datetime
    call_due: datetime
    talk_due: datetime


def write_history(hospital: Hospital, *, count: int, seed: int, now: datetime) -> None:
    policy = Organisation.objects.current().policy()
    days = past_days(count, policy, now=now)
    given = _given(hospital, policy, seed=seed, now=now, days=len(days))
    for first in range(1, count + 1, CHUNK):
        last = min(first + CHUNK - 1, count)
        _write_chunk(days, given | {"from": first, "to": last, "with_points": WITH_POINTS if last == count else 0})
    _analyse()


@transaction.atomic
def _write_chunk(days: list[Day], given: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        with pgtrigger.ignore():  # it speaks through the next statement, and holds until the end of the transaction
            cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(DAYS, [[d.opens for d in days], [d.call_due for d in days], [d.talk_due for d in days]])
        for statement in (*STATEMENTS, *PROOF_STATEMENTS):
            cursor.execute(statement, given)
        cursor.execute("DROP TABLE drawn, demo_day, proof_line")


def past_days(count: int, policy: Policy, *, now: datetime) -> list[Day]:
    calendar = policy.calendar
    months = next(months for most, months in MONTHS if count <= most)
    today = local(now, calendar).date()
    newest = today
    for _back in range(DAYS_ANSWERED + 1):
        newest = _working_day_before(newest, policy)
    span = [newest - timedelta(days=n) for n in range(months * 30)]
    return [_day(day, policy) for day in reversed(span) if is_working_day(day, calendar)]


def _working_day_before(day: date, policy: Policy) -> date:
    day -= timedelta(days=1)
    while add_working_days(day - timedelta(days=1), 1, policy.calendar) != day:
        day -= timedelta(days=1)
    return day


def _day(day: date, policy: Policy) -> Day:
    opens = at_local(day, policy.calendar.opens, policy.calendar)
    return Day(opens, due_at(Stage.INTERVIEW, opens, policy), talk_due_at(opens, policy))


def _given(hospital: Hospital, policy: Policy, *, seed: int, now: datetime, days: int) -> dict[str, Any]:
    return {
        "seed": seed,
        "now": now,
        "days": days,
        "zone": policy.calendar.zone.key,
        "first": list(FIRST),
        "last": list(LAST),
        "first_ascii": [ascii_of(name) for name in FIRST],
        "last_ascii": [ascii_of(name) for name in LAST],
        "recruiters": [person.pk for person in hospital.recruiters],
        "vacancies": [vacancy.pk for vacancy in hospital.vacancies],
        "reasons": ["experience", "experience", "diploma", "knowledge", "hours", "application", "assignment", "other"],
        "mail_policy": json.dumps(as_record(policy, policy.promises[Stage.CV_SCREENING])),
        "call_policy": json.dumps(as_record(policy, policy.promises[Stage.INTERVIEW])),
        "talk_policy": json.dumps(as_record(policy, policy.talk)),
        "points": json.dumps([list(points) for points in POINTS]),
    }


def _analyse() -> None:
    """So that the first pages after filling are as quick as later ones."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE candidates_candidate, candidates_rejection, candidates_deadline, candidates_feedback")
        cursor.execute("ANALYZE candidates_prooffile, candidates_proofentry, candidates_prooftext")
