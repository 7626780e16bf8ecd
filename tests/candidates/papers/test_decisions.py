"""The example can be read in as it is, and so can the wrong rows once they are mended."""

import csv
import io
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from candidates.forms.decisions_file import read_decisions
from candidates.papers.decisions import example_csv, example_xlsx, wrong_rows_csv
from candidates.rules.decision_files import Column
from tests.import_cast import DANIELLE, NOW, ZONE, csv_file, read

STAGES = ["cv-screening", "interview", "late-stage"]


@pytest.mark.parametrize("zone", [ZONE, ZoneInfo("Pacific/Auckland")])
@pytest.mark.parametrize("make", [example_csv, example_xlsx])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_example_is_right_in_every_row_and_has_every_column(language: str, make: object, zone: ZoneInfo) -> None:
    contents = read_decisions(make(language, now=NOW, zone=zone), zone, NOW)  # type: ignore[operator]  # one of the two functions above
    assert [(row.data["stage"], row.problems) for row in contents.rows] == [(stage, ()) for stage in STAGES]
    assert contents.unused == []
    assert set(contents.rows[0].data) == {column.value for column in Column}


def test_the_example_says_the_same_as_text_and_as_a_sheet() -> None:
    files = [make("nl", now=NOW, zone=ZONE) for make in (example_csv, example_xlsx)]
    assert read(files[0]) == read(files[1])


def test_the_example_for_excel_holds_text_and_moments_and_no_formula() -> None:
    book = load_workbook(io.BytesIO(example_xlsx("nl", now=NOW, zone=ZONE)))
    kinds = {cell.data_type for row in book.active.iter_rows(min_row=2) for cell in row if cell.value}
    assert kinds == {"s", "d"}


def wrong_file(rows: list[tuple[str, ...]]) -> bytes:
    found = read(csv_file(rows)).rows
    return wrong_rows_csv("nl", [(row.line, row.data, "=kapot") for row in found])


def test_wrong_rows_come_back_with_their_line_and_why_and_never_as_a_formula() -> None:
    content = wrong_file([("=1+1", "+31 6", "@naam", "-mail", "\t=x", "=NOW()")])
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert header[:8] == ["regel", "wat_klopt_niet", "fase", "vacature", "naam", "mail", "telefoon", "besloten_op"]
    assert row[:8] == ["2", "'=kapot", "'=1+1", "'+31 6", "'@naam", "'-mail", "'=x", "'=NOW()"]


def test_a_mended_row_can_be_read_in_again_as_it_is() -> None:
    row = (*DANIELLE[:4], "+31612345678", "gisteren")
    mended = wrong_file([row]).replace(b"gisteren", b"24-11-2026 9:30")
    contents = read(mended)
    assert (contents.rows[0].problems, contents.rows[0].data["phone"], contents.unused) == ((), "+31612345678", [])
