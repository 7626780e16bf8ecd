"""Somebody with a long story: every table that can hold a word about a candidate has a row of theirs."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Model

from candidates.actions.follow_ups import make_follow_up
from candidates.models import (
    Asks,
    Candidate,
    Consent,
    DataRequest,
    Feedback,
    FollowUpKind,
    Handover,
    Hold,
    ImportRow,
    ImportRun,
    Letter,
    Opinion,
    Override,
    Read,
    Rejection,
    SentPassage,
    WrittenRoute,
)
from candidates.models import personal as ground
from candidates.models.personal import Personal
from spreekuur.models import Reopening, Talk
from spreekuur.models import personal as first_floor
from tests import cast, letter_cast, proof_cast, spreekuur_cast
from tests.decision_cast import NOW

CANARY = "kanarie"
LISTS = (*ground.OF_A_REJECTION, *ground.WRITTEN_ONCE, *ground.OF_A_PERSON, *first_floor.OF_A_REJECTION)
FINDING = {"field": "advice", "label": "vague", "rule": "vague.x", "severity": "hint", "quote": CANARY, "why": CANARY}


def somebody(**fields: Any) -> Rejection:
    """Turned down, called, talked to, looked at again; with a consent, a request and a hold that is over."""
    named = {"name": f"Kaat {CANARY}", "email": f"{CANARY}@example.org", "reason_details": CANARY}
    rejection = proof_cast.told_by_phone(**named, **fields)
    by, person = rejection.recruiter, rejection.candidate
    deadline = rejection.deadlines.first()
    Feedback.objects.update_or_create(rejection=rejection, defaults={"saved_at": NOW, "note": CANARY})
    letter = letter_cast.to_candidate(rejection, state="sent", sent_at=NOW, findings=[FINDING], subject=CANARY)
    lost = letter_cast.to_candidate(rejection, key="lost/1", state="sent", sent_at=NOW, deadline=None, subject=CANARY)
    Letter.objects.filter(pk=lost.pk).update(rejection=None)  # it is about the person only
    SentPassage.objects.create(letter=letter, words=[1, 2], bands=[3])
    Handover.objects.create(deadline=deadline, from_user=by, to_user=by, by=by, why=CANARY, at=NOW)
    made = make_follow_up(
        rejection, kind=FollowUpKind.PROMISED, what=CANARY, due_at=NOW + timedelta(days=3), owner=by, by=by, at=NOW
    )
    assert made.is_open
    Opinion.objects.create(rejection=rejection, useful="no", why=CANARY, said_at=NOW)
    stayed = {"field": "advice", "label": "vague", "rule": "x", "quote": CANARY, "why": CANARY}
    Override.objects.create(rejection=rejection, letter=letter, by=by, at=NOW, **stayed)
    WrittenRoute.objects.create(rejection=rejection, why="no_moment", details=CANARY, attempts=2, by=by, at=NOW)
    run = ImportRun.objects.create(user=by, file_name="besluiten.csv", uploaded_at=NOW)
    ImportRow.objects.create(run=run, line=2, data={"name": CANARY}, verdict="new", rejection=rejection)
    Consent.objects.create(candidate=person, given_at=NOW, until=NOW.date(), work=CANARY)
    asked = DataRequest.objects.create(
        candidate=person, rejection=rejection, asks=Asks.COMPLAINT, what=CANARY, asked_at=NOW, due_at=NOW, answer=CANARY
    )
    over = {"until": NOW.date(), "placed_at": NOW, "lifted_at": NOW}
    Hold.objects.create(candidate=person, data_request=asked, why=CANARY, **over)
    Read.objects.create(user=by, candidate=person, rejection=rejection, what="rejection", at=NOW)
    _talk(rejection)
    return rejection


def _talk(rejection: Rejection) -> None:
    spreekuur_cast.day()
    booking = spreekuur_cast.booked(rejection, spreekuur_cast.slot(13), question=CANARY)
    talk = Talk.objects.create(booking=booking, outcome="reopened", advice=CANARY, by=rejection.recruiter, at=NOW)
    Reopening.objects.create(
        rejection=rejection,
        talk=talk,
        wrong=CANARY,
        decider=rejection.recruiter,
        due_at=NOW,
        opened_by=rejection.recruiter,
        opened_at=NOW,
    )


def everywhere() -> list[str]:
    """The tables, of all there are, in which the canary sings, as a dump would have it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name} AS row WHERE row::text ILIKE %s", [f"%{CANARY}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return sorted(found)


def rows_of(entry: Personal, rejection: Rejection) -> int:
    pk = rejection.candidate_id if entry in ground.OF_A_PERSON else rejection.pk
    model: type[Model] = entry.model
    return model._default_manager.filter(**{entry.of: pk}).count()


def stranger() -> Candidate:
    return cast.candidate("Iemand Anders", email="anders@example.org")
