"""What was logged before there were files of proof got one with the migration, which says so."""

from importlib import import_module

import pytest
from django.db import connection

from candidates.actions.proof import write_down
from candidates.models import ProofEntry, ProofFile
from candidates.queries.proof_check import walk
from candidates.rules.proof import What
from tests import cast
from tests.decision_cast import NOW
from tests.proof_cast import SAID, contents, noted, told_by_phone, whats, without_guards

MIGRATION = import_module("candidates.migrations.0010_the_file_of_proof")


@pytest.mark.django_db
def test_it_begins_with_what_the_rows_held() -> None:
    cast.hospital()
    made = [told_by_phone(email=f"p{n}@example.org", name='Noor "de" Wit\\Zwart\n', reason="hours") for n in range(3)]
    with without_guards() as cursor:
        for table in ("prooftext", "proofentry", "prooffile"):
            cursor.execute(f"DELETE FROM candidates_{table}")
        cursor.execute(MIGRATION.BEGIN_FILES)
    assert walk().broken is None
    assert (ProofFile.objects.count(), ProofEntry.objects.count()) == (3, 3)
    found = contents(made[0])[0]
    assert whats(made[0]) == ["found"]
    assert (found["candidate"], found["reason"], found["recruiter"]) == (
        made[0].candidate.name,
        "hours",
        "Nadia Willems",
    )
    assert (found["went_well"], found["decided_at"]) == (SAID.went_well, "2026-11-24T09:12:00.000000Z")
    assert found["promised"][0]["met_at"] == "2026-11-24T11:12:00.000000Z"
    noted(made[0])
    write_down(made[0], what=What.REOPENED, content={}, by=None, at=NOW)
    assert walk().broken is None


@pytest.mark.django_db
def test_every_guard_stands_and_fires_always() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE tgname LIKE 'proof_is_not_%' "
            "AND tgname <> 'proof_is_not_truncated' ORDER BY 1, 2"  # that one is off between tests (tests/conftest)
        )
        found = cursor.fetchall()
    tables = ("candidates_proofentry", "candidates_prooffile", "candidates_proofseal", "candidates_prooftext")
    guards = ("proof_is_not_changed", "proof_is_not_deleted")
    assert found == [(table, guard, "A") for table in tables for guard in guards]
