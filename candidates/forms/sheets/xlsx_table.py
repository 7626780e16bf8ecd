"""The first sheet of an XLSX as lines of cells: what Excel shows, never a formula."""

import io
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from candidates.forms.sheets.xlsx_guard import LAST_ROW, check
from candidates.rules.decision_files import MOST_COLUMNS, Unreadable

HALF_A_SECOND = timedelta(milliseconds=500)


def xlsx_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number of the row, cells). Raises Unreadable."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            check(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on styles and dates it does not know
            yield from _lines(content)
    except Unreadable:
        raise
    except Exception as error:  # a damaged file makes openpyxl and zipfile raise almost anything
        raise Unreadable("broken") from error


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says about its own size is not believed
        for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS), start=1):
            yield number, [_text(cell) for cell in row]
    finally:
        book.close()


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value, cell.number_format or "")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a telephone number that Excel took for an amount
    return str(value)


def _moment(value: datetime, shown_as: str) -> str:
    """To the second, as Excel stores it. A cell that shows a day only has no time."""
    rounded = (value + HALF_A_SECOND).replace(microsecond=0)
    if "h" not in shown_as.lower() and rounded.time() == datetime.min.time():
        return rounded.date().isoformat()
    return rounded.isoformat(sep=" ")
