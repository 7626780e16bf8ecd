"""A data folder of its own for these tests, short enough for sockets and open enough for the servers' user."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="portal-"))
    place.chmod(0o711)
    yield place / "data"
    shutil.rmtree(place)
