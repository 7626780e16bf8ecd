"""The files of PostgreSQL: made once, never by another version."""

import shutil
from pathlib import Path

from feedback_portal.embedded import secrets
from feedback_portal.embedded.owner import give
from feedback_portal.embedded.process import run
from feedback_portal.embedded.programs import POSTGRES_MAJOR
from feedback_portal.embedded.trouble import StartError

SUPERUSER = "postgres"
_OTHER_VERSION = (
    "The data in {folder} were made by PostgreSQL {made}; this release brings PostgreSQL {ours}. "
    "Either start the release that made them, dump there and restore here (docs/running.md, backup and restore), "
    "or begin anew with another folder: LOCAL_DIR=/another/folder."
)


def make_cluster(folder: Path, *, programs: Path, uid: int | None, forgetful: bool) -> None:
    """Whole or not at all: a start that was cut short leaves a draft, which the next start throws away."""
    draft = folder / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    give(draft, uid, mode=0o700)
    password = folder / "postgres.password"
    password.write_text(secrets.read_or_make("postgres_superuser", folder=folder))
    give(password, uid, mode=0o600)
    try:
        run(_initdb(programs, draft, password, forgetful), uid=uid, cwd=folder)
    finally:
        password.unlink()
    draft.rename(folder / "postgres")


def refuse_another_version(folder: Path) -> None:
    made = (folder / "postgres" / "PG_VERSION").read_text().strip()
    if made != POSTGRES_MAJOR:
        raise StartError(_OTHER_VERSION.format(folder=folder, made=made, ours=POSTGRES_MAJOR))


def _initdb(programs: Path, data: Path, password: Path, forgetful: bool) -> list[str | Path]:
    command: list[str | Path] = [programs / "initdb", "--pgdata", data, "--username", SUPERUSER]
    command += ["--pwfile", password, "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-instructions"]
    command += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"]
    return [*command, "--no-sync"] if forgetful else command
