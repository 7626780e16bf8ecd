"""A CSV file as lines of cells: `;` or `,`, UTF-8 or Windows-1252."""

import csv
import io
import re
from collections.abc import Iterator

from candidates.rules.decision_files import Unreadable

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ";,"
MOST_LINE_ENDS = 100_000  # cells of several lines and blank lines included
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
NAMED_SEPARATOR = re.compile(r'"?sep=([;,])"?\r?\n?', re.IGNORECASE)  # what Excel may write above the header


def csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number of the line it begins on, cells). Raises Unreadable."""
    text = _text(content)
    if text.count("\n") + text.count("\r") > MOST_LINE_ENDS:
        raise Unreadable("too_many_rows")
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    named = NAMED_SEPARATOR.fullmatch(first)
    if not named:
        lines.seek(0)
    skipped = 1 if named else 0
    reader = csv.reader(lines, delimiter=named[1] if named else _separator(text), strict=True)
    begins = skipped + 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + skipped + 1
    except csv.Error as error:
        raise Unreadable("quote", str(begins)) from error


def _text(content: bytes) -> str:
    """UTF-8 (with or without its mark), and what is no UTF-8 as Windows-1252, which Excel still writes."""
    if content.startswith(UTF16_MARKS):
        raise Unreadable("utf16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _windows_text(content)
    if NO_TEXT.search(text):
        raise Unreadable("not_text")
    return text


def _windows_text(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable("not_text") from error


def _separator(text: str) -> str:
    """The one that cuts the first line into more cells; quoted ones do not count."""
    first = text.lstrip().partition("\n")[0]
    return max(SEPARATORS, key=lambda separator: len(next(csv.reader([first], delimiter=separator), [])))
