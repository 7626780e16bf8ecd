"""A file of proof with a life: decided, called in vain, reached, handed over; and hands that tamper with it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection

from candidates.actions.calls import Said, log_attempt
from candidates.actions.proof import write_down
from candidates.models import CallOutcome, ProofEntry, Rejection
from candidates.rules.proof import What
from tests.decision_cast import NOW, logged

SAID = Said("Je kwam goed voorbereid.", "We zoeken iemand met drie jaar ervaring.", "Noem in je cv je eigen besluiten.")
TABLES = ("proofentry", "prooftext", "prooffile", "proofseal")


def told_by_phone(**fields: Any) -> Rejection:
    """Three entries: decided, nobody answered, reached and told."""
    rejection = logged(**fields)
    for outcome, said, minutes in ((CallOutcome.NO_ANSWER, Said(), None), (CallOutcome.REACHED, SAID, 7)):
        at = NOW + timedelta(hours=1 if minutes is None else 2)
        log_attempt(rejection, outcome=outcome, said=said, minutes=minutes, by=rejection.recruiter, at=at)
    return rejection


def noted(rejection: Rejection, why: str = "Ik dacht er anders over") -> ProofEntry:
    return write_down(rejection, what=What.REOPENED, content={"why": why}, by=rejection.recruiter, at=NOW)


def whats(rejection: Rejection) -> list[str]:
    return list(ProofEntry.objects.filter(file=rejection.pk).order_by("number").values_list("what", flat=True))


def contents(rejection: Rejection) -> list[dict[str, Any]]:
    entries = ProofEntry.objects.filter(file=rejection.pk).order_by("number")
    return [json.loads(text) for text in entries.values_list("text__text", flat=True)]


@contextmanager
def without_guards() -> Iterator[Any]:
    """What somebody can do who owns the tables: switch the triggers off, and do as they like."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE candidates_{table} DISABLE TRIGGER USER")
        yield cursor
        for table in TABLES:
            cursor.execute(f"ALTER TABLE candidates_{table} ENABLE ALWAYS TRIGGER proof_is_not_changed")
            cursor.execute(f"ALTER TABLE candidates_{table} ENABLE ALWAYS TRIGGER proof_is_not_deleted")
