"""A program that outlives its starter, at most one for each name.

It is given a lock to hold until its end, so that a later starter knows whether it still lives, whatever was killed.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from feedback_portal.embedded.process import spawn, wait_for
from feedback_portal.embedded.trouble import StartError

SECONDS_TO_DIE = 10


class Lasting:
    """`place` is the lock file; the process id stands in it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._child: subprocess.Popen[bytes] | None = None

    def pid(self) -> int:
        """0 when neither the program nor a child of it lives."""
        if self._child:
            self._child.poll()
        try:
            handle = os.open(self.place, os.O_RDWR)
        except FileNotFoundError:
            return 0
        try:
            return 0 if _lock(handle, fcntl.LOCK_SH) else int(os.read(handle, 20) or b"0")
        finally:
            os.close(handle)

    def spawn(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        uid: int | None = None,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        handle = os.open(self.place, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Somebody may be asking after the program this very moment.
            if not wait_for(lambda: _lock(handle, fcntl.LOCK_EX), seconds=1):
                raise StartError(f"{self.place.stem} already runs (process {self.pid()}).")
            self._child = spawn(command, log=log, uid=uid, cwd=cwd, environment=environment, hand_down=[handle])
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(self._child.pid).encode(), 0)
        finally:
            os.close(handle)

    def stop(self, order: signal.Signals, *, seconds: float) -> None:
        """Asks the program; when that takes too long, ends it and all its children."""
        pid = self.pid()
        if not pid:
            return
        _send(os.kill, pid, order)
        if not wait_for(lambda: not self.pid(), seconds=seconds):
            _send(os.killpg, pid, signal.SIGKILL)
            wait_for(lambda: not self.pid(), seconds=SECONDS_TO_DIE)


def _lock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _send(how: Callable[[int, int], None], pid: int, order: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        how(pid, order)
