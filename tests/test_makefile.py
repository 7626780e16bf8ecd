"""The Makefile says what it can."""

import re
import subprocess

from feedback_portal.embedded.folder import REPOSITORY

TARGETS = ["help", "run", "test", "check", "fmt", "demo", "messages", "bench", "torture"]


def test_help_names_every_target_in_one_line() -> None:
    shown = subprocess.run(["make", "--no-print-directory"], cwd=REPOSITORY, capture_output=True, text=True, check=True)

    lines = [re.fullmatch(r"make ([a-z]+) +\S.{9,100}", line) for line in shown.stdout.splitlines()]
    assert [line and line[1] for line in lines] == TARGETS
