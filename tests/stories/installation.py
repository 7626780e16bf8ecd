"""Servers of their own, which may be killed: PostgreSQL that keeps what it said (fsync on), and Valkey."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from feedback_portal.embedded import addresses, servers
from feedback_portal.embedded.folder import REPOSITORY
from feedback_portal.embedded.owner import server_uid
from feedback_portal.embedded.postgres import Postgres
from feedback_portal.embedded.process import program_of
from feedback_portal.embedded.programs import postgres_programs
from feedback_portal.embedded.valkey import Valkey
from tests.stories.running import end_everything_in, kill

PREFIX = "portal-story-"


class Installation:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres, self.valkey = Postgres(folder), Valkey(folder, forgetful=True)

    @property
    def environment(self) -> dict[str, str]:
        return dict(os.environ) | {
            "DJANGO_SETTINGS_MODULE": "feedback_portal.settings",
            "LOCAL_DIR": str(self.folder),
            "DATABASE_URL": addresses.database_url(self.folder),
            "REDIS_URL": addresses.redis_url(self.folder),
        }

    def ask(self, question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """As superuser, beside everybody else."""
        with closing(self.postgres.connect(database="portal")) as link, link.cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchall() if cursor.description else []

    def manage(self, *command: str) -> None:
        subprocess.run([sys.executable, "manage.py", *command], cwd=REPOSITORY, env=self.environment, check=True)

    def copy_tables(self) -> None:
        """From the database of this run, which is migrated: quicker than migrating once more."""
        programs = postgres_programs(self.folder, server_uid(self.folder))
        there, here = os.environ["DATABASE_URL"], self.environment["DATABASE_URL"]
        dump = [programs / "pg_dump", "--no-owner", "--no-privileges", f"--dbname={there}"]
        load = [programs / "psql", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--dbname={here}"]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
            subprocess.run(load, stdin=dumping.stdout, stdout=subprocess.DEVNULL, check=True)

    def run(self, script: str) -> None:
        """A few lines of Django."""
        self.manage("shell", "--verbosity", "0", "--command", script)

    def kill(self, server: Postgres | Valkey, *, whole: bool) -> None:
        """`whole`: with its children, as when the power goes; else only the process that leads them."""
        kill(server.program, whole=whole)


@contextmanager
def installation(*wanted: str) -> Iterator[Installation]:
    """Ask for django_db_setup before it: its tables are a copy."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not program_of(int(place.name.split("-")[2])):
            end_everything_in(place, locks="data/*.lock")  # a killed run left it
    place = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    place.chmod(0o711)
    made = Installation(place / "data")
    chosen: list[servers.Server] = [getattr(made, name) for name in wanted]
    try:
        servers.make_rooms(made.folder)
        servers.start(chosen, say=lambda _: None)
        made.copy_tables()
        yield made
    finally:
        for server in chosen:
            server.program.stop(signal.SIGKILL, seconds=0)
        shutil.rmtree(place, ignore_errors=True)
