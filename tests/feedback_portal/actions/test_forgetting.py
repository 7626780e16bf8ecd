"""Somebody is forgotten: no word is left, everything that is counted is."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from candidates.actions import forgetting
from candidates.actions.consents import give_consent
from candidates.actions.data_requests import ask
from candidates.actions.drafts import Draft, save_draft
from candidates.actions.opinions import say_useful
from candidates.actions.remembered import Forgotten
from candidates.actions.taking_back import MailIsLeaving
from candidates.figures.asked import Asked
from candidates.letters.posting import worded
from candidates.letters.writing import StaffDraft, write_staff_letter
from candidates.models import (
    About,
    Asks,
    Candidate,
    Consent,
    Deadline,
    FollowUp,
    ImportRow,
    ImportRun,
    Letter,
    Link,
    Organisation,
    Override,
    Read,
    Rejection,
    Requirement,
    SentPassage,
    Useful,
)
from candidates.queries.proof_check import walk
from candidates.rules.periods import period
from candidates.rules.points import Points
from feedback_portal.actions.forgetting import forget, forget_person
from feedback_portal.actions.reporting import figures_in_numbers
from feedback_portal.dashboard.page import Dashboard
from spreekuur.actions.refusals import NotForYou
from spreekuur.models import Booking, Talk
from tests import cast, letter_cast, spreekuur_cast
from tests.decision_cast import NOW, logged
from tests.forgetting_cast import CANARY, FINDING, LISTS, everywhere, rows_of, somebody

pytestmark = pytest.mark.django_db
HOUSE = Organisation.objects.current


@pytest.fixture(autouse=True)
def house() -> None:
    cast.hospital()
    cast.nadia()


def test_the_story_has_a_row_for_every_line_of_the_lists() -> None:
    rejection = somebody()
    assert [entry.model.__name__ for entry in LISTS if not rows_of(entry, rejection)] == []
    assert len(everywhere()) > 15


def test_no_word_is_left_in_any_table() -> None:
    rejection = somebody()
    forget(rejection, why="decision", by=None, at=NOW)
    assert everywhere() == []
    gone = Candidate.objects.get(pk=rejection.candidate_id)
    assert (gone.name, gone.email, str(gone.phone), gone.anonymised_at) == ("–", "", "", NOW)
    rejection.refresh_from_db()
    assert (rejection.forgotten_at, rejection.forgotten_why) == (NOW, "decision")


def test_a_wrong_row_of_a_file_with_their_address_is_emptied() -> None:
    rejection = somebody()
    run = ImportRun.objects.create(user=rejection.recruiter, file_name="x.csv", uploaded_at=NOW)
    for line, email in enumerate((f"{CANARY}@Example.org", "anders@example.org")):
        ImportRow.objects.create(run=run, line=line, data={"name": "Iemand", "email": email}, verdict="wrong")
    forget(rejection, why="decision", by=None, at=NOW)
    assert [row.data != {} for row in run.rows.order_by("line")] == [False, True]


def test_a_requirement_that_was_typed_for_a_decision_goes_with_the_last_that_names_it() -> None:
    first, second = logged(email="a@example.org"), logged(email="b@example.org")
    Rejection.objects.filter(pk=second.pk).update(vacancy=first.vacancy_id)
    for rejection in Rejection.objects.order_by("pk"):
        save_draft(rejection, Draft(Points(), other_requirement=CANARY), version=0, by=rejection.recruiter, at=NOW)
    forget(first, why="decision", by=None, at=NOW)
    assert Requirement.objects.get(text=CANARY).rejection_set.count() == 2
    forget(second, why="decision", by=None, at=NOW)
    assert everywhere() == []


def test_one_line_out_of_the_list_and_the_canary_sings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test can fail: without the line of the letters their subject stays."""
    short = tuple(entry for entry in forgetting.OF_A_REJECTION if entry.model is not Letter)
    monkeypatch.setattr(forgetting, "OF_A_REJECTION", short)
    monkeypatch.setattr(forgetting, "OF_A_PERSON", ())
    forget(somebody(), why="decision", by=None, at=NOW)
    assert "candidates_letter" in everywhere()


def test_what_is_counted_stays() -> None:
    rejection = somebody()
    numbers = _numbers()
    counts = {model: model._default_manager.count() for model in (Rejection, Deadline, Letter, Booking, Talk, Override)}
    forget(rejection, why="decision", by=None, at=NOW)
    assert _numbers() == numbers
    assert {model: model._default_manager.count() for model in counts} == counts
    kept = Letter.objects.filter(rejection=rejection).get().findings
    assert kept == [{name: FINDING.get(name) for name in ("field", "label", "rule", "severity", "answer")}]


def test_what_was_open_ends() -> None:
    rejection = somebody()
    forget(rejection, why="decision", by=None, at=NOW)
    assert Deadline.objects.open().filter(rejection=rejection).count() == 0
    assert FollowUp.objects.open().filter(rejection=rejection).count() == 0
    assert SentPassage.objects.count() == 0
    assert Consent.objects.filter(ended_at=None).count() == 0
    assert not Link.objects.alive(NOW).exists()
    assert {bytes(link.seed) for link in Link.objects.all()} == {b""}


def test_who_looked_stays_for_it_names_nobody() -> None:
    rejection = somebody()
    forget(rejection, why="decision", by=None, at=NOW)
    assert Read.objects.filter(candidate=rejection.candidate_id).count() == 1


def test_a_mail_that_waits_never_leaves() -> None:
    rejection = letter_cast.owed()
    letter_cast.to_candidate(rejection)
    forget(rejection, why="asked", by=None, at=NOW)
    assert Letter.objects.count() == 0
    promise = rejection.deadlines.get()
    assert (promise.stopped_why, promise.met_at) == ("forgotten", None)


@pytest.mark.parametrize("state", ["waiting", "failed", "sending"])
def test_a_mail_to_a_colleague_about_many_people_loses_its_words(state: str) -> None:
    rejection = somebody()
    about = {"deadlines": [rejection.deadlines.first().pk]}
    row = write_staff_letter(StaffDraft("late/1", "late", rejection.recruiter, params=about), at=NOW)
    worded(Letter.objects.select_related("user").get(key=row.key), Organisation.objects.current())
    Letter.objects.filter(key=row.key).update(state=state)
    forget(rejection, why="decision", by=None, at=NOW)
    assert everywhere() == []


def test_while_a_mail_is_being_handed_over_it_waits() -> None:
    rejection = letter_cast.owed()
    letter_cast.to_candidate(rejection, state="sending")
    with pytest.raises(MailIsLeaving):
        forget(rejection, why="asked", by=None, at=NOW)
    rejection.refresh_from_db()
    assert rejection.forgotten_at is None


def test_a_talk_to_come_frees_its_moment_and_nobody_is_written() -> None:
    rejection = spreekuur_cast.rejection()
    spreekuur_cast.day()
    booking = spreekuur_cast.booked(rejection, spreekuur_cast.slot(13))
    forget(rejection, why="asked", by=None, at=NOW)
    booking.refresh_from_db()
    assert (booking.state, booking.ended_why, booking.question, booking.topics) == ("cancelled", "forgotten", "", [])
    assert not Booking.objects.to_tell().exists()


def test_the_person_stays_while_another_decision_is_kept() -> None:
    first = logged(email="kaat@example.org", name="Kaat Maes")
    second = logged(email="kaat@example.org", name="Kaat Maes", vacancy=cast.vacancy("Doktersassistent"))
    assert first.candidate == second.candidate
    forget(first, why="decision", by=None, at=NOW)
    assert Candidate.objects.get(pk=first.candidate_id).name == "Kaat Maes"
    forget_person(second.candidate, by=None, at=NOW)
    assert Candidate.objects.get(pk=first.candidate_id).name == "–"
    assert Rejection.objects.kept().count() == 0


def test_somebody_else_is_left_alone() -> None:
    other = logged(email="anders@example.org", name="Iemand Anders", reason_details="Van een ander")
    forget(somebody(), why="decision", by=None, at=NOW)
    other.refresh_from_db()
    assert (other.candidate.name, other.reason_details, other.forgotten_at) == ("Iemand Anders", "Van een ander", None)


def test_twice_is_once_and_the_same_address_begins_anew() -> None:
    rejection = logged(email="kaat@example.org", name="Kaat Maes")
    forget(rejection, why="decision", by=None, at=NOW)
    forget(rejection, why="asked", by=None, at=NOW)
    rejection.refresh_from_db()
    assert rejection.forgotten_why == "decision"
    assert logged(email="kaat@example.org", name="Kaat Maes").candidate != rejection.candidate


def test_the_file_of_proof_still_follows_from_itself() -> None:
    rejection = somebody()
    forget(rejection, why="decision", by=None, at=NOW)
    assert walk(rejection).broken is None


EMPTIES = "UPDATE candidates_override SET quote = '', why = '–'"


@pytest.mark.parametrize("looking", [nullcontext, pgtrigger.ignore])
@pytest.mark.parametrize(
    "statement",
    [
        EMPTIES,
        f"SELECT set_config('proof.forgetting', rejection_id::text, true) FROM candidates_override; {EMPTIES}",
        "UPDATE candidates_override SET why = 'anders'",
        "DELETE FROM candidates_override",
    ],
)
def test_every_other_way_to_empty_what_was_overruled_is_refused(
    statement: str, looking: Callable[[], AbstractContextManager[None]]
) -> None:
    somebody()
    with pytest.raises(IntegrityError, match="stays as written"), looking(), transaction.atomic():
        _run(statement)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _numbers() -> dict[str, object]:
    asked = Asked(period("year", NOW.date()))
    return figures_in_numbers(Dashboard(asked, Organisation.objects.current(), NOW))


@pytest.mark.parametrize(
    "write",
    [
        lambda row: save_draft(row, Draft(Points(CANARY, CANARY, CANARY)), version=0, by=row.recruiter, at=NOW),
        lambda row: say_useful(row, about=About.FEEDBACK, useful=Useful.NO, why=CANARY, at=NOW),
        lambda row: ask(row.candidate, asks=Asks.COMPLAINT, what=CANARY, rejection=row, organisation=HOUSE(), at=NOW),
        lambda row: give_consent(row.candidate, work=CANARY, organisation=HOUSE(), at=NOW),
        lambda row: spreekuur_cast.booked(row, spreekuur_cast.slot(13), question=CANARY),
    ],
)
def test_what_was_on_its_way_when_somebody_was_forgotten_writes_nothing(write: Callable[[Rejection], object]) -> None:
    """The page had looked already; the row was forgotten before it wrote."""
    rejection = logged(email="kaat@example.org")
    spreekuur_cast.day()
    before = Rejection.objects.select_related("candidate", "vacancy", "recruiter").get(pk=rejection.pk)
    forget(rejection, why="decision", by=None, at=NOW)
    with suppress(Forgotten, NotForYou), transaction.atomic():
        write(before)
    assert everywhere() == []
