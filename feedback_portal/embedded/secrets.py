"""Keys and passwords of this installation: made once, one file each, for its owner's eyes only."""

import os
import secrets
from pathlib import Path

from feedback_portal.embedded.folder import data_folder, make_folder


def read_or_make(name: str, *, folder: Path | None = None) -> str:
    """The same answer for ever, also when two processes ask for the first time at the same moment."""
    known = read(name, folder=folder)
    if known:
        return known
    place = _place(name, folder)
    make_folder(place.parent.parent)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    draft = place.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
    with open(draft, "x", opener=_for_the_owner) as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, place)  # fails when another process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return place.read_text().strip()


def read(name: str, *, folder: Path | None = None) -> str:
    """Empty when it has not been made yet."""
    try:
        return _place(name, folder).read_text().strip()
    except FileNotFoundError:
        return ""


def _place(name: str, folder: Path | None) -> Path:
    return (folder or data_folder()) / "secrets" / name


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
