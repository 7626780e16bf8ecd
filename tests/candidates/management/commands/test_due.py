import io
import os
import subprocess
import sys
import time as stopwatch
from datetime import date, time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from candidates.models import ClosedDay, StagePromise
from tests.candidates.rules.calendars import rows
from tests.cast import hospital

KNOWN = "known are cv-screening, interview, late-stage"
ROOT = Path(__file__).resolve().parents[4]
# Nobody listens there: the command must not even ask.
NO_DATABASE = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}


class Terminal:
    """Standard input, output and error of one command."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.out, self.err = io.StringIO(), io.StringIO()

    def due(self, *words: str, typed: str | bytes = "") -> list[str]:
        raw = typed if isinstance(typed, bytes) else typed.encode()
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))
        call_command("due", *words, stdout=self.out, stderr=self.err)
        return self.lines

    @property
    def lines(self) -> list[str]:
        return self.out.getvalue().splitlines()

    @property
    def complaints(self) -> list[str]:
        return self.err.getvalue().splitlines()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(monkeypatch)


def in_a_process(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "due", *words],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        env=NO_DATABASE,
    )


@pytest.mark.parametrize(
    ("stage", "decided_at", "expected"),
    [
        ("cv-screening", "2026-11-24T10:15:00+01:00", "2026-11-25T10:15:00+01:00"),
        ("interview", "2026-11-27T16:00:00+01:00", "2026-12-01T17:00:00+01:00"),
        ("late-stage", "2026-11-25T13:00:00Z", "2026-11-27T17:00:00+01:00"),
        (" interview ", " 2026-11-27T16:00:00+01:00 ", "2026-12-01T17:00:00+01:00"),
        ("interview", "2026-11-26T20:30:00-03:00", "2026-12-01T17:00:00+01:00"),  # Friday 0:30 in Amsterdam
        ("cv-screening", "2026-07-01T10:15:30.5+05:45", "2026-07-02T06:30:30.500000+02:00"),
        ("interview", "2150-05-20T10:00+02:00", "2150-05-25T17:00:00+02:00"),  # Ascension on the 21st
    ],
)
def test_it_prints_one_due_moment(terminal: Terminal, stage: str, decided_at: str, expected: str) -> None:
    assert terminal.due(stage, decided_at) == [expected]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("intervieuw", "2026-11-24T10:15Z"), f"unknown stage 'intervieuw'; {KNOWN}"),
        (("interview", "2026-11-24T10:15"), "'2026-11-24T10:15' has no offset, such as +01:00"),
        (("interview", "gisteren"), "cannot read 'gisteren' as a moment"),
        (("interview", "9999-12-31T10:00Z"), "'9999-12-31T10:00Z' lies outside the calendar"),
        (("interview",), "Give a stage and a moment, or --csv alone."),
        ((), "Give a stage and a moment, or --csv alone."),
        (("--csv", "interview", "2026-11-24T10:15+01:00"), "Give a stage and a moment, or --csv alone."),
    ],
)
def test_it_says_what_it_cannot_read(terminal: Terminal, words: tuple[str, ...], problem: str) -> None:
    with pytest.raises(CommandError) as refused:
        terminal.due(*words)

    assert str(refused.value) == problem
    assert terminal.lines == []


def test_it_adds_the_due_moment_to_each_of_the_worked_examples(terminal: Terminal) -> None:
    examples = rows("deadline_examples.csv")
    source = (ROOT / "tests" / "data" / "deadline_examples.csv").read_bytes()

    answer = terminal.due("--csv", typed=source)

    expected = [f"{row['stage']},{row['decided_at']},{row['due_at']}" for row in examples]
    assert answer == ["stage,decided_at,due_at", *expected]


def test_it_finds_its_columns_by_name_and_leaves_out_others_and_blank_lines(terminal: Terminal) -> None:
    lines = ["name, Decided_At ,stage", "Jansen, 2026-11-24T10:15+01:00 ,interview", "", "   "]

    typed = "\r\n".join([*lines, "De Wit,2026-11-24T10:15Z,cv-screening", ""])

    assert terminal.due("--csv", typed=typed) == [
        "stage,decided_at,due_at",
        "interview,2026-11-24T10:15+01:00,2026-11-26T17:00:00+01:00",
        "cv-screening,2026-11-24T10:15Z,2026-11-25T11:15:00+01:00",
    ]


BAD = """stage,decided_at,note
interview,2026-11-24T10:15+01:00,good

intervieuw,2026-11-24T10:15+01:00,
interview,2026-11-24T10:15,
interview
interview,24-11-2026 10:15,
"interview,2026-11-24T10:15+01:00,
interview,2026-11-24T10:15+01:00,"two
lines"
,,
interview,9999-12-31T20:00Z,
interview,0001-01-01T00:30+01:00,
interview,2026-11-24T10:15+01:00\0,
interview,2026-11-24T10:15+01:00,good
"""


def test_it_reports_bad_rows_by_line_and_answers_the_others(terminal: Terminal) -> None:
    with pytest.raises(CommandError) as refused:
        terminal.due("--csv", typed=BAD)

    assert refused.value.returncode == 1
    assert terminal.lines[1:] == ["interview,2026-11-24T10:15+01:00,2026-11-26T17:00:00+01:00"] * 3
    assert terminal.complaints == [
        f"line 4: unknown stage 'intervieuw'; {KNOWN}",
        "line 5: '2026-11-24T10:15' has no offset, such as +01:00",
        "line 6: a column is missing",
        "line 7: cannot read '24-11-2026 10:15' as a moment",
        "line 8: a column is missing",
        f"line 11: unknown stage ''; {KNOWN}",
        "line 12: '9999-12-31T20:00Z' lies outside the calendar",
        "line 13: '0001-01-01T00:30+01:00' lies outside the calendar",
        "line 14: cannot read '2026-11-24T10:15+01:00\\x00' as a moment",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        b"\xef\xbb\xbfstage,decided_at\ninterview,2026-11-24T10:15+01:00\n",  # as Excel writes it
        b"stage,decided_at,name\ninterview,2026-11-24T10:15+01:00,Andr\xe9\n",  # a name in Windows-1252
    ],
)
def test_it_reads_what_others_write(terminal: Terminal, typed: bytes) -> None:
    assert terminal.due("--csv", typed=typed)[1:] == ["interview,2026-11-24T10:15+01:00,2026-11-26T17:00:00+01:00"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "line 1: the header names no stage and no decided_at"),
        ("\nstage,when\n", "line 2: the header names no decided_at"),
    ],
)
def test_without_a_header_it_answers_nothing(terminal: Terminal, typed: str, problem: str) -> None:
    with pytest.raises(CommandError) as refused:
        terminal.due("--csv", typed=typed)

    assert (str(refused.value), terminal.lines) == (problem, [])


def test_a_header_alone_gives_a_header_back(terminal: Terminal) -> None:
    assert terminal.due("--csv", typed="stage,decided_at\n") == ["stage,decided_at,due_at"]


@pytest.mark.parametrize("note", ["x" * 200_000, '"' + "x" * 200_000 + '"', '"' + "x" * 200_000])
def test_a_note_longer_than_any_reader_expects_costs_nothing(terminal: Terminal, note: str) -> None:
    answer = "interview,2026-11-24T10:15+01:00,2026-11-26T17:00:00+01:00"
    typed = f"stage,decided_at,note\ninterview,2026-11-24T10:15+01:00,{note}\ninterview,2026-11-24T10:15+01:00,\n"
    assert terminal.due("--csv", typed=typed)[1:] == [answer, answer]


def test_a_closed_standard_input_holds_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CommandError, match="the header names no stage"):
        call_command("due", "--csv", stdout=terminal.out)


def test_it_needs_no_database() -> None:
    answer = in_a_process("--csv", typed="stage,decided_at\ninterview,2026-11-24T10:15+01:00\ninterview,never\n")

    assert answer.stdout == "stage,decided_at,due_at\ninterview,2026-11-24T10:15+01:00,2026-11-26T17:00:00+01:00\n"
    assert answer.stderr == "line 3: cannot read 'never' as a moment\nCommandError: Left out: 1.\n"
    assert answer.returncode == 1


def test_with_own_it_says_that_the_database_is_away() -> None:
    answer = in_a_process("--own", "interview", "2026-11-24T10:15+01:00")

    assert answer.stderr == "CommandError: The database does not answer; without --own it is not needed.\n"
    assert (answer.stdout, answer.returncode) == ("", 1)


def test_it_stops_quietly_when_its_reader_leaves(tmp_path: Path) -> None:
    source = tmp_path / "many.csv"
    source.write_text("stage,decided_at\n" + "interview,2026-11-24T10:15+01:00\n" * 50_000)

    with source.open() as typed:
        running = subprocess.Popen(
            [sys.executable, "manage.py", "due", "--csv"],
            cwd=ROOT,
            stdin=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=NO_DATABASE,
        )
    assert running.stdout is not None
    assert running.stdout.readline() == b"stage,decided_at,due_at\n"
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(timeout=60) == 1


def test_100_000_rows_take_seconds(terminal: Terminal) -> None:
    days = [f"{2020 + n % 20}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(100_000)]
    decided = [f"interview,{day}T{n % 24:02d}:15:00+01:00" for n, day in enumerate(days)]
    began = stopwatch.monotonic()

    answer = terminal.due("--csv", typed="\n".join(["stage,decided_at", *decided]))

    assert [line.rsplit(",", 1)[0] for line in answer[1:]] == decided
    assert stopwatch.monotonic() - began < 30


@pytest.mark.django_db
def test_own_takes_the_settings_of_the_organisation(terminal: Terminal) -> None:
    hospital(close_of_day=time(12), zone="America/New_York")
    ClosedDay.objects.create(date=date(2026, 11, 25), name="Opening", is_closed=True)
    ClosedDay.objects.create(date=date(2026, 11, 26), name="Not this year", is_closed=False)
    StagePromise.objects.create(stage="cv-screening", channel="mail", amount=48, unit="hours")
    typed = "stage,decided_at\ninterview,2026-11-24T10:15:00-05:00\ncv-screening,2026-11-24T10:15:00-05:00\n"

    assert terminal.due("--own", "interview", "2026-11-24T10:15:00-05:00") == ["2026-11-27T12:00:00-05:00"]
    assert terminal.due("--own", "--csv", typed=typed)[2:] == [
        "interview,2026-11-24T10:15:00-05:00,2026-11-27T12:00:00-05:00",
        "cv-screening,2026-11-24T10:15:00-05:00,2026-11-26T10:15:00-05:00",
    ]
