"""What a file says, whoever wrote it."""

from datetime import UTC, datetime

import pytest

from candidates.forms.decisions_file import read_decisions
from candidates.rules.decision_files import Unreadable
from tests.import_cast import DANIELLE, HEADER, NOW, PLANNER, TOM, ZONE, csv_file, problems, read, xlsx_file

DANIELLE_READ = {
    "stage": "interview",
    "vacancy": PLANNER,
    "name": "Daniëlle Bakker",
    "email": "danielle@example.org",
    "phone": "+31612345678",
    "decided_at": "2026-11-24T08:30:00+00:00",
    "reference": "",
    "ended_by": "us",
    "reason": "",
    "requirement": "",
    "talent_pool": False,
    "language": "nl",
    "department": "",
    "told_at": "",
    "channel": "",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ","])
def test_it_reads_what_office_programs_write(encoding: str, separator: str) -> None:
    contents = read(csv_file([DANIELLE], separator=separator, encoding=encoding))
    assert [(row.line, row.data, row.problems) for row in contents.rows] == [(2, DANIELLE_READ, ())]


def test_a_sheet_says_the_same_as_text() -> None:
    moment = datetime(2026, 11, 24, 9, 30)
    typed = [*DANIELLE[:4], 612345678, moment]
    assert read(xlsx_file([typed, TOM])).rows == read(csv_file([DANIELLE, TOM])).rows


def test_english_headers_and_words_do_too() -> None:
    header = ("Decided at", "E-mail address", "NAME", "Stage", "Job", "Phone number")
    row = (
        "2026-11-24T09:30+01:00",
        "Danielle@Example.org",
        "Daniëlle  Bakker",
        "Interview",
        PLANNER,
        "+31 6 1234 5678",
    )
    assert read(csv_file([row], header, separator=",")).rows[0].data == DANIELLE_READ


def test_optional_columns() -> None:
    header = (
        *HEADER,
        "talentpool",
        "taal",
        "reden",
        "functie-eis",
        "verteld_op",
        "verteld_via",
        "beëindigd door",
        "Notitie",
    )
    row = (*DANIELLE, "ja", "Engels", "te weinig ervaring", "MBO 4", "24-11-2026 10:00", "telefoon", "anders", "x")
    contents = read(csv_file([row], header))
    assert contents.unused == ["Notitie"]
    assert contents.rows[0].data == DANIELLE_READ | {
        "talent_pool": True,
        "language": "en",
        "reason": "te weinig ervaring",
        "requirement": "MBO 4",
        "told_at": "2026-11-24T09:00:00+00:00",
        "channel": "call",
        "ended_by": "other",
    }


def test_a_reason_of_ours_is_known_by_id_and_by_name_in_both_languages() -> None:
    header = (*HEADER, "reden")
    given = ("experience", "Experience the job asks for", "Uren of beschikbaarheid", "Hours or availability")
    rows = read(csv_file([(*DANIELLE, reason) for reason in given], header)).rows
    assert [row.data["reason"] for row in rows] == ["experience", "experience", "hours", "hours"]


def test_no_telephone_number_is_kept_before_the_interview() -> None:
    row = ("cv", PLANNER, "Tom Hendriks", "tom@example.org", "06 12345678", "24-11-2026 9:31")
    assert read(csv_file([row])).rows[0].data["phone"] == ""


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("24-11-2026 10:05", datetime(2026, 11, 24, 9, 5, tzinfo=UTC)),
        ("24-11-2026, 10:05:30", datetime(2026, 11, 24, 9, 5, 30, tzinfo=UTC)),
        ("24/11/2026 10.05", datetime(2026, 11, 24, 9, 5, tzinfo=UTC)),
        ("24 november 2026 10:05", datetime(2026, 11, 24, 9, 5, tzinfo=UTC)),
        ("1 mrt 2026 om 9:05", datetime(2026, 3, 1, 8, 5, tzinfo=UTC)),
        ("1 Oct 2026 9:05", datetime(2026, 10, 1, 7, 5, tzinfo=UTC)),
        ("2026-11-24 10:05", datetime(2026, 11, 24, 9, 5, tzinfo=UTC)),
        ("2026-11-24T09:05:00Z", datetime(2026, 11, 24, 9, 5, tzinfo=UTC)),
        ("2026-11-24T09:05:00.123-0500", None),
        ("2026-10-25T02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_moments(typed: str, moment: datetime | None) -> None:
    row = read(csv_file([(*DANIELLE[:5], typed)])).rows[0]
    found = [problem.code for problem in row.problems]
    assert (row.data["decided_at"], found) == ((moment.isoformat(), []) if moment else (typed, ["future"]))


@pytest.mark.parametrize(
    ("place", "typed", "problem"),
    [
        (0, "", ("stage", "empty")),
        (0, "derde ronde", ("stage", "stage")),
        (1, "", ("vacancy", "empty")),
        (1, "v" * 161, ("vacancy", "too_long")),
        (2, " \u200b ", ("name", "empty")),
        (2, "#REF!", ("name", "excel_error")),
        (3, "danielle@", ("email", "mail")),
        (4, "", ("phone", "phone_needed")),
        (4, "06 123", ("phone", "phone")),
        (5, "", ("decided_at", "empty")),
        (5, "24-11-2026", ("decided_at", "no_time")),
        (5, "24-11-26 10:00", ("decided_at", "moment")),
        (5, "31-11-2026 10:00", ("decided_at", "moment")),
        (5, "24-11-2026 25:00", ("decided_at", "moment")),
        (5, "gisteren", ("decided_at", "moment")),
        (5, "29-03-2026 02:30", ("decided_at", "no_such_time")),
        (5, "25-10-2026 02:30", ("decided_at", "double_time")),
        (5, "24-11-2026 10:13", ("decided_at", "future")),
        (5, "24-11-0202 10:13", ("decided_at", "too_old")),
    ],
)
def test_one_wrong_cell_is_named(place: int, typed: str, problem: tuple[str, str]) -> None:
    row = [*DANIELLE]
    row[place] = typed
    assert problems(csv_file([TOM, row])) == [(3, *problem)]


@pytest.mark.parametrize(
    ("extra", "typed", "problem"),
    [
        ("verteld_op", "24-11-2026 9:29", ("told_at", "told_too_early")),
        ("verteld_op", "24-11-2026 9:30", None),
        ("verteld_op", "25-11-2026 9:30", ("told_at", "future")),
        ("verteld_via", "telefoon", ("told_at", "told_when")),
        ("verteld_via", "postduif", ("channel", "channel")),
        ("talentpool", "misschien", ("talent_pool", "talent_pool")),
        ("taal", "Frans", ("language", "language")),
        ("beëindigd_door", "het lot", ("ended_by", "ended_by")),
        ("referentie", "r" * 121, ("reference", "too_long")),
    ],
)
def test_a_wrong_optional_cell_is_named(extra: str, typed: str, problem: tuple[str, str] | None) -> None:
    found = problems(csv_file([(*DANIELLE, typed)], (*HEADER, extra)))
    assert found == ([(2, *problem)] if problem else [])


def test_a_screened_candidate_needs_a_mail_address_and_who_withdrew_nothing() -> None:
    screened = ("cv", PLANNER, "Tom", "", "", "24-11-2026 9:31", "")
    withdrew = ("gesprek", PLANNER, "Lotte", "", "", "24-11-2026 9:31", "kandidaat")
    file = csv_file([screened, withdrew], (*HEADER, "beëindigd_door"))
    assert problems(file) == [(2, "email", "mail_needed")]


def test_all_problems_of_a_row_are_named_at_once() -> None:
    row = ("?", "", "Daniëlle", "nee", "06 12345678", "gisteren")
    assert problems(csv_file([row])) == [
        (2, "stage", "stage"),
        (2, "vacancy", "empty"),
        (2, "email", "mail"),
        (2, "decided_at", "moment"),
    ]


def test_lines_are_those_of_the_file() -> None:
    """Blank lines are passed over, a cell of two lines is one row, a cell too many is not swallowed."""
    text = csv_file([("gesprek", "Planner\nnacht", *DANIELLE[2:])]).decode()
    text += "\r\n;;;;;\r\n" + ";".join(TOM) + ";te veel\r\n"
    assert [(row.line, row.data["vacancy"]) for row in read(text.encode()).rows] == [(2, "Planner nacht"), (6, PLANNER)]
    assert problems(text.encode()) == [(6, "", "too_many_cells")]


def test_excel_may_name_its_separator_first() -> None:
    assert [row.line for row in read(b"sep=;\r\n" + csv_file([DANIELLE])).rows] == [3]


def test_formulas_stay_text_and_our_own_apostrophe_goes() -> None:
    row = ("gesprek", "=1+1", '=HYPERLINK("http://x")', "danielle@example.org", "'+31612345678", "24-11-2026 9:30")
    data = read(csv_file([row])).rows[0].data
    assert (data["vacancy"], data["name"], data["phone"]) == ("=1+1", '=HYPERLINK("http://x")', "+31612345678")


def test_a_formula_in_a_sheet_gives_what_excel_saw_last_and_never_the_formula() -> None:
    row = (*DANIELLE[:2], "=1+1", *DANIELLE[3:])
    assert problems(xlsx_file([row])) == [(2, "name", "empty")]  # never opened in Excel: nothing was seen


def test_a_day_without_a_time_in_a_sheet_is_no_moment() -> None:
    assert problems(xlsx_file([(*DANIELLE[:5], datetime(2026, 11, 24).date())])) == [(2, "decided_at", "no_time")]


def test_composed_and_decomposed_letters_are_the_same() -> None:
    row = (*DANIELLE[:2], "Danie\u0308lle Bakker", *DANIELLE[3:])
    assert read(csv_file([row])).rows[0].data["name"] == "Daniëlle Bakker"


@pytest.mark.parametrize(
    ("content", "code", "about"),
    [
        (b"  \r\n ", "empty_file", ""),
        (csv_file([]), "no_rows", ""),
        (csv_file([DANIELLE], ("fase", "functie", "naam", "mail", "tel", "datum")), "missing_columns", "decided_at"),
        (csv_file([DANIELLE], ("fase", "stage", "naam", "mail", "tel", "besluit")), "double_column", "fase"),
        (csv_file([DANIELLE] * 5_001), "too_many_rows", ""),
        (csv_file([["x"] * 51], [*HEADER, *(f"k{place}" for place in range(45))]), "too_many_columns", ""),
        (csv_file([DANIELLE]) + b'"open', "quote", "3"),
        ("fase;naam".encode("utf-16"), "utf16", ""),
        (b"\x81\x8d;naam", "not_text", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel", ""),
        (b"PK\x03\x04 and then nothing", "broken", ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not_text", ""),
    ],
)
def test_a_file_that_will_not_do_says_why(content: bytes, code: str, about: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_decisions(content, ZONE, NOW)
    assert (refused.value.code, refused.value.about) == (code, about)


def test_five_thousand_rows_are_not_too_many() -> None:
    assert len(read(csv_file([DANIELLE] * 5_000)).rows) == 5_000
