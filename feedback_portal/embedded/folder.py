"""Where this installation keeps its data: one folder, `.local` beside manage.py unless LOCAL_DIR names another."""

import hashlib
import os
from pathlib import Path

from feedback_portal.embedded.owner import NOBODY, may_walk_to

REPOSITORY = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_FOLDER = 80  # bytes; a socket's whole path has to stay under 104


def data_folder() -> Path:
    """Under root a clone in a closed home cannot be entered by the servers: then the data live under /var/lib."""
    named = os.environ.get("LOCAL_DIR")
    if named:
        return Path(named).resolve()
    beside = REPOSITORY / ".local"
    if os.geteuid() != 0 or may_walk_to(REPOSITORY, NOBODY) or (beside / "postgres").exists():
        return beside
    return Path("/var/lib") / f"feedback-portal-{_mark(REPOSITORY)}"


def make_folder(folder: Path) -> None:
    """Others may walk through it, to what is open to them, but not look around. What lies above stays as it is."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711)


def socket_folder(folder: Path) -> Path:
    """Short enough for a socket, whatever the depth of the clone."""
    inside = folder / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    return Path("/tmp") / f"feedback-portal-{_mark(folder)}"  # noqa: S108 - made 0700, and refused when it is not ours


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
