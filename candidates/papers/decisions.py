"""Files of decisions to take along: an example to fill in, and the wrong rows of a run with what is wrong in them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from candidates.papers.cells import inert
from candidates.rules.decision_files import LINE_HEADERS, WRONG_HEADERS, Column, header_of

UTF8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # Excel reads the file as UTF-8 when it begins with this
MOMENT, SHOWN_AS = "%d-%m-%Y %H:%M", "dd-mm-yyyy hh:mm"
WIDTH = 20
EXAMPLE: Mapping[str, Sequence[Mapping[Column, str]]] = {
    "nl": (
        {Column.STAGE: "cv-selectie", Column.VACANCY: "Medewerker bloedafname", Column.NAME: "Voorbeeld Een",
         Column.EMAIL: "een@example.org", Column.REFERENCE: "V-0001", Column.DEPARTMENT: "Laboratorium"},
        {Column.STAGE: "gesprek", Column.VACANCY: "Planner operatiekamers", Column.NAME: "Voorbeeld Twee",
         Column.EMAIL: "twee@example.org", Column.PHONE: "06 12345678", Column.REFERENCE: "V-0002",
         Column.ENDED_BY: "wij", Column.TALENT_POOL: "ja", Column.LANGUAGE: "nl"},
        {Column.STAGE: "eindronde", Column.VACANCY: "Data-analist", Column.NAME: "Voorbeeld Drie",
         Column.EMAIL: "drie@example.org", Column.PHONE: "06 12345679", Column.REFERENCE: "V-0003",
         Column.CHANNEL: "telefoon"},
    ),
    "en": (
        {Column.STAGE: "cv-screening", Column.VACANCY: "Blood test assistant", Column.NAME: "Example One",
         Column.EMAIL: "one@example.org", Column.REFERENCE: "V-0001", Column.DEPARTMENT: "Laboratory"},
        {Column.STAGE: "interview", Column.VACANCY: "Operating room planner", Column.NAME: "Example Two",
         Column.EMAIL: "two@example.org", Column.PHONE: "06 12345678", Column.REFERENCE: "V-0002",
         Column.ENDED_BY: "us", Column.TALENT_POOL: "yes", Column.LANGUAGE: "en"},
        {Column.STAGE: "late-stage", Column.VACANCY: "Data analyst", Column.NAME: "Example Three",
         Column.EMAIL: "three@example.org", Column.PHONE: "06 12345679", Column.REFERENCE: "V-0003",
         Column.CHANNEL: "phone"},
    ),
}  # fmt: skip


def example_csv(language: str, *, now: datetime, zone: ZoneInfo) -> bytes:
    lines = [[_text(cell) for cell in row] for row in _example(language, now.astimezone(zone))]
    return _csv([[header_of(column, language) for column in Column], *lines])


def example_xlsx(language: str, *, now: datetime, zone: ZoneInfo) -> bytes:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for place in range(1, len(Column) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    sheet.append([header_of(column, language) for column in Column])
    for row in _example(language, now.astimezone(zone)):
        sheet.append([_cell(sheet, cell) for cell in row])
    book.save(file)
    return file.getvalue()


def wrong_rows_csv(language: str, rows: Iterable[tuple[int, Mapping[str, Any], str]]) -> bytes:
    """(line, cells by column, what is wrong): to mend and to read in again. Formulas stay text."""
    header = [LINE_HEADERS[language], WRONG_HEADERS[language], *(header_of(column, language) for column in Column)]
    lines = ([str(line), wrong, *(str(cells.get(column, "")) for column in Column)] for line, cells, wrong in rows)
    return _csv([header, *([inert(cell) for cell in line] for line in lines)])


def _example(language: str, now: datetime) -> list[list[str | datetime]]:
    """Decisions of the last days, so that the example can be read in as it is. The last one was told already."""
    rows: list[list[str | datetime]] = []
    for place, cells in enumerate(EXAMPLE[language]):
        decided_at = (now - timedelta(hours=3 + place)).replace(minute=15, second=0, microsecond=0, tzinfo=None)
        moments: dict[Column, datetime] = {Column.DECIDED_AT: decided_at}
        if Column.CHANNEL in cells:
            moments[Column.TOLD_AT] = decided_at + timedelta(hours=1)
        rows.append([moments.get(column) or cells.get(column, "") for column in Column])
    return rows


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    text.write(UTF8_MARK)
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()


def _text(cell: str | datetime) -> str:
    return cell.strftime(MOMENT) if isinstance(cell, datetime) else inert(cell)


def _cell(sheet: Any, value: str | datetime) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, datetime):
        cell.number_format = SHOWN_AS
    else:
        cell.data_type = "s"  # never a formula, and a telephone number keeps its nought
    return cell
