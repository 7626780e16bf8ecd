"""Walks all files of proof, entry by entry, and all seals over them; says what is the first thing that is not whole."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from candidates.models import ProofEntry, ProofFile, ProofSeal, Rejection
from candidates.rules.proof import BEFORE_THE_FIRST, Fault, Line, What, first_fault
from candidates.rules.proof_seal import digest_of_entries, hash_of_seal

AT_ONCE = 2000


@dataclass(frozen=True)
class Broken:
    """The first entry that is not as it was written. Number 0: the file itself is gone."""

    file: str
    number: int
    fault: Fault


@dataclass
class Walk:
    files: int = 0
    entries: int = 0
    emptied: int = 0
    broken: Broken | None = None
    forgotten: dict[str, datetime] = field(default_factory=dict)  # by file: since when

    def see(self, lines: list[Line], *, entries: int, tip: str) -> None:
        self.files += 1
        self.entries += len(lines)
        self.emptied += sum(line.is_emptied for line in lines)
        for line in lines:
            if line.what == What.FORGOTTEN:
                self.forgotten[line.file] = line.at
        found = first_fault(lines, entries=entries, tip=tip)
        if found:
            self.broken = Broken(lines[0].file, *found)


@contextmanager
def still_picture() -> Iterator[None]:
    """While somebody walks, others go on writing: everything is read as it stood at one moment."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def walk(rejection: Rejection | None = None) -> Walk:
    """All files, or one; stops at the first that is not whole."""
    seen = Walk()
    files = Rejection.objects.all() if rejection is None else Rejection.objects.filter(pk=rejection.pk)
    for _file, rows in groupby(_rows(files), key=itemgetter(0)):
        whole = list(rows)
        _pk, file, entries, tip = whole[0][:4]
        seen.see([_line(str(file), row[4:]) for row in whole], entries=entries, tip=tip)
        if seen.broken:
            return seen
    seen.broken = _without_a_file(files)
    return seen


def _rows(files: "QuerySet[Rejection]") -> Iterator[tuple[Any, ...]]:
    entries = ProofEntry.objects.filter(file__rejection__in=files).order_by("file_id", "number")
    head = ("number", "what", "at", "by_id", "digest", "previous", "hash")
    known = entries.values_list(
        "file_id", "file__rejection__public_id", "file__entries", "file__tip", *head, "text__text", "text__salt"
    )
    return known.iterator(chunk_size=AT_ONCE)


def _line(file: str, row: Sequence[Any]) -> Line:
    number, what, at, by, digest, previous, own, text, salt = row
    return Line(file, number, what, at, by, digest, previous, own, text or "", salt or "")


def _without_a_file(files: "QuerySet[Rejection]") -> Broken | None:
    """A rejection whose file was taken away, or one with nothing in it."""
    missing = files.filter(proof_file=None).order_by("pk").first()
    if missing is None:
        empty = ProofFile.objects.filter(rejection__in=files, lines=None).select_related("rejection").first()
        missing = empty.rejection if empty else None
    return Broken(str(missing.public_id), 0, Fault.MISSING) if missing else None


def broken_seal() -> int | None:
    """The number of the first seal that does not close what it closed when it was made."""
    seals = list(ProofSeal.objects.order_by("number"))
    ends = [seal.up_to for seal in seals]
    entries = ProofEntry.objects.order_by("pk").values_list("pk", "hash").iterator(chunk_size=AT_ONCE)
    under = groupby(entries, key=lambda row: bisect_left(ends, row[0]))
    counted = {place: digest_of_entries(line for _pk, line in rows) for place, rows in under}
    previous = BEFORE_THE_FIRST
    for place, seal in enumerate(seals):
        closed = counted.get(place) == (seal.entries, seal.digest)
        if seal.number != place + 1 or not closed or not _follows(seal, previous):
            return place + 1
        previous = seal.hash
    return None


def _follows(seal: ProofSeal, previous: str) -> bool:
    said = {name: getattr(seal, name) for name in ("number", "at", "up_to", "entries", "digest", "previous")}
    return seal.previous == previous and seal.hash == hash_of_seal(**said)
