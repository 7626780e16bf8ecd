"""Any table as a file to take along: formulas stay text, moments name their zone, numbers are numbers."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from candidates.papers.cells import inert

UTF8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # Excel reads the file as UTF-8 when it begins with this
CHUNK = 500  # lines sent at once
IN_MEMORY = 2 * 1024 * 1024  # a bigger workbook goes to disk
WIDTH = 20
Rows = Iterable[Sequence[Any]]


def csv_lines(header: Sequence[str], rows: Rows, *, zone: ZoneInfo) -> Iterator[bytes]:
    """In pieces, so that a million lines need no more memory than a few."""
    text = io.StringIO()
    text.write(UTF8_MARK)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for place, row in enumerate(rows, start=1):
        writer.writerow([_text(value, zone) for value in row])
        if place % CHUNK == 0:
            yield _emptied(text)
    yield _emptied(text)


def workbook(sheets: Iterable[tuple[str, Sequence[str], Rows]], *, zone: ZoneInfo) -> BinaryIO:
    """(title, header, rows) of each sheet. The file stands at its beginning."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        sheet = book.create_sheet(title)
        for place in range(1, len(header) + 1):
            sheet.column_dimensions[get_column_letter(place)].width = WIDTH
        sheet.append(list(header))
        for row in rows:
            sheet.append([_cell(sheet, value, zone) for value in row])
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file  # type: ignore[return-value]  # a temporary file is one


def _emptied(text: io.StringIO) -> bytes:
    written = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return written


def _text(value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return inert(value) if isinstance(value, str) else str(value)


def _cell(sheet: Any, value: Any, zone: ZoneInfo) -> Any:
    """Moments are text with their offset: a sheet knows no zones, and an hour in October comes twice."""
    if value is None or isinstance(value, int | float):
        return value
    words = value if isinstance(value, str) else _text(value, zone)
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    return cell
