"""Before an XLSX is opened: is it what it says, and small enough to open? Nothing is unpacked beyond its limits."""

import re
from typing import NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from candidates.rules.decision_files import MOST_BYTES_UNPACKED, MOST_COLUMNS, Unreadable

MOST_PARTS = 500
# Parts of cells are cheap to read, all else (styles, links, rules) is dear.
CELL_TAGS = frozenset({"row", "c", "v", "f", "is", "t", "si", "sst"})
MOST_CELL_TAGS, MOST_OTHER_TAGS = 800_000, 60_000
MOST_SHEET_ROWS, MOST_CELLS_OF_A_ROW = 100_000, 1_000  # empty ones with a colour included
MOST_STRINGS = 100_000
DEEPEST = 40
LONGEST_TEXT = 32_767  # Excel's own limit for a cell
LAST_ROW = 1_048_576
PIECE = 64 * 1024
CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)


def check(archive: ZipFile) -> None:
    """Raises Unreadable. What gets through costs little time and memory to read."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise Unreadable("unpacked")
    if "xl/workbook.xml" not in archive.namelist():
        raise Unreadable("no_workbook")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or part.flag_bits & 1 for part in parts):
        raise Unreadable("broken")
    counter = _Counter()
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            counter.count(archive, part)


class _Counter:
    """Walks through every part once, and stops at the first thing that no sheet of decisions needs."""

    def __init__(self) -> None:
        self.cells = self.others = self.strings = self.depth = 0
        self.rows = self.cells_of_row = self.column = 0

    def count(self, archive: ZipFile, part: ZipInfo) -> None:
        self.depth = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = LONGEST_TEXT + 1
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = self._doctype
        with archive.open(part) as source:
            while piece := source.read(PIECE):
                parser.Parse(piece)
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self.depth += 1
        if tag in CELL_TAGS:
            self.cells += 1
            self._cell(tag, attributes)
        else:
            self.others += 1
        if self.cells > MOST_CELL_TAGS or self.others > MOST_OTHER_TAGS or self.strings > MOST_STRINGS:
            raise Unreadable("unpacked")
        if self.depth > DEEPEST or sum(map(len, attributes.values())) > LONGEST_TEXT:
            raise Unreadable("broken")

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _cell(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self.rows, self.cells_of_row, self.column = self.rows + 1, 0, 0
            if self.rows > MOST_SHEET_ROWS:
                raise Unreadable("too_many_rows")
            if not _is_row(attributes.get("r", "1")):
                raise Unreadable("broken")
        elif tag == "c":
            self.cells_of_row += 1
            self.column = _column(attributes["r"]) if "r" in attributes else self.column + 1
            if self.cells_of_row > MOST_CELLS_OF_A_ROW:
                raise Unreadable("too_many_columns")
        elif tag == "si":
            self.strings += 1
        elif tag in ("v", "is") and self.column > MOST_COLUMNS:
            raise Unreadable("too_many_columns")

    def _words(self, text: str) -> None:
        if len(text) > LONGEST_TEXT:
            raise Unreadable("broken")

    def _doctype(self, *_declared: object) -> NoReturn:
        """A declaration can define entities that grow; no program that writes sheets needs one."""
        raise Unreadable("broken")


def _is_row(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) <= 7 and int(number) <= LAST_ROW


def _column(name: str) -> int:
    """A is 1, AX is 50."""
    found = CELL_NAME.fullmatch(name)
    if found is None or int(found[2]) > LAST_ROW:
        raise Unreadable("broken")
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
