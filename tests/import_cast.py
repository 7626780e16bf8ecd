"""Files of decisions for the tests: as text, as bytes, as a sheet; and the way from a file to decisions."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from candidates.actions import imports
from candidates.actions.importing.ring import work_on
from candidates.forms.decisions_file import read_decisions
from candidates.models import ImportRun, User
from candidates.rules.decision_files import Contents
from tests import cast

NOW = cast.NOW
ZONE = ZoneInfo("Europe/Amsterdam")
HEADER = ("fase", "vacature", "naam", "mail", "telefoon", "besloten_op")
PLANNER = "Planner operatiekamers"
DANIELLE = ("gesprek", PLANNER, "Daniëlle Bakker", "danielle@example.org", "06 12345678", "24-11-2026 9:30")
TOM = ("cv-selectie", PLANNER, "Tom Hendriks", "tom@example.org", "", "24-11-2026 9:31")
WRONG_WAYS = ((0, "onbekend"), (3, "geen adres"), (5, "gisteren"), (2, ""), (5, "24-11-2027 10:00"))

Row = Sequence[Any]


def csv_file(rows: Iterable[Row], header: Row = HEADER, *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def xlsx_file(rows: Iterable[Row], header: Row = HEADER) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in (header, *rows):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def read(content: bytes, *, now: datetime = NOW) -> Contents:
    return read_decisions(content, ZONE, now)


def problems(content: bytes, *, now: datetime = NOW) -> list[tuple[int, str, str]]:
    """(line, column, code) of everything that is wrong."""
    rows = read(content, now=now).rows
    return [(row.line, problem.column, problem.code) for row in rows for problem in row.problems]


def many(count: int, *, wrong: Iterable[int] = ()) -> list[Row]:
    """Open work of the last hours; the named ones (from 0) are wrong in one way or another."""
    bad = set(wrong)
    return [_one(place, wrong=place in bad) for place in range(count)]


def _one(place: int, *, wrong: bool) -> Row:
    moment = (NOW - timedelta(minutes=place % 600)).astimezone(ZONE).strftime("%d-%m-%Y %H:%M")
    row = ["gesprek", f"Vacature {place % 40}", f"Kandidaat {place}", f"k{place}@example.org", "06 12345678", moment]
    if place % 2:
        row[0], row[4] = "cv-selectie", ""
    if wrong:
        column, value = WRONG_WAYS[place // 100 % len(WRONG_WAYS)]
        row[column] = value
    return row


def received(content: bytes, by: User, *, at: datetime = NOW) -> ImportRun:
    return imports.receive_file(content, file_name="besluiten.csv", by=by, at=at)


def ring(now: datetime = NOW) -> int:
    """How many steps the ring made."""
    return work_on(now, read=read_decisions, has_time=lambda: True).steps


def looked_at(content: bytes, by: User, *, at: datetime = NOW) -> ImportRun:
    run = received(content, by, at=at)
    ring(at)
    run.refresh_from_db()
    return run


def written(content: bytes, by: User, *, past_as: str = imports.OPEN, at: datetime = NOW) -> ImportRun:
    run = looked_at(content, by, at=at)
    imports.confirm(run, past_as=past_as)
    ring(at)
    run.refresh_from_db()
    return run
