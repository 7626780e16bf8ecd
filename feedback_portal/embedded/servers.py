"""Both servers of one data folder: made ready, started, kept alive, stopped."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from feedback_portal.embedded.folder import make_folder, socket_folder
from feedback_portal.embedded.owner import give, may_walk_to, server_uid
from feedback_portal.embedded.postgres import Postgres
from feedback_portal.embedded.trouble import AlreadyRuns, StartError
from feedback_portal.embedded.valkey import Valkey

Server = Postgres | Valkey


def make_rooms(folder: Path) -> None:
    """The data folder and what the servers need in it."""
    _refuse_a_strangers(folder)
    make_folder(folder)
    uid = server_uid(folder)
    if uid is not None and not may_walk_to(folder, uid):
        raise StartError(f"Under root another user runs the servers, and may not enter {folder}. Set LOCAL_DIR.")
    (folder / "log").mkdir(exist_ok=True)
    give(folder / "log", None, mode=0o711)
    _make_socket_folder(socket_folder(folder), uid)


def wanted(folder: Path, *, forgetful: bool = False) -> list[Server]:
    """Those for which no address is named in the environment."""
    found: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        found.append(Postgres(folder, forgetful=forgetful))
    if not os.environ.get("REDIS_URL"):
        found.append(Valkey(folder, forgetful=forgetful))
    return found


def start(servers: list[Server], *, say: Callable[[str], None]) -> None:
    """One starter at a time; the second finds the servers of the first and takes them over."""
    folder = servers[0].folder
    make_rooms(folder)
    with locked(folder / "start.lock"):
        for server in servers:
            found = server.program.pid()
            server.start()
            pid = server.program.pid()
            say(f"{server.name} {'still runs, taken over' if found == pid else 'runs'} (process {pid})")


@contextmanager
def locked(place: Path, kind: int = fcntl.LOCK_EX) -> Iterator[int]:
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, kind)
        yield handle
    finally:
        os.close(handle)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One at a time, and the second is told so instead of waiting."""
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    except BlockingIOError as held:
        other = os.read(handle, 20).decode()
        raise AlreadyRuns(f"The portal already runs from {place.parent} (process {other}).") from held
    finally:
        os.close(handle)


def _refuse_a_strangers(folder: Path) -> None:
    if folder.exists() and os.geteuid() not in (0, folder.stat().st_uid):
        raise StartError(
            f"The data in {folder} belong to another user ({folder.stat().st_uid}). "
            "Start as that user, or set LOCAL_DIR to a folder of your own."
        )


def _make_socket_folder(place: Path, uid: int | None) -> None:
    """It may lie in /tmp, where anybody can have made it before us."""
    owner = os.geteuid() if uid is None else uid
    if not os.path.lexists(place):
        place.mkdir(mode=0o700)
        give(place, uid, mode=0o700)
    status = place.lstat()
    if not place.is_dir() or place.is_symlink() or status.st_uid != owner or status.st_mode & 0o077:
        raise StartError(f"{place} should be a closed folder of user {owner}. Remove it, or set LOCAL_DIR.")
