"""One real cluster: who may enter, and what survives."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from feedback_portal.embedded import addresses, servers
from feedback_portal.embedded.folder import REPOSITORY, socket_folder
from feedback_portal.embedded.owner import server_uid
from feedback_portal.embedded.postgres import Postgres
from feedback_portal.embedded.trouble import StartError

pytestmark = pytest.mark.story


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder)
    servers.start([server], say=lambda _: None)
    yield server
    server.stop()
    assert server.program.pid() == 0


def start(server: Postgres) -> list[str]:
    said: list[str] = []
    servers.start([server], say=said.append)
    return said


def ask(url: str, question: str) -> object:
    with closing(psycopg2.connect(url)) as link, link, link.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone() if cursor.description else None


def test_the_portal_is_no_superuser_and_owns_its_database(running: Postgres) -> None:
    question = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"

    assert ask(addresses.database_url(running.folder), question) == (False, False, False)
    assert ask(addresses.database_url(running.folder), "SHOW data_checksums") == ("on",)


def test_nobody_enters_with_a_wrong_password_or_by_the_network(running: Postgres) -> None:
    for user in ("portal", "postgres"):
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(host=socket_folder(running.folder), user=user, password="guess", dbname="portal")
    assert ask(addresses.database_url(running.folder), "SHOW listen_addresses") == ("",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_of_the_machine_does_not_reach_the_socket(running: Postgres) -> None:
    programs = Path(os.readlink(f"/proc/{running.program.pid()}/exe")).parent
    url = addresses.database_url(running.folder)

    stranger = subprocess.run(
        [programs / "psql", url, "-c", "SELECT 1"], user=54321, group=54321, extra_groups=[],
        cwd="/", env={}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert stranger.returncode == 2
    assert "Permission denied" in stranger.stderr


def test_a_second_start_takes_the_living_server_over(running: Postgres) -> None:
    pid = running.program.pid()

    assert start(Postgres(running.folder)) == [f"PostgreSQL still runs, taken over (process {pid})"]


def test_what_was_committed_is_there_after_a_kill(running: Postgres) -> None:
    url = addresses.database_url(running.folder)
    ask(url, "CREATE TABLE promise AS SELECT 42 AS kept")
    killed = running.program.pid()

    running.program.stop(signal.SIGKILL, seconds=5)
    assert start(running) == [f"PostgreSQL runs (process {running.program.pid()})"]

    assert running.program.pid() != killed
    assert ask(url, "SELECT kept FROM promise") == (42,)


def test_a_command_beside_the_servers_finds_the_address_and_the_programs(running: Postgres) -> None:
    ask(addresses.database_url(running.folder), "CREATE TABLE kept_by_a_dump AS SELECT 42 AS answer")
    pid = running.program.pid()
    world = {"PATH": os.environ["PATH"], "LOCAL_DIR": str(running.folder)}
    command = [sys.executable, "-m", "feedback_portal.embedded", "sh", "-c", 'pg_dump "$DATABASE_URL"']

    dump = subprocess.run(command, env=world, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout

    assert "COPY public.kept_by_a_dump (answer) FROM stdin;\n42\n" in dump
    assert running.program.pid() == pid


@pytest.mark.parametrize("dead", [False, True])
def test_a_number_that_is_still_in_use_does_not_keep_it_down(running: Postgres, dead: bool) -> None:
    note = running.data / "postmaster.pid"
    running.program.stop(signal.SIGKILL, seconds=5)
    with subprocess.Popen(["sleep", "60"], user=server_uid(running.folder)) as other:
        if dead:  # and not buried: nobody has asked how it ended
            other.kill()
        words = note.read_text().split("\n", 1)
        note.write_text(f"{other.pid}\n{words[1]}")

        said = start(running)
        other.kill()

    assert said == [f"PostgreSQL runs (process {running.program.pid()})"]


def test_the_files_are_closed_to_others(running: Postgres) -> None:
    closed = [running.data, socket_folder(running.folder), running.folder / "secrets"]

    assert [path.stat().st_mode & 0o777 for path in closed] == [0o700, 0o700, 0o700]
    assert running.log.stat().st_mode & 0o777 == 0o600


def test_data_of_another_version_are_refused_with_the_way_to_move(running: Postgres) -> None:
    running.stop()
    note = running.data / "PG_VERSION"
    note.write_text("17\n")

    with pytest.raises(StartError, match=r"made by PostgreSQL 17.*brings PostgreSQL 18.*docs/running.md.*LOCAL_DIR"):
        start(running)

    note.write_text("18\n")
    assert start(running) == [f"PostgreSQL runs (process {running.program.pid()})"]
