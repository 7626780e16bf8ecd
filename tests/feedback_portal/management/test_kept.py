"""Programs that are started again."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback_portal.embedded.process import wait_for
from feedback_portal.management.kept import Kept


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Kept]:
    (tmp_path / "log").mkdir()
    program = Kept("clock", ["http.server", "0"], folder=tmp_path, environment=os.environ)
    program.start()
    yield program
    program.stop()
    assert program.program.pid() == 0


def test_a_living_program_is_left_alone(clock: Kept) -> None:
    assert clock.look_after() == ""


def test_a_killed_one_comes_back_after_a_moment_and_each_step_is_told(clock: Kept) -> None:
    killed = clock.program.pid()
    clock.program.stop(signal.SIGKILL, seconds=5)

    assert clock.look_after() == f"clock stopped; next try in 1 s. Its last words are in {clock.log}"
    assert clock.look_after() == ""
    said: list[str] = []
    assert wait_for(lambda: bool(said.append(clock.look_after()) or said[-1]), seconds=5)
    assert said[-1] == f"clock runs again (process {clock.program.pid()})"
    assert clock.program.pid() != killed


def test_a_starter_after_a_kill_ends_what_the_first_left_behind(clock: Kept, tmp_path: Path) -> None:
    left = clock.program.pid()

    Kept("clock", ["http.server", "0"], folder=tmp_path, environment=os.environ).start()

    assert clock.program.pid() not in (0, left)
