"""The servers of the tests: a pytest plugin, loaded before pytest-django reads the settings.

Runs of one clone share the servers and take a seat each; who leaves last puts out the light.
"""

import contextlib
import fcntl
import os
import re
from pathlib import Path

import pytest

from feedback_portal.embedded import addresses, servers
from feedback_portal.embedded.folder import data_folder, make_folder
from feedback_portal.management.translations import compile_translations

SEATS = 32
WORKERS_PER_SEAT = 30
_seat: int | None = None  # the handle of our locked seat
_started: list[servers.Server] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _take_own_queue(int(re.sub(r"\D", "", worker)) + 1)
        return
    compile_translations()
    make_folder(data_folder())
    folder = data_folder() / "tests"
    os.environ["LOCAL_DIR"] = str(folder)
    wanted = servers.wanted(folder, forgetful=True)
    if wanted:
        _start(folder, wanted)


def pytest_unconfigure() -> None:
    if not _started:
        return
    folder = _started[0].folder
    with servers.locked(folder / "seats.lock"):
        os.close(_seat)
        if all(_is_free(folder, number) for number in range(SEATS)):
            for server in _started:
                server.stop()
        _started.clear()


def _start(folder: Path, wanted: list[servers.Server]) -> None:
    global _seat
    servers.make_rooms(folder)
    with servers.locked(folder / "seats.lock"):
        number, _seat = _sit_down(folder)
        servers.start(wanted, say=lambda _: None)
        _started.extend(wanted)
    os.environ.setdefault("DATABASE_URL", addresses.database_url(folder))
    if not os.environ.get("REDIS_URL"):
        os.environ["TEST_QUEUE"] = str(number * WORKERS_PER_SEAT)
        os.environ["REDIS_URL"] = addresses.redis_url(folder)
        _take_own_queue(0)


def _take_own_queue(worker: int) -> None:
    """Another number in the same broker, so that no other run or worker hears our rings."""
    if "TEST_QUEUE" in os.environ:
        number = int(os.environ["TEST_QUEUE"]) + worker
        os.environ["REDIS_URL"] = re.sub(r"virtual_host=\d+", f"virtual_host={number}", os.environ["REDIS_URL"])


def _sit_down(folder: Path) -> tuple[int, int]:
    for number in range(SEATS):
        handle = _lock(folder, number)
        if handle is not None:
            return number, handle
    raise pytest.UsageError(f"{SEATS} test runs of this clone are busy: wait for one of them.")


def _is_free(folder: Path, number: int) -> bool:
    handle = _lock(folder, number)
    if handle is not None:
        os.close(handle)
    return handle is not None


def _lock(folder: Path, number: int) -> int | None:
    handle = os.open(folder / f"seat-{number}", os.O_RDWR | os.O_CREAT, 0o600)
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return handle
    os.close(handle)
    return None
