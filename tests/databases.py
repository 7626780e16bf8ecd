"""A database of its own for each test run and worker: a copy of a template that is migrated once."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg2 import sql
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, cursor

from feedback_portal.embedded.process import program_of

LOCK = 20_261_123  # any number, the same for all runs
TRIES = 30
TEMPLATE, DRAFT, RUN = "portal_template_", "portal_draft_", "portal_run_"


@contextmanager
def database_of_this_run() -> Iterator[str]:
    """Django, and every process started from here, sees the new database; afterwards it is gone."""
    url = os.environ["DATABASE_URL"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"{RUN}{os.getpid()}_{secrets.token_hex(3)}_{worker}"
    with _ask(url) as ask:
        ask.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not os.environ.get("CI"):
            _drop_what_dead_runs_left(ask)
        _do(ask, "CREATE DATABASE {} TEMPLATE {}", name, _template(ask, url))
    try:
        _look_at(url, name)
        yield name
    finally:
        _look_at(url, urlsplit(url).path.strip("/"))
        with _ask(url) as ask:
            _drop(ask, name)


def _template(ask: cursor, url: str) -> str:
    """Called under the lock. One whose migration was cut short never gets the name that is looked for."""
    name = f"{TEMPLATE}{_fingerprint()}"
    known = _names(ask, TEMPLATE)
    if name in known:
        return name
    for old in [*known, *_names(ask, DRAFT)]:
        _drop(ask, old)
    draft = f"{DRAFT}{os.getpid()}"
    _do(ask, "CREATE DATABASE {}", draft)
    _look_at(url, draft)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    _do(ask, "ALTER DATABASE {} RENAME TO {}", draft, name)
    return name


def _fingerprint() -> str:
    """Of every migration, ours and those of the packages."""
    found = hashlib.sha256()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for key in sorted(loader.disk_migrations):
        module = type(loader.disk_migrations[key]).__module__
        place = Path(__import__(module, fromlist=["_"]).__file__)
        found.update(repr(key).encode() + place.read_bytes())
    return found.hexdigest()[:16]


def _look_at(url: str, name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _drop_what_dead_runs_left(ask: cursor) -> None:
    for name in _names(ask, RUN):
        if not program_of(int(name.removeprefix(RUN).partition("_")[0])):
            _drop(ask, name)


def _drop(ask: cursor, name: str) -> None:
    """The server may be tidying up in there; that process is not ours to end, and soon done."""
    for _try in range(TRIES):
        with suppress(psycopg2.errors.InsufficientPrivilege, psycopg2.errors.ObjectInUse):
            return _do(ask, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        time.sleep(1)
    raise AssertionError(f"{name} cannot be dropped: something stays connected to it.")


def _names(ask: cursor, start: str) -> list[str]:
    ask.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start])
    return [name for (name,) in ask.fetchall()]


def _do(ask: cursor, statement: str, *names: str) -> None:
    ask.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def _ask(url: str) -> Iterator[cursor]:
    with closing(psycopg2.connect(url)) as link:
        link.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        with link.cursor() as ask:
            yield ask
