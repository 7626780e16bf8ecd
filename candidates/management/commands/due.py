"""python manage.py due STAGE DECIDED_AT, or due --csv: when a decision must have been told. Needs no database."""

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError

from candidates.management.lines import records
from candidates.models import Organisation
from candidates.rules.deadlines import Policy, due_at, dutch_default_around
from candidates.rules.stages import Stage
from candidates.rules.workdays import local

COLUMNS = ("stage", "decided_at")
STAGES = {stage.value: stage for stage in Stage}

PolicyFor = Callable[[datetime], Policy]


class Unreadable(ValueError):
    """Said in words to whoever wrote it."""


class Command(BaseCommand):
    help = "Print when a candidate must have been told, by the Dutch default or by the organisation's own settings."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("stage", nargs="?", help=", ".join(STAGES))
        parser.add_argument("decided_at", nargs="?", help="with its offset, such as 2026-11-27T16:00:00+01:00")
        parser.add_argument(
            "--csv",
            action="store_true",
            dest="rows",
            help="read lines of stage,decided_at (a header first) from standard input and add due_at to each",
        )
        parser.add_argument("--own", action="store_true", help="by the settings of the organisation (database)")

    def handle(self, *args: object, stage: str | None, decided_at: str | None, **options: bool) -> None:
        policy_for = own_policy() if options["own"] else dutch_policy
        if options["rows"] and stage is None:
            self.answer_rows(policy_for)
        elif not options["rows"] and stage is not None and decided_at is not None:
            self.answer_one(stage, decided_at, policy_for)
        else:
            raise CommandError("Give a stage and a moment, or --csv alone.")

    def answer_one(self, stage: str, decided_at: str, policy_for: PolicyFor) -> None:
        try:
            self.stdout.write(due_moment(stage, decided_at, policy_for))
        except Unreadable as problem:
            raise CommandError(str(problem)) from None

    def answer_rows(self, policy_for: PolicyFor) -> None:
        try:
            bad = self.write_rows(policy_for)
            self.stdout.flush()
        except BrokenPipeError:  # whoever reads us has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        if bad:
            raise CommandError(f"Left out: {bad}.")

    def write_rows(self, policy_for: PolicyFor) -> int:
        """How many rows were bad."""
        rows = records(standard_input())
        column = find_columns(next(rows, (1, [])))
        out = csv.writer(self.stdout, lineterminator="\n")
        out.writerow([*COLUMNS, "due_at"])
        bad = 0
        for number, fields in rows:
            try:
                stage, decided_at = pick(fields, column)
                out.writerow([stage, decided_at, due_moment(stage, decided_at, policy_for)])
            except Unreadable as problem:
                bad += 1
                self.stderr.write(f"line {number}: {problem}")
        return bad


def dutch_policy(decided_at: datetime) -> Policy:
    return dutch_default_around(decided_at.year)


def own_policy() -> PolicyFor:
    try:
        policy = Organisation.objects.current().policy()
    except DatabaseError:
        raise CommandError("The database does not answer; without --own it is not needed.") from None
    return lambda _decided_at: policy


def standard_input() -> Iterator[str]:
    """UTF-8 with or without a mark in front; bytes that are not cost no more than their row."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace", newline="")
    return iter(sys.stdin or ())  # closed by whoever started us: nothing to read


def find_columns(header: tuple[int, Iterable[str]]) -> tuple[int, int]:
    number, fields = header
    names = [name.removeprefix("\ufeff").strip().lower() for name in fields]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise CommandError(f"line {number}: the header names no {' and no '.join(missing)}")
    return names.index(COLUMNS[0]), names.index(COLUMNS[1])


def pick(fields: list[str], column: tuple[int, int]) -> tuple[str, str]:
    if len(fields) <= max(column):
        raise Unreadable("a column is missing")
    return fields[column[0]].strip(), fields[column[1]].strip()


def due_moment(stage: str, decided_at: str, policy_for: PolicyFor) -> str:
    """ISO, with the offset of the organisation's zone at that moment."""
    known = STAGES.get(stage.strip())
    if known is None:
        raise Unreadable(f"unknown stage {stage!r}; known are {', '.join(STAGES)}")
    moment = read_moment(decided_at)
    try:
        policy = policy_for(moment)
        return local(due_at(known, moment, policy), policy.calendar).isoformat()
    except OverflowError:
        raise Unreadable(f"{decided_at!r} lies outside the calendar") from None


def read_moment(text: str) -> datetime:
    words = text.strip()
    try:
        moment = datetime.fromisoformat(words) if words.isascii() and words.isprintable() else None
    except ValueError:
        moment = None
    if moment is None:
        raise Unreadable(f"cannot read {text!r} as a moment")
    if moment.utcoffset() is None:
        raise Unreadable(f"{text!r} has no offset, such as +01:00")
    return moment
