"""Keys and passwords that are made once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from feedback_portal.embedded import secrets


def test_a_secret_is_made_once_and_differs_from_the_next(tmp_path: Path) -> None:
    first = secrets.read_or_make("SECRET_KEY", folder=tmp_path / "data")

    assert len(first) > 50
    assert secrets.read_or_make("SECRET_KEY", folder=tmp_path / "data") == first
    assert secrets.read_or_make("LINK_KEY", folder=tmp_path / "data") != first


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    secrets.read_or_make("SECRET_KEY", folder=tmp_path / "data")

    room = tmp_path / "data" / "secrets"
    assert (room.stat().st_mode & 0o777, (room / "SECRET_KEY").stat().st_mode & 0o777) == (0o700, 0o600)
    assert [path.name for path in room.iterdir()] == ["SECRET_KEY"]


def test_many_who_ask_first_at_the_same_moment_get_one_answer(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(lambda _: secrets.read_or_make("valkey", folder=tmp_path), range(64)))

    assert len(set(answers)) == 1


def test_what_was_never_made_reads_as_empty(tmp_path: Path) -> None:
    assert secrets.read("valkey", folder=tmp_path) == ""
