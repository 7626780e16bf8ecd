"""Programs that outlive whoever started them."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback_portal.embedded.folder import REPOSITORY
from feedback_portal.embedded.lasting import Lasting
from feedback_portal.embedded.process import program_of
from feedback_portal.embedded.trouble import StartError


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Lasting]:
    program = Lasting(tmp_path / "sleeper.lock")
    yield program
    program.stop(signal.SIGKILL, seconds=0)


def start(program: Lasting, *command: str) -> int:
    program.spawn(command or ["sleep", "60"], log=program.place.with_suffix(".log"))
    return program.pid()


def test_a_program_that_never_ran_has_no_process(sleeper: Lasting) -> None:
    assert sleeper.pid() == 0


def test_another_starter_sees_it_and_may_not_start_a_second(sleeper: Lasting) -> None:
    pid = start(sleeper)
    other = Lasting(sleeper.place)

    assert (other.pid(), program_of(pid)) == (pid, "sleep")
    with pytest.raises(StartError, match=f"already runs .process {pid}"):
        start(other)


def test_it_lives_on_when_its_starter_is_killed(sleeper: Lasting) -> None:
    script = (
        "import os, pathlib; from feedback_portal.embedded.lasting import Lasting;"
        f"place = pathlib.Path({str(sleeper.place)!r});"
        "Lasting(place).spawn(['sleep', '60'], log=place.with_suffix('.log')); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, check=False)

    assert done.returncode == -signal.SIGKILL
    assert program_of(sleeper.pid()) == "sleep"


def test_after_its_death_the_number_means_nothing(sleeper: Lasting) -> None:
    start(sleeper)
    sleeper.stop(signal.SIGKILL, seconds=5)

    assert sleeper.pid() == 0
    assert sleeper.place.read_text() != ""
    assert start(sleeper) != 0


def test_one_that_does_not_listen_is_ended_with_its_children(sleeper: Lasting) -> None:
    deaf = "trap '' TERM; sleep 60 & while true; do sleep 1; done"
    start(sleeper, "sh", "-c", deaf)

    sleeper.stop(signal.SIGTERM, seconds=0.2)

    assert sleeper.pid() == 0
