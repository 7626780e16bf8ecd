"""Every way to change what was written down is refused by the database; only forgetting may empty a text."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F, ProtectedError

from candidates.actions.forgetting import forget_proof
from candidates.actions.sealing import seal_proof
from candidates.models import ProofEntry, ProofFile, ProofSeal, ProofText, Rejection
from feedback_portal.demo.removing import remove_demo
from tests import cast
from tests.decision_cast import NOW
from tests.proof_cast import TABLES, told_by_phone, whats

pytestmark = pytest.mark.django_db
REFUSED = "The file of proof only grows"


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    cast.nadia()
    made = told_by_phone()
    seal_proof(at=NOW)
    return made


def raw(statement: str) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def saved(model: Any, **fields: Any) -> Callable[[], None]:
    def run() -> None:
        row = model.objects.order_by("pk").first()
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    return run


def bulk_updated(model: Any, **fields: Any) -> Callable[[], None]:
    def run() -> None:
        rows = list(model.objects.all())
        for row in rows:
            for name, value in fields.items():
                setattr(row, name, value)
        model.objects.bulk_update(rows, list(fields))

    return run


def upserted() -> None:
    entry = ProofEntry.objects.first()
    row = ProofText(entry=entry, text="{}", salt="0")
    ProofText.objects.bulk_create([row], update_conflicts=True, update_fields=["text", "salt"], unique_fields=["entry"])


def as_if_forgetting(text: str, salt: str) -> Callable[[], None]:
    """With the word that the forgetting action gives the database, and nothing else that it does."""

    def run() -> None:
        with connection.cursor() as cursor:
            file = ProofFile.objects.get().pk
            cursor.execute("SELECT set_config('proof.forgetting', %s, true)", [str(file)])
            cursor.execute("UPDATE candidates_prooftext SET text = %s, salt = %s", [text, salt])

    return run


WAYS: dict[str, Callable[[], Any]] = {
    "save an entry": saved(ProofEntry, what="talk"),
    "save a text": saved(ProofText, text="{}"),
    "save a seal": saved(ProofSeal, digest="0" * 64),
    "update entries": lambda: ProofEntry.objects.update(at=NOW - timedelta(days=1)),
    "update hashes": lambda: ProofEntry.objects.update(hash="0" * 64),
    "update texts": lambda: ProofText.objects.update(text="{}"),
    "update an expression": lambda: ProofEntry.objects.update(number=F("number") + 10),
    "empty texts": lambda: ProofText.objects.update(text="", salt=""),
    "empty salts": lambda: ProofText.objects.update(salt=""),
    "bulk update entries": bulk_updated(ProofEntry, digest="0" * 64),
    "bulk update texts": bulk_updated(ProofText, text="", salt=""),
    "upsert a text": upserted,
    "delete entries": lambda: ProofEntry.objects.all()._raw_delete("default"),
    "delete texts": lambda: ProofText.objects.all().delete(),
    "delete one text": lambda: ProofText.objects.first().delete(),
    "delete seals": lambda: ProofSeal.objects.all().delete(),
    "move the end of a file back": lambda: ProofFile.objects.update(entries=1, tip="0" * 64),
    "give a file another end": lambda: ProofFile.objects.update(tip="0" * 64),
    "raw update": raw("UPDATE candidates_proofentry SET what = 'talk' WHERE number = 1"),
    "raw update of a text": raw("UPDATE candidates_prooftext SET text = '{}'"),
    "raw emptying": raw("UPDATE candidates_prooftext SET text = '', salt = ''"),
    "raw delete of entries": raw("DELETE FROM candidates_proofentry"),
    "raw delete of texts": raw("DELETE FROM candidates_prooftext"),
    "raw delete of files": raw("DELETE FROM candidates_prooffile"),
    "raw delete of seals": raw("DELETE FROM candidates_proofseal"),
    "upsert in SQL": raw(
        "INSERT INTO candidates_prooftext (entry_id, text, salt) SELECT entry_id, '{}', '' FROM candidates_prooftext "
        "ON CONFLICT (entry_id) DO UPDATE SET text = excluded.text"
    ),
    "merge": raw(
        "MERGE INTO candidates_proofentry kept USING candidates_prooffile f ON f.rejection_id = kept.file_id "
        "WHEN MATCHED THEN UPDATE SET what = 'talk'"
    ),
    "as if forgetting, emptied": as_if_forgetting("", ""),
    "as if forgetting, other words": as_if_forgetting("{}", "1"),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_around_the_guards(rejection: Rejection, way: str) -> None:
    before = _everything()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        WAYS[way]()
    assert _everything() == before


@pytest.mark.parametrize("way", WAYS)
def test_nor_with_the_triggers_of_pgtrigger_told_to_look_away(rejection: Rejection, way: str) -> None:
    with pytest.raises(IntegrityError, match=REFUSED), pgtrigger.ignore(), transaction.atomic():
        WAYS[way]()


@pytest.mark.parametrize("model", [ProofEntry, ProofFile])
def test_the_portal_does_not_even_ask_to_delete(rejection: Rejection, model: Any) -> None:
    with pytest.raises(ProtectedError):
        model.objects.all().delete()
    with pytest.raises(ProtectedError):
        rejection.delete()


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_truncated(rejection: Rejection, table: str) -> None:
    _guard_truncate()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        raw(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE candidates_{table} CASCADE")()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        raw("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE candidates_rejection CASCADE")()


def test_nor_by_the_command_that_empties_a_database(rejection: Rejection) -> None:
    _guard_truncate()
    raw("SET CONSTRAINTS ALL IMMEDIATE")()
    with pytest.raises(Exception, match="couldn't be flushed"), transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
    assert ProofEntry.objects.count() == 3


def test_a_demonstration_is_cleared_away_whole(rejection: Rejection) -> None:
    _guard_truncate()
    cast.hospital(is_demo=True)
    remove_demo()
    assert (ProofEntry.objects.count(), ProofText.objects.count(), Rejection.objects.count()) == (0, 0, 0)


def test_after_forgetting_the_door_is_shut_again(rejection: Rejection) -> None:
    """What is emptied stays emptied, and what was written since then stays."""
    assert forget_proof(rejection, why="retention", by=None, at=NOW) == 3
    for way in ("update texts", "raw update", "delete texts", "raw delete of texts", "save a text"):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            WAYS[way]()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        raw("UPDATE candidates_prooftext SET text = 'x' WHERE text = ''")()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        ProofText.objects.filter(entry__what="forgotten").update(text="", salt="")
    assert whats(rejection) == ["decided", "call", "call", "forgotten"]


def test_forgetting_one_person_opens_no_other_file(rejection: Rejection) -> None:
    other = told_by_phone(name="Tom", email="tom@example.org")
    forget_proof(other, why="retention", by=None, at=NOW)
    raw(f"SELECT set_config('proof.forgetting', '{other.pk}', true)")()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        ProofText.objects.filter(entry__file=rejection.pk).update(text="", salt="")
    assert ProofText.objects.filter(text="").count() == 3


def _guard_truncate() -> None:
    """As in every real database; between tests it would be in the way (tests/conftest)."""
    raw("SET CONSTRAINTS ALL IMMEDIATE")()
    for table in TABLES:
        raw(f"ALTER TABLE candidates_{table} ENABLE ALWAYS TRIGGER proof_is_not_truncated")()


def _everything() -> list[list[Any]]:
    models = (ProofEntry, ProofText, ProofFile, ProofSeal)
    return [list(model.objects.order_by("pk").values_list()) for model in models]
