"""Starts programs that outlive the one who started them, and asks after them."""

import os
import pwd
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from feedback_portal.embedded.trouble import StartError

LONGEST_LOG = 5_000_000  # bytes; an older one is kept beside it


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    uid: int | None,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    hand_down: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C in the terminal reaches only the supervisor."""
    with open(_log_with_room(log), "ab", opener=_closed_to_others) as output:
        if uid is not None:
            os.fchown(output.fileno(), uid, -1)
        return subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=hand_down,
            cwd=cwd or log.parent,
            env=_bare_environment() if environment is None else environment,
            umask=0o077,
            user=uid,
            group=_group_of(uid),
            extra_groups=None if uid is None else [],
        )


def run(command: Sequence[str | Path], *, uid: int | None, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=_bare_environment(),
        umask=0o077,
        user=uid,
        group=_group_of(uid),
        extra_groups=None if uid is None else [],
    )
    if done.returncode:
        raise StartError(f"{Path(command[0]).name} failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def program_of(pid: int) -> str:
    """The name of the living program with this id; empty when there is none (a zombie is dead)."""
    try:
        if Path("/proc/self/stat").exists():
            name, state = _from_proc(pid)
        else:
            name, state = _from_ps(pid)
    except (OSError, ValueError):
        return ""
    return "" if state[:1] in ("Z", "X") else Path(name).name


def wait_for(question: Callable[[], bool], *, seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while not question():
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True


def _from_proc(pid: int) -> tuple[str, str]:
    before, _, after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    return before.partition("(")[2], after.split()[0]


def _from_ps(pid: int) -> tuple[str, str]:
    line = subprocess.run(["ps", "-o", "state=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, name = line.stdout.split(None, 1)
    return name.strip(), state


def _log_with_room(log: Path) -> Path:
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    return log


def _closed_to_others(path: str, flags: int) -> int:
    """A server's log may quote a statement, and with it a person."""
    return os.open(path, flags, 0o600)


def _group_of(uid: int | None) -> int | None:
    try:
        return None if uid is None else pwd.getpwuid(uid).pw_gid
    except KeyError:
        return uid


def _bare_environment() -> dict[str, str]:
    """Nothing of ours: no passwords, no PG* variables of the person's own."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
