"""The disk is full: what was acknowledged stays, and the portal works again when there is room."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback_portal.embedded.process import wait_for
from tests.stories.installation import installation
from tests.stories.test_power_cut import CAST, Notes, start_writer

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]

DISK = "320m"
CRUMBS = 2_000_000  # bytes that are left beside the filler
SECONDS_STILL = 3


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = Path("/tmp") / f"portal-disk-{os.getpid()}"
    place.mkdir(mode=0o711)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0711", "tmpfs", str(place)], check=True)
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
        place.rmdir()


def test_what_was_acknowledged_stays_and_there_is_life_afterwards(
    django_db_setup: None, small_disk: Path, tmp_path: Path
) -> None:
    with installation("postgres") as own:
        own.run(CAST)
        writers = [start_writer(own, tmp_path / f"writer-{number}") for number in range(2)]
        try:
            assert wait_for(lambda: len(Notes(tmp_path).acknowledged) > 20, seconds=60)
            fill(small_disk / "filler")
            assert wait_for(lambda: stands_still(tmp_path), seconds=120), "the disk was never full"
            before = len(Notes(tmp_path).acknowledged)
            (small_disk / "filler").unlink()
            own.postgres.start()  # it may have gone down for want of room
            assert wait_for(lambda: len(Notes(tmp_path).acknowledged) > before + 10, seconds=60)
        finally:
            for writer in writers:
                writer.kill()
                writer.wait(timeout=10)
        kept = {str(key) for (key,) in own.ask("SELECT public_id FROM candidates_rejection")}
    notes = Notes(tmp_path)
    print(f"\n{len(notes.acknowledged)} acknowledged, all kept; {before} before there was room again")
    assert notes.acknowledged - kept == set()


def stands_still(notes: Path) -> bool:
    before = len(Notes(notes).acknowledged)
    time.sleep(SECONDS_STILL)
    return len(Notes(notes).acknowledged) == before


def fill(filler: Path) -> None:
    room = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - CRUMBS)
