"""What was acknowledged is kept, whatever becomes of the database server."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from feedback_portal.embedded.folder import REPOSITORY
from feedback_portal.embedded.process import wait_for
from tests.stories.installation import Installation, installation

pytestmark = pytest.mark.race

WRITERS = 4
KILLS, HANG_UPS = 3, 10
BREATH = 0.4  # seconds of writing between two blows
CAST = """
from tests import cast
cast.hospital(); cast.nadia(); cast.vacancy()
"""
HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'portal'"


class Notes:
    """What the writers noted: `promised` before their commit, `acknowledged` after it."""

    def __init__(self, folder: Path) -> None:
        lines = [line.split() for file in folder.glob("writer-*") for line in file.read_text().splitlines()]
        self.promised = {key for word, key in lines if word == "promised"}
        self.acknowledged = {key for word, key in lines if word == "acknowledged"}


@pytest.fixture(scope="module")
def storm(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Notes, set[str]]:
    """The notes, and the decisions that are there afterwards."""
    notes = tmp_path_factory.mktemp("notes")
    with installation("postgres") as own:
        own.run(CAST)
        writers = [start_writer(own, notes / f"writer-{number}") for number in range(WRITERS)]
        try:
            assert wait_for(lambda: len(list(notes.glob("writer-*"))) == WRITERS, seconds=60)
            strike(own)
        finally:
            for writer in writers:
                writer.send_signal(signal.SIGKILL)
                writer.wait(timeout=10)
        kept = {str(key) for (key,) in own.ask("SELECT public_id FROM candidates_rejection")}
    return Notes(notes), kept


def start_writer(own: Installation, notes: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.stories.writer", str(notes)]
    return subprocess.Popen(command, cwd=REPOSITORY, env=own.environment)


def strike(own: Installation) -> None:
    """Connections cut, and between them the server killed: alone, and with all its children."""
    for blow in range(HANG_UPS):
        time.sleep(BREATH)
        own.ask(HANG_UP)
        if blow % (HANG_UPS // KILLS) == HANG_UPS // KILLS - 1:
            time.sleep(BREATH)
            own.kill(own.postgres, whole=blow % 2 == 0)
            own.postgres.start()
    time.sleep(BREATH)


def test_no_acknowledged_rejection_is_lost(storm: tuple[Notes, set[str]]) -> None:
    notes, kept = storm
    print(f"{len(notes.acknowledged)} acknowledged, {len(notes.promised - kept)} torn off before their commit")
    assert notes.acknowledged - kept == set()
    assert len(notes.acknowledged) > 20, "the writers hardly wrote: this run proves nothing"


def test_an_acknowledgement_before_the_commit_would_have_lost_some(storm: tuple[Notes, set[str]]) -> None:
    """Negative control: the blows were hard enough to be felt."""
    notes, kept = storm
    assert notes.promised - kept != set()
