"""Whose the servers are, and where another user may come."""

import os
from pathlib import Path

import pytest

from feedback_portal.embedded.owner import NOBODY, may_walk_to, server_uid


@pytest.mark.parametrize(("mode", "expected"), [(0o711, True), (0o755, True), (0o700, False), (0o744, False)])
def test_a_stranger_comes_in_where_others_may_walk(folder: Path, mode: int, expected: bool) -> None:
    room = folder.parent / f"{mode:o}"
    (room / "inside").mkdir(parents=True)
    room.chmod(mode)

    assert may_walk_to(room / "inside", NOBODY) is expected
    assert may_walk_to(room / "inside", room.stat().st_uid)


def test_a_place_that_is_still_to_be_made_is_judged_by_what_lies_above(folder: Path) -> None:
    assert may_walk_to(folder / "not" / "yet", NOBODY)


@pytest.mark.skipif(os.geteuid() == 0, reason="for everybody but root")
def test_everybody_runs_their_own_servers(tmp_path: Path) -> None:
    assert server_uid(tmp_path) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="for root")
def test_under_root_the_servers_are_nobodys_or_those_of_the_one_who_made_the_data(tmp_path: Path) -> None:
    assert server_uid(tmp_path) == NOBODY
    (tmp_path / "postgres").mkdir()
    assert server_uid(tmp_path) == NOBODY
    os.chown(tmp_path / "postgres", 54321, 54321)
    assert server_uid(tmp_path) == 54321
