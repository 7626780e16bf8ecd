"""Whose the servers are. PostgreSQL refuses to run as root, so under root another user runs them."""

import os
import stat
from pathlib import Path

NOBODY = 65534


def server_uid(folder: Path) -> int | None:
    """None: as whoever starts the portal. Under root: the user whom the data belong to, else nobody."""
    if os.geteuid() != 0:
        return None
    data = folder / "postgres"
    owner = data.stat().st_uid if data.exists() else 0
    return owner or NOBODY


def may_walk_to(path: Path, uid: int) -> bool:
    """Groups are left out: at worst a readable folder is called unreadable, and a copy is made."""
    return all(_may_enter(place, uid) for place in (path, *path.parents))


def _may_enter(place: Path, uid: int) -> bool:
    try:
        status = place.stat()
    except OSError:
        return not os.path.lexists(place)
    return bool(status.st_mode & (stat.S_IXUSR if status.st_uid == uid else stat.S_IXOTH))


def give(path: Path, uid: int | None, *, mode: int) -> Path:
    """Only for what the portal made itself; folders above it are never touched."""
    path.chmod(mode)
    if uid is not None:
        os.chown(path, uid, -1)
    return path
