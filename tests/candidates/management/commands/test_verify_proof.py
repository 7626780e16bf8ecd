"""Somebody who owns the database can switch its guards off. Then the chain, the files' ends and the seals tell."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from candidates.actions.forgetting import forget_proof
from candidates.actions.sealing import seal_proof
from candidates.models import ProofSeal, Rejection
from tests import cast
from tests.decision_cast import NOW, logged
from tests.proof_cast import noted, told_by_phone, without_guards

pytestmark = pytest.mark.django_db
Ask = Callable[..., str]


@pytest.fixture
def files() -> list[Rejection]:
    cast.hospital()
    cast.nadia()
    return [told_by_phone(email=f"p{n}@example.org") for n in range(3)]


def asked(**options: Any) -> str:
    said = io.StringIO()
    call_command("verify_proof", stdout=said, **options)
    return said.getvalue()


def found(**options: Any) -> str:
    """What it says is not whole."""
    with pytest.raises(CommandError) as broken:
        call_command("verify_proof", stdout=io.StringIO(), **options)
    assert broken.value.returncode == 1
    return str(broken.value)


def tampered(statement: str, *given: object) -> None:
    with without_guards() as cursor:
        cursor.execute(statement, given)


def test_all_is_whole(files: list[Rejection]) -> None:
    assert asked() == "all 9 entries whole, in 3 files\n"
    seal = seal_proof(at=NOW)
    assert seal is not None
    assert asked() == f"all 9 entries whole, in 3 files\nlast seal 1:{seal.hash} of 2026-11-24 10:12\n"
    assert asked(rejection=str(files[0].public_id)) == "all 3 entries whole, in 1 file\n"
    assert asked(rejection=str(files[0].pk)) == "all 3 entries whole, in 1 file\n"


def test_an_empty_portal_is_whole() -> None:
    assert asked() == "all 0 entries whole, in 0 files\n"


@pytest.mark.parametrize("unknown", ["0", "x", "5f1c2b1e-0000-4000-8000-000000000000"])
def test_a_file_nobody_knows(files: list[Rejection], unknown: str) -> None:
    assert found(rejection=unknown) == f"There is no rejection {unknown}."


SECOND = "WHERE number = 2 AND file_id = %s"
OF_SECOND = f"WHERE entry_id = (SELECT id FROM candidates_proofentry {SECOND})"
HANDS = {
    "what": (f"UPDATE candidates_proofentry SET what = 'talk' {SECOND}", 2, "what, when or by whom was changed"),
    "when": (f"UPDATE candidates_proofentry SET at = at - interval '1 day' {SECOND}", 2, "what, when or by whom"),
    "by whom": (f"UPDATE candidates_proofentry SET by_id = NULL {SECOND}", 2, "what, when or by whom was changed"),
    "a text": (
        f"UPDATE candidates_prooftext SET text = replace(text, 'no_answer', 'reached') {OF_SECOND}",
        2,
        "its text",
    ),
    "a salt": (f"UPDATE candidates_prooftext SET salt = repeat('0', 64) {OF_SECOND}", 2, "its text was changed"),
    "only the text emptied": (f"UPDATE candidates_prooftext SET text = '' {OF_SECOND}", 2, "its text was changed"),
    "emptied in silence": (f"UPDATE candidates_prooftext SET text = '', salt = '' {OF_SECOND}", 2, "its text is gone"),
    "a text taken out": (f"DELETE FROM candidates_prooftext {OF_SECOND}", 2, "its text is gone"),
    "text and digest": (
        "WITH made AS (UPDATE candidates_prooftext SET text = '{}' " + OF_SECOND + " RETURNING entry_id, salt) "
        "UPDATE candidates_proofentry SET digest = encode(sha256(convert_to(salt || '{}', 'UTF8')), 'hex') "
        "FROM made WHERE id = entry_id",
        2,
        "what, when or by whom was changed",
    ),
    "a hash": (f"UPDATE candidates_proofentry SET hash = repeat('0', 64) {SECOND}", 2, "what, when or by whom"),
    "an entry in the middle": (
        f"WITH gone AS (DELETE FROM candidates_prooftext {OF_SECOND}) DELETE FROM candidates_proofentry {SECOND}",
        2,
        "an entry before it is gone",
    ),
}


@pytest.mark.parametrize("hand", HANDS)
def test_a_changed_entry_is_named(files: list[Rejection], hand: str) -> None:
    statement, number, why = HANDS[hand]
    victim = files[1]
    tampered(statement, *[victim.pk] * statement.count("%s"))
    said = found()
    assert said.startswith(f"Not whole: entry {number} of file {victim.public_id}: {why}")
    assert found(rejection=str(victim.public_id)) == said
    assert asked(rejection=str(files[0].public_id)) == "all 3 entries whole, in 1 file\n"


def test_two_entries_that_changed_places_are_named(files: list[Rejection]) -> None:
    tampered("UPDATE candidates_proofentry SET number = CASE number WHEN 2 THEN 30 WHEN 3 THEN 20 END WHERE number > 1")
    tampered("UPDATE candidates_proofentry SET number = number / 10 WHERE number > 1")
    assert found() == (f"Not whole: entry 2 of file {files[0].public_id}: it does not follow from the entry before it.")


def test_taking_out_the_last_entry_shows(files: list[Rejection]) -> None:
    last = "SELECT id FROM candidates_proofentry WHERE number = 3 AND file_id = %s"
    tampered(f"DELETE FROM candidates_prooftext WHERE entry_id = ({last})", files[2].pk)
    tampered("DELETE FROM candidates_proofentry WHERE number = 3 AND file_id = %s", files[2].pk)
    assert found() == (
        f"Not whole: entry 2 of file {files[2].public_id}: entries after it are gone, or were added outside the portal."
    )


def _take_out_after(number: int, rejection: Rejection) -> None:
    """With care: the end of the file is put right as well."""
    gone = "SELECT id FROM candidates_proofentry WHERE number > %s AND file_id = %s"
    tampered(f"DELETE FROM candidates_prooftext WHERE entry_id IN ({gone})", number, rejection.pk)
    tampered("DELETE FROM candidates_proofentry WHERE number > %s AND file_id = %s", number, rejection.pk)
    tampered(
        "UPDATE candidates_prooffile SET entries = %s, tip = (SELECT hash FROM candidates_proofentry e "
        "WHERE e.file_id = rejection_id AND number = %s) WHERE rejection_id = %s",
        number, number, rejection.pk,
    )  # fmt: skip


def test_taking_it_out_with_care_breaks_the_seal(files: list[Rejection]) -> None:
    seal_proof(at=NOW)
    _take_out_after(2, files[2])
    assert found() == "Not whole: seal 1: entries under it are gone, were changed or came in between."


def test_a_whole_file_taken_away_shows(files: list[Rejection]) -> None:
    _take_away(files[0])
    assert found() == f"Not whole: file {files[0].public_id}: the rejection has no file."


def test_a_rejection_taken_away_with_its_file_breaks_the_seal(files: list[Rejection]) -> None:
    seal_proof(at=NOW)
    _take_away(files[0])
    with without_guards() as cursor:
        for table in ("callattempt", "feedback", "deadline"):
            cursor.execute(f"DELETE FROM candidates_{table} WHERE rejection_id = %s", [files[0].pk])
        cursor.execute("DELETE FROM candidates_rejection WHERE id = %s", [files[0].pk])
    assert found() == "Not whole: seal 1: entries under it are gone, were changed or came in between."


def _take_away(rejection: Rejection) -> None:
    with without_guards() as cursor:
        of_file = "SELECT id FROM candidates_proofentry WHERE file_id = %s"
        cursor.execute(f"DELETE FROM candidates_prooftext WHERE entry_id IN ({of_file})", [rejection.pk])
        cursor.execute("DELETE FROM candidates_proofentry WHERE file_id = %s", [rejection.pk])
        cursor.execute("DELETE FROM candidates_prooffile WHERE rejection_id = %s", [rejection.pk])


def test_a_file_that_was_taken_away_does_not_begin_anew(files: list[Rejection]) -> None:
    _take_away(files[0])
    noted(files[0])
    assert found() == f"Not whole: entry 1 of file {files[0].public_id}: it is not how a file begins."


class TestSeals:
    def test_one_that_was_kept_elsewhere_shows_that_seals_were_made_anew(self, files: list[Rejection]) -> None:
        first = seal_proof(at=NOW)
        assert first is not None
        kept = f"{first.number}:{first.hash}"
        assert asked(seal=kept).startswith("all 9 entries whole")
        _take_out_after(2, files[2])
        with without_guards() as cursor:
            cursor.execute("DELETE FROM candidates_proofseal")
        seal_proof(at=NOW)
        assert asked().startswith("all 8 entries whole")  # from inside nothing shows any more
        assert found(seal=kept) == "Not whole: seal 1 is not the one that was kept. Seals were made anew."

    @pytest.mark.parametrize(
        "hand",
        [
            "UPDATE candidates_proofseal SET entries = 8 WHERE number = 1",
            "UPDATE candidates_proofseal SET at = at - interval '1 day' WHERE number = 1",
            "UPDATE candidates_proofseal SET digest = repeat('0', 64) WHERE number = 1",
            "DELETE FROM candidates_proofseal WHERE number = 1",
        ],
    )
    def test_a_changed_seal_is_named(self, files: list[Rejection], hand: str) -> None:
        seal_proof(at=NOW)
        noted(files[0])
        seal_proof(at=NOW + timedelta(minutes=10))
        tampered(hand)
        assert found() == "Not whole: seal 1: entries under it are gone, were changed or came in between."

    def test_there_is_none_when_nothing_was_written(self, files: list[Rejection]) -> None:
        first = seal_proof(at=NOW)
        assert first is not None
        assert first.entries == 9
        assert seal_proof(at=NOW) is None
        noted(files[0])
        second = seal_proof(at=NOW)
        assert second is not None
        assert (second.number, second.entries, second.previous) == (2, 1, first.hash)
        assert ProofSeal.objects.count() == 2


class TestForgetting:
    def test_the_chain_is_whole_and_says_since_when(self, files: list[Rejection]) -> None:
        seal_proof(at=NOW)
        forget_proof(files[1], why="retention", by=None, at=NOW)
        seal = seal_proof(at=NOW + timedelta(minutes=10))
        assert seal is not None
        assert asked().splitlines() == [
            "all 10 entries whole, in 3 files",
            f"{files[1].public_id}: forgotten on 2026-11-24",
            f"last seal 2:{seal.hash} of 2026-11-24 10:22",
        ]

    def test_what_is_written_afterwards_is_forgotten_the_next_time(self, files: list[Rejection]) -> None:
        assert forget_proof(files[1], why="retention", by=None, at=NOW) == 3
        assert forget_proof(files[1], why="retention", by=None, at=NOW) == 0
        noted(files[1])
        assert forget_proof(files[1], why="withdrawn", by=None, at=NOW + timedelta(days=3)) == 1
        assert asked(rejection=str(files[1].pk)).splitlines() == [
            "all 6 entries whole, in 1 file",
            f"{files[1].public_id}: forgotten on 2026-11-27",
        ]

    def test_emptied_by_another_hand_after_it_shows(self, files: list[Rejection]) -> None:
        forget_proof(files[1], why="retention", by=None, at=NOW)
        noted(files[1])
        tampered("UPDATE candidates_prooftext SET text = '', salt = ''")
        assert found(rejection=str(files[1].pk)) == (
            f"Not whole: entry 4 of file {files[1].public_id}: "
            "its text is gone, and nobody wrote down that it was forgotten."
        )

    def test_no_word_of_the_person_is_left(self, files: list[Rejection]) -> None:
        named = logged(name="Kanarie Geel", email="kanarie@example.org", reason_details="zong te hard")
        forget_proof(named, why="retention", by=None, at=NOW)
        with without_guards() as cursor:
            for table in ("prooffile", "proofentry", "prooftext"):
                cursor.execute(f"SELECT t::text FROM candidates_{table} t")
                assert not [row for (row,) in cursor.fetchall() if "anarie" in row or "zong" in row]
