"""The chosen rows become decisions with their promises, each of them once."""

import time
from datetime import timedelta

import pytest
from django.core import mail

from candidates.actions import imports
from candidates.letters.staff_words import put_into_words
from candidates.models import Candidate, Deadline, ImportRun, Letter, Notice, Organisation, Rejection, User, Vacancy
from tests import cast
from tests.import_cast import DANIELLE, HEADER, NOW, PLANNER, TOM, csv_file, looked_at, many, ring, written, xlsx_file

pytestmark = pytest.mark.django_db
A_MINUTE = 60  # seconds of the processor
WAYS = (("stage", "stage"), ("email", "mail"), ("decided_at", "moment"), ("name", "empty"), ("decided_at", "future"))


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def counts(run: ImportRun) -> dict[str, int]:
    return {name: getattr(run.rows, name)().count() for name in ("new", "known", "wrong", "written")}


def test_five_thousand_rows_with_fifty_wrong_ones_come_in_once_also_when_handed_in_twice(nadia: User) -> None:
    wrong = range(7, 5_000, 100)
    file, began = csv_file(many(5_000, wrong=wrong)), time.process_time()
    first = written(file, nadia)
    assert time.process_time() - began < A_MINUTE
    found = [(row.line, row.problems[0][0], row.problems[0][1]) for row in first.rows.wrong()]
    assert found == [(place + 2, *WAYS[place // 100 % 5]) for place in wrong]
    assert counts(first) == {"new": 4_950, "known": 0, "wrong": 50, "written": 4_950}
    lines = dict(first.rows.written().values_list("rejection", "line"))
    assert {f"k{line - 2}@example.org" for line in lines.values()} == set(
        Rejection.objects.values_list("candidate__email", flat=True)
    )
    second = looked_at(file, nadia)
    assert counts(second) == {"new": 0, "known": 4_950, "wrong": 50, "written": 0}
    with pytest.raises(imports.NothingChosen):
        imports.confirm(second, past_as="open")
    assert (Rejection.objects.count(), Vacancy.objects.count()) == (4_950, 40)


def test_forty_open_rows_are_forty_tasks_and_one_mail_to_the_recruiter(nadia: User) -> None:
    run = written(csv_file(many(40)), nadia)
    assert Deadline.objects.open().of(nadia).count() == 40
    assert Notice.objects.count() == 0
    letter = Letter.objects.get()
    assert (letter.kind, letter.user, letter.candidate) == ("import_done", nadia, None)
    assert letter.params == {
        "run": str(run.public_id),
        "file_name": "besluiten.csv",
        "written": 40,
        "waiting": 40,
        "late": 0,
    }
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("language", "subject"), [("nl", "40 besluiten zijn ingelezen"), ("en", "40 decisions were imported")]
)
def test_the_mail_says_what_waits(nadia: User, language: str, subject: str) -> None:
    User.objects.filter(pk=nadia.pk).update(language=language)
    run = written(csv_file(many(40)), User.objects.get(pk=nadia.pk))
    words = put_into_words(Letter.objects.get(), Organisation.objects.current())
    assert words.subject == subject
    assert f"/import/{run.public_id}/" in words.text
    assert "k1@example.org" not in words.text + words.html


def test_a_row_becomes_the_decision_it_says(nadia: User) -> None:
    header = (*HEADER, "afdeling", "functie-eis", "reden", "taal", "talentpool", "referentie")
    written(csv_file([(*DANIELLE, "Zorg", "MBO 4", "te weinig ervaring", "en", "ja", "A-1")], header), nadia)
    made = Rejection.objects.select_related("candidate", "vacancy__department", "requirement").get()
    assert (made.candidate.name, made.candidate.email, str(made.candidate.phone)) == (
        "Daniëlle Bakker",
        "danielle@example.org",
        "+31612345678",
    )
    assert made.vacancy.department
    assert made.requirement
    assert (made.vacancy.title, made.vacancy.department.name, made.requirement.text) == (PLANNER, "Zorg", "MBO 4")
    assert list(made.vacancy.recruiters.all()) == [nadia]
    assert (made.reason, made.reason_details, made.language, made.reference) == (
        "other",
        "te weinig ervaring",
        "en",
        "A-1",
    )
    assert (made.is_imported, made.is_back_dated, made.recruiter, made.logged_at) == (True, False, nadia, NOW)
    assert list(made.deadlines.order_by("due_at").values_list("kind", flat=True)) == ["tell", "talk"]


def test_the_past_comes_in_answered_and_asks_nothing_of_anybody(nadia: User) -> None:
    header = (*HEADER, "verteld_op", "verteld_via")
    told = (*DANIELLE[:5], "2-11-2026 10:00", "3-11-2026 11:00", "telefoon")
    by_default = (*TOM[:5], "2-11-2026 10:00", "3-11-2026 11:00", "")
    written(csv_file([told, by_default], header), nadia)
    met = Deadline.objects.order_by("pk").values_list("met_at", "met_channel", "due_at", "ring_at", "remind_at")
    moment = NOW.replace(month=11, day=3, hour=10, minute=0)
    assert [(row[0], row[1], row[0] <= row[2], *row[3:]) for row in met] == [
        (moment, "call", True, None, None),
        (moment, "mail", False, None, None),  # an hour late stays late
    ]
    assert Deadline.objects.open().count() == 0


@pytest.mark.parametrize(
    ("past_as", "late", "stopped"), [(imports.OPEN, 1, []), (imports.HISTORY, 0, ["history"])], ids=["open", "history"]
)
def test_what_is_too_late_already_is_what_somebody_says_it_is(
    nadia: User, past_as: str, late: int, stopped: list[str]
) -> None:
    rows = [(*TOM[:5], "2-11-2026 10:00"), DANIELLE]
    written(csv_file(rows), nadia, past_as=past_as)
    assert Deadline.objects.late(NOW).count() == late
    assert Deadline.objects.open().count() == 1 + late
    assert list(Deadline.objects.exclude(stopped_at=None).values_list("stopped_why", flat=True)) == stopped


def test_only_ticked_rows_come_in(nadia: User) -> None:
    run = looked_at(csv_file([DANIELLE, TOM]), nadia)
    imports.choose(run, shown=[2, 3], chosen=[3])
    imports.confirm(run, past_as="")
    ring()
    assert list(Candidate.objects.values_list("name", flat=True)) == ["Tom Hendriks"]
    assert [(row.line, row.rejection is None) for row in run.rows.order_by("line")] == [(2, True), (3, False)]


def test_two_files_that_were_both_looked_at_bring_in_a_decision_once(nadia: User) -> None:
    runs = [looked_at(csv_file([DANIELLE]), nadia), looked_at(xlsx_file([DANIELLE, TOM]), nadia)]
    assert [counts(run)["new"] for run in runs] == [1, 2]
    for run in runs:
        imports.confirm(run, past_as="")
    ring()
    assert Rejection.objects.count() == 2
    assert counts(runs[1]) == {"new": 1, "known": 1, "wrong": 0, "written": 1}


def test_another_minute_is_another_decision(nadia: User) -> None:
    """The control: without something to know it by, the same file twice would double."""
    written(csv_file([DANIELLE]), nadia)
    written(csv_file([(*DANIELLE[:5], "24-11-2026 9:29")]), nadia)
    assert Rejection.objects.count() == 2


def test_a_row_that_the_database_refuses_does_not_take_the_others_with_it(nadia: User) -> None:
    run = looked_at(csv_file(many(5)), nadia)
    bad = run.rows.get(line=4)
    bad.data["decided_at"] = (
        NOW + timedelta(days=1)
    ).isoformat()  # decided after it is logged: a constraint forbids it
    bad.save()
    imports.confirm(run, past_as="")
    ring()
    run.refresh_from_db()
    assert (run.state, counts(run)) == ("done", {"new": 4, "known": 0, "wrong": 1, "written": 4})
    assert run.rows.wrong().get().problems == [["", "refused", ""]]


def test_a_vacancy_is_found_by_its_name_and_made_once(nadia: User) -> None:
    closed = cast.vacancy(PLANNER, closed_on=NOW.date(), department="Zorg")
    still_open = cast.vacancy(PLANNER.upper(), department="Zorg")
    elsewhere = cast.vacancy("Kok", department="Keuken")
    header = (*HEADER, "afdeling")
    rows = [
        (*DANIELLE, ""),
        (*TOM, "zorg"),
        ("cv", "Kok", "Priya", "priya@example.org", "", "24-11-2026 9:00", "Zorg"),
        ("cv", "kok", "Kofi", "kofi@example.org", "", "24-11-2026 9:00", "Zorg"),
        ("cv", "Kok", "Emre", "emre@example.org", "", "24-11-2026 9:00", "Keuken"),
    ]
    written(csv_file(rows, header), nadia)
    used = dict(Rejection.objects.values_list("candidate__name", "vacancy"))
    new = Vacancy.objects.exclude(pk__in=[closed.pk, still_open.pk, elsewhere.pk]).get()
    assert used == {
        "Daniëlle Bakker": still_open.pk,
        "Tom Hendriks": still_open.pk,
        "Priya": new.pk,
        "Kofi": new.pk,
        "Emre": elsewhere.pk,
    }
    assert new.department
    assert new.department.name == "Zorg"


def test_who_may_no_longer_log_rejections_gets_none_by_a_file(nadia: User) -> None:
    run = looked_at(csv_file([DANIELLE]), nadia)
    imports.confirm(run, past_as="")
    User.objects.filter(pk=nadia.pk).update(is_active=False)
    ring()
    run.refresh_from_db()
    assert (run.state, run.error, Rejection.objects.count(), Letter.objects.count()) == (
        "cancelled",
        "owner_gone",
        0,
        0,
    )


def test_afterwards_only_wrong_rows_still_say_something(nadia: User) -> None:
    written(csv_file([DANIELLE]), nadia)
    run = written(csv_file([DANIELLE, TOM, ("?", *TOM[1:])]), nadia)
    assert [(row.line, row.verdict, bool(row.data)) for row in run.rows.order_by("line")] == [
        (2, "known", False),
        (3, "new", False),
        (4, "wrong", True),
    ]
