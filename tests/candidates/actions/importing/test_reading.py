"""New, known or wrong: said of every row before anything is written."""

from datetime import timedelta

import pytest

from candidates.models import ImportState, Rejection, User
from tests import cast, decision_cast
from tests.import_cast import DANIELLE, HEADER, NOW, TOM, csv_file, looked_at, received, ring

pytestmark = pytest.mark.django_db
WITH_REFERENCE = (*HEADER, "referentie")


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def verdicts(content: bytes, by: User) -> list[tuple[int, str, str]]:
    """(line, verdict, why it is known)."""
    rows = looked_at(content, by).rows.order_by("line")
    return [(row.line, row.verdict, row.problems[0][1] if row.verdict == "known" else "") for row in rows]


def test_nothing_is_written_and_the_file_itself_is_not_kept(nadia: User) -> None:
    run = looked_at(csv_file([DANIELLE, ("?", *TOM[1:])], (*HEADER[:5], "besluit")), nadia)
    assert [(row.line, row.verdict) for row in run.rows.all()] == [(2, "new"), (3, "wrong")]
    assert (run.state, bytes(run.content), run.total, run.lease_until) == (ImportState.PREVIEW, b"", 2, None)
    assert Rejection.objects.count() == 0


def test_a_decision_is_known_by_person_vacancy_and_minute(nadia: User) -> None:
    logged = decision_cast.logged(by=nadia, decided_at=NOW - timedelta(minutes=42, seconds=-30), phone="")
    run = looked_at(csv_file([DANIELLE]), nadia)
    assert [(row.verdict, row.rejection, row.problems) for row in run.rows.all()] == [
        ("known", logged, [["", "decision", ""]])
    ]


@pytest.mark.parametrize(
    ("place", "other"), [(1, "Kok"), (3, "d.bakker@example.org"), (5, "24-11-2026 9:31")], ids=["vacancy", "mail", "at"]
)
def test_it_is_another_decision_when_one_of_the_three_differs(nadia: User, place: int, other: str) -> None:
    decision_cast.logged(by=nadia, decided_at=NOW - timedelta(minutes=42))
    row = [*DANIELLE]
    row[place] = other
    assert verdicts(csv_file([row]), nadia) == [(2, "new", "")]


def test_case_and_spaces_do_not_make_another_decision(nadia: User) -> None:
    decision_cast.logged(by=nadia, decided_at=NOW - timedelta(minutes=42))
    row = (
        "GESPREK",
        " planner  Operatiekamers",
        "D. Bakker",
        "DANIELLE@example.org",
        "06-87654321",
        "2026-11-24T08:30Z",
    )
    assert verdicts(csv_file([row]), nadia) == [(2, "known", "decision")]


def test_a_reference_decides_before_anything_else(nadia: User) -> None:
    decision_cast.logged(by=nadia, decided_at=NOW - timedelta(minutes=42), reference="A-1")
    rows = [
        (*TOM, "A-1"),  # another person: the reference says it is the same decision
        (*DANIELLE, "A-2"),  # the same person and moment, but a reference of its own
        (*DANIELLE, ""),  # no reference: known by person, vacancy and minute
    ]
    assert verdicts(csv_file(rows, WITH_REFERENCE), nadia) == [
        (2, "known", "reference"),
        (3, "new", ""),
        (4, "known", "decision"),
    ]


def test_a_reference_that_came_later_does_not_make_another_decision(nadia: User) -> None:
    decision_cast.logged(by=nadia, decided_at=NOW - timedelta(minutes=42))
    assert verdicts(csv_file([(*DANIELLE, "A-1")], WITH_REFERENCE), nadia) == [(2, "known", "decision")]


def test_what_stands_higher_in_the_file_is_known(nadia: User) -> None:
    wrong = ("?", *TOM[1:])
    assert verdicts(csv_file([wrong, TOM, TOM, DANIELLE]), nadia) == [
        (2, "wrong", ""),
        (3, "new", ""),
        (4, "known", "same_line"),
        (5, "new", ""),
    ]


def test_what_was_taken_back_does_not_come_in_again(nadia: User) -> None:
    logged = decision_cast.logged(by=nadia, decided_at=NOW - timedelta(minutes=42))
    Rejection.objects.filter(pk=logged.pk).update(undone_at=NOW, taken_back_by=nadia)
    assert verdicts(csv_file([DANIELLE]), nadia) == [(2, "known", "decision")]


def test_who_left_no_address_is_known_by_number_and_name(nadia: User) -> None:
    decision_cast.logged(by=nadia, decided_at=NOW - timedelta(minutes=42), email="")
    same = [*DANIELLE[:3], "", *DANIELLE[4:]]
    sister = ["gesprek", DANIELLE[1], "Sanne Bakker", "", *DANIELLE[4:]]
    assert verdicts(csv_file([same, sister]), nadia) == [(2, "known", "decision"), (3, "new", "")]


def test_open_work_that_is_too_late_is_counted_apart(nadia: User) -> None:
    header = (*HEADER, "verteld_op", "beëindigd_door")
    rows = [
        (*TOM[:5], "23-11-2026 10:11", "", ""),  # 24 hours and a minute ago
        (*TOM[:5], "23-11-2026 10:13", "", ""),
        (*TOM[:5], "2-11-2026 10:11", "3-11-2026 10:00", ""),
        (*TOM[:5], "3-11-2026 10:11", "", "kandidaat"),
        (*DANIELLE[:5], "19-11-2026 10:11", "", ""),  # two working days: Monday 17:00
        (*DANIELLE[:5], "20-11-2026 10:11", "", ""),  # today 17:00
    ]
    run = looked_at(csv_file(rows, header), nadia)
    assert [row.line for row in run.rows.past()] == [2, 6]


def test_a_file_that_cannot_be_read_says_so_once(nadia: User) -> None:
    run = received(b"fase;naam\r\nx;y\r\n", nadia)
    assert (ring(), ring()) == (1, 0)
    run.refresh_from_db()
    assert (run.state, run.error, run.error_about) == ("failed", "missing_columns", "vacancy,decided_at")
    assert (bytes(run.content), run.finished_at) == (b"", NOW)


def test_headers_that_mean_nothing_are_remembered(nadia: User) -> None:
    header = (*HEADER, "Notitie", "regel", "wat_klopt_niet", "Lengte")
    assert looked_at(csv_file([(*DANIELLE, "", "", "", "")], header), nadia).unused == ["Notitie", "Lengte"]
