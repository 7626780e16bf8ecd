"""Reads a file of decisions, CSV or XLSX, into rows. Writes nothing; how they are written: actions/importing."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from candidates.forms.sheets.csv_table import csv_lines
from candidates.forms.sheets.row import RowReader
from candidates.forms.sheets.xlsx_table import xlsx_lines
from candidates.rules.decision_files import (
    DUTCH_HEADERS,
    ENGLISH_HEADERS,
    LINE_HEADERS,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NEEDED,
    WRONG_HEADERS,
    Column,
    Contents,
    FileRow,
    Unreadable,
    folded,
)

Lines = Iterator[tuple[int, list[str]]]
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
COLUMNS = {
    folded(name): column
    for names in (DUTCH_HEADERS, ENGLISH_HEADERS)
    for column, ours in names.items()
    for name in ours
}
OURS = {folded(name) for name in (*LINE_HEADERS.values(), *WRONG_HEADERS.values())}
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
MADE_INERT = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")  # what papers.cells puts before a formula


def read_decisions(content: bytes, zone: ZoneInfo, now: datetime) -> Contents:
    """Every line under the header, in order, without blank ones. Raises Unreadable for the file as a whole."""
    lines = lines_of(content)
    headers = _headers(lines)
    reader = RowReader(zone=zone, now=now)
    places = {column: place for place, column in enumerate(map(_column, headers)) if column}
    rows = [_row(reader, places, line, cells, width=len(headers)) for line, cells in _filled(lines)]
    if not rows:
        raise Unreadable("no_rows")
    unused = [name for name in headers if name and not _column(name) and folded(name) not in OURS]
    return Contents(rows, unused)


def lines_of(content: bytes) -> Lines:
    """By what the file is, whatever it is called."""
    if not content.strip():
        raise Unreadable("empty_file")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    if content.startswith(OLD_EXCEL):
        raise Unreadable("old_excel")
    read: Callable[[bytes], Lines] = xlsx_lines if content.startswith(ZIP) else csv_lines
    return ((line, [_tidy(cell) for cell in _cut(cells)]) for line, cells in read(content))


def _cut(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    if end > MOST_COLUMNS:
        raise Unreadable("too_many_columns")
    return cells[:end]


def _tidy(cell: str) -> str:
    """One line of visible characters, composed: what a person sees in the cell. Formulas are text like any other."""
    if not cell.isascii():
        cell = "".join(filter(_is_seen, unicodedata.normalize("NFC", cell)))
    return MADE_INERT.sub("", " ".join(cell.split()), count=1) if cell else cell


def _is_seen(sign: str) -> bool:
    return sign.isspace() or sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf")


def _headers(lines: Lines) -> list[str]:
    headers = next((cells for _line, cells in lines if cells), [])
    columns = [column for column in map(_column, headers) if column]
    twice = next((name for name in headers if columns.count(_column(name) or Column.STAGE) > 1 and _column(name)), "")
    if twice:
        raise Unreadable("double_column", twice[:60])
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise Unreadable("missing_columns", ",".join(missing))
    return headers


def _column(header: str) -> Column | None:
    return COLUMNS.get(folded(header))


def _filled(lines: Lines) -> Lines:
    count = 0
    for line, cells in lines:
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable("too_many_rows")
        yield line, cells


def _row(reader: RowReader, places: dict[Column, int], line: int, cells: list[str], *, width: int) -> FileRow:
    found = {column: cells[place] for column, place in places.items() if place < len(cells)}
    return reader.read(line, found, too_many=len(cells) > width)
