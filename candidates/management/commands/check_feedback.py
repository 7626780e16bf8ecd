"""Hold a text, or a file of texts, against the writing guide."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candidates.rules.stages import Stage
from candidates.rules.writing_guide import LANGUAGES, Finding, check, labels_of
from candidates.rules.writing_guide.measure import table, tally


class Command(BaseCommand):
    help = "Read a text from standard input and print what the writing guide has to say."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", action="store_true", help="JSON lines in, JSON lines out, in the same order")
        parser.add_argument("--lang", choices=LANGUAGES, default="nl", help="language of a plain text")
        parser.add_argument("--stage", choices=[stage.value for stage in Stage], help="a whole message of this stage")
        parser.add_argument("--measure", type=Path, metavar="FOLDER", help="measure on the held-out part of a corpus")

    def handle(self, *args: object, **options: Any) -> None:
        if options["measure"]:
            self._measure(options["measure"])
        elif options["jsonl"]:
            self._answer_lines(sys.stdin.buffer)
        else:
            self._answer_text(sys.stdin.read(), lang=options["lang"], stage=options["stage"])

    def _measure(self, folder: Path) -> None:
        files = sorted(folder.glob("*.jsonl"))
        if not files:
            raise CommandError(f"No .jsonl files in {folder}.")
        for path in files:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            self.stdout.write(table(path.stem, tally(rows, held_out=True)) + "\n")

    def _answer_lines(self, lines: Iterable[bytes]) -> None:
        """A line that cannot be read is named on standard error; the rest goes on."""
        broken = False
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                answer = answer_to(line)
            except (ValueError, RecursionError) as problem:
                broken = True
                self.stderr.write(f"line {number}: {problem}")
            else:
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if broken:
            sys.exit(1)

    def _answer_text(self, text: str, *, lang: str, stage: str | None) -> None:
        findings = check(text, lang, stage=stage)
        for finding in findings:
            place = f'"{finding.quote}"' if finding.quote else "(the whole text)"
            self.stdout.write(f"{finding.severity.upper()} {finding.label} {place}\n  {finding.why}")
            if finding.better:
                self.stdout.write(f"  > {finding.better}")
        if not findings:
            self.stdout.write("Nothing to say about this text.")


def answer_to(line: bytes) -> dict[str, Any]:
    """The answer to one JSON line; ValueError says what is wrong with it."""
    row = json.loads(line)
    problem = _problem_of(row)
    if problem:
        raise ValueError(problem)
    findings = check(row["text"], row["lang"], stage=row.get("stage"))
    return {"id": row["id"], "labels": labels_of(findings), "findings": [_plain(finding) for finding in findings]}


def _problem_of(row: object) -> str | None:
    if not isinstance(row, dict):
        return "not a JSON object"
    if not isinstance(row.get("id"), str | int) or not isinstance(row.get("text"), str):
        return 'needs "id" and "text"'
    if any("\ud800" <= mark <= "\udfff" for mark in row["text"]):
        return '"text" holds half a character'
    if row.get("lang") not in LANGUAGES:
        return f'"lang" must be one of {", ".join(LANGUAGES)}'
    if row.get("stage") not in {None, *(stage.value for stage in Stage)}:
        return f'unknown "stage" {row["stage"]!r}'
    return None


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "label": finding.label,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "why": finding.why,
        "better": finding.better,
        "severity": finding.severity.value,
        "rule": finding.rule,
    }
