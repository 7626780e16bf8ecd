"""A program that `up` keeps alive: started again when it stops, with patience when it keeps stopping."""

import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from feedback_portal.embedded.folder import REPOSITORY
from feedback_portal.embedded.lasting import Lasting
from feedback_portal.embedded.process import program_of

SECONDS_TO_STOP = 10
SHORTEST_WAIT, LONGEST_WAIT = 1, 30  # seconds before a start, doubled each time
SECONDS_OF_HEALTH = 60  # after these the patience is forgotten


class Kept:
    def __init__(self, name: str, command: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> None:
        self.name, self.environment = name, environment
        self.command = [sys.executable, "-m", *command]
        self.log = folder / "log" / f"{name}.log"
        self.program = Lasting(folder / f"{name}.lock")
        self._wait, self._started, self._due = 0.0, 0.0, 0.0

    @property
    def age(self) -> float:
        """Seconds since the last start."""
        return time.monotonic() - self._started

    def start(self) -> None:
        """What a killed `up` left behind is ended first."""
        self.stop()
        self.program.spawn(self.command, log=self.log, cwd=REPOSITORY, environment=self.environment)
        self._started, self._due = time.monotonic(), 0

    def look_after(self) -> str:
        """What happened, in words; empty when all is well."""
        pid = self.program.pid()
        if pid and program_of(pid):
            return ""
        if not self._due:
            return self._plan()
        if time.monotonic() < self._due:
            return ""
        self.start()
        return f"{self.name} runs again (process {self.program.pid()})"

    def stop(self) -> None:
        self.program.stop(signal.SIGTERM, seconds=SECONDS_TO_STOP)

    def _plan(self) -> str:
        patience = 0 if self.age > SECONDS_OF_HEALTH else self._wait * 2
        self._wait = min(max(patience, SHORTEST_WAIT), LONGEST_WAIT)
        self._due = time.monotonic() + self._wait
        return f"{self.name} stopped; next try in {self._wait:.0f} s. Its last words are in {self.log}"
