"""One PostgreSQL server in the data folder, reachable only through a socket in a closed folder, with a password."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, connection

from feedback_portal.embedded import cluster, secrets
from feedback_portal.embedded.folder import socket_folder
from feedback_portal.embedded.lasting import Lasting
from feedback_portal.embedded.owner import server_uid
from feedback_portal.embedded.process import program_of, wait_for
from feedback_portal.embedded.programs import postgres_programs
from feedback_portal.embedded.role import make_role_and_database
from feedback_portal.embedded.trouble import StartError

SECONDS_TO_RECOVER = 120  # after a crash the log is read again
SECONDS_TO_STOP = 20
TRIES = 5
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700"}
# A statement that failed, and the row it was about, hold people's data: the portal hears of them, the log does not.
DISCREET = {"log_min_messages": "log", "log_min_error_statement": "panic", "log_error_verbosity": "terse"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


class Postgres:
    """`forgetful` is for tests: quick, loses data when the machine fails, and its role may make databases."""

    name = "PostgreSQL"

    def __init__(self, folder: Path, *, forgetful: bool = False) -> None:
        self.folder, self.forgetful = folder, forgetful
        self.data, self.log = folder / "postgres", folder / "log" / "postgres.log"
        self.program = Lasting(folder / "postgres.lock")

    def start(self) -> None:
        """Takes over a living server; else starts one. Returns when it answers."""
        uid = server_uid(self.folder)
        programs = postgres_programs(self.folder, uid)
        if not self.data.exists():
            cluster.make_cluster(self.folder, programs=programs, uid=uid, forgetful=self.forgetful)
        cluster.refuse_another_version(self.folder)
        tries = iter(range(TRIES))
        if not wait_for(lambda: self._answers_or_spawn(programs, uid, tries), seconds=SECONDS_TO_RECOVER):
            raise StartError(f"PostgreSQL does not answer. Its last words are in {self.log}.")
        try:
            self._make_room_for_the_portal()
        except psycopg2.Error as problem:
            raise StartError(f"PostgreSQL died while it started: {problem}. See {self.log}.") from problem

    def stop(self) -> None:
        """Fast: open transactions are rolled back, what was committed stays."""
        self.program.stop(signal.SIGINT, seconds=SECONDS_TO_STOP)

    def connect(self, *, database: str = "postgres") -> connection:
        """As superuser, each statement for itself: for the launcher, never for the portal."""
        link = psycopg2.connect(
            host=str(socket_folder(self.folder)),
            user=cluster.SUPERUSER,
            password=secrets.read_or_make("postgres_superuser", folder=self.folder),
            dbname=database,
            connect_timeout=3,
        )
        link.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        return link

    def _answers_or_spawn(self, programs: Path, uid: int | None, tries: Iterator[int]) -> bool:
        """A server that dies while starting (children of a killed one may linger) is started again."""
        if not self.program.pid():
            if next(tries, None) is None:
                raise StartError(f"PostgreSQL does not stay up. Its last words are in {self.log}.")
            self._spawn(programs, uid)
        try:
            self.connect().close()
        except psycopg2.OperationalError as problem:
            if "password authentication failed" in str(problem):
                raise StartError(f"The passwords in {self.folder / 'secrets'} do not open these data.") from problem
            return False
        return True

    def _make_room_for_the_portal(self) -> None:
        with closing(self.connect()) as link:
            password = secrets.read_or_make("postgres_portal", folder=self.folder)
            make_role_and_database(link, password=password, makes_databases=self.forgetful)

    def _spawn(self, programs: Path, uid: int | None) -> None:
        self._forget_the_dead()
        settings = SETTINGS | DISCREET | (FORGETFUL if self.forgetful else {})
        settings |= {"unix_socket_directories": str(socket_folder(self.folder))}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.program.spawn([programs / "postgres", "-D", self.data, *options], log=self.log, uid=uid)

    def _forget_the_dead(self) -> None:
        """A killed server leaves its process id behind, and PostgreSQL refuses to start while that id is in use: by a
        dead process that nobody buried, or by another program. With our own id in its place it looks at the shared
        memory instead."""
        for lock in socket_folder(self.folder).glob(".s.PGSQL.*"):
            lock.unlink()
        noted = self._noted_pid()
        if noted and program_of(noted) != "postgres":
            place = self.data / "postmaster.pid"
            place.write_text(place.read_text().replace(str(noted), str(os.getpid()), 1))

    def _noted_pid(self) -> int:
        try:
            return abs(int((self.data / "postmaster.pid").read_text().split("\n", 1)[0]))
        except (FileNotFoundError, ValueError):
            return 0
