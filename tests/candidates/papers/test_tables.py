"""Tables as files: what somebody typed is never a formula, a moment names its zone, a number is a number."""

import csv
import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from candidates.papers.tables import csv_lines, workbook

ZONE = ZoneInfo("Europe/Amsterdam")
MOMENT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # in the hour that comes twice
FORMULAS = ["=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "=cmd|' /C calc'!A0"]


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_both_kinds_of_file(text: str) -> None:
    (_header, (cell,)) = read(b"".join(csv_lines(["a"], [[text]], zone=ZONE)))
    assert cell == f"'{text}"
    sheet = load_workbook(workbook([("blad", ["a"], [[text]])], zone=ZONE)).worksheets[0]
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", text)


def test_moments_numbers_and_nothing() -> None:
    row = [MOMENT, date(2026, 1, 2), 3, 4.5, None, 'a "quoted"; word']
    (_header, cells) = read(b"".join(csv_lines(list("abcdef"), [row], zone=ZONE)))
    assert cells == ["2026-10-25T02:30:00+02:00", "2026-01-02", "3", "4.5", "", 'a "quoted"; word']
    sheet = load_workbook(workbook([("blad", list("abcdef"), [row])], zone=ZONE)).worksheets[0]
    values = [cell.value for cell in sheet[2]]
    assert values == ["2026-10-25T02:30:00+02:00", "2026-01-02", 3, 4.5, None, 'a "quoted"; word']


def test_signs_that_no_sheet_bears_are_left_out() -> None:
    sheet = load_workbook(workbook([("blad", ["a"], [["ko\x0bk"]])], zone=ZONE)).worksheets[0]
    assert sheet["A2"].value == "kok"


def test_a_long_table_goes_out_in_pieces() -> None:
    pieces = list(csv_lines(["a"], ([number] for number in range(1200)), zone=ZONE))
    assert len(pieces) == 3
    assert len(read(b"".join(pieces))) == 1201
