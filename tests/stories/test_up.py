"""One command starts everything, finds its data back after the worst, and leaves nothing behind."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from feedback_portal.embedded import addresses
from feedback_portal.embedded.folder import REPOSITORY
from feedback_portal.embedded.lasting import Lasting
from feedback_portal.embedded.process import wait_for

pytestmark = pytest.mark.story

PROGRAMS = ["beat", "mailbox", "postgres", "valkey", "web", "worker"]
OURS_TO_SET = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL", "PORT", "DEMO", "LOCAL_DIR"}
SECONDS_TO_START = 90


class Portal:
    """The portal as a person starts it, in a folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port, self.url = folder, port, addresses.database_url(folder)
        self.output = folder.parent / "output"
        self.up: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.try_to_start()
        assert f"The portal runs at http://127.0.0.1:{self.port}/" in self.said(), self.said()

    def try_to_start(self) -> None:
        """Returns when it runs or gave up."""
        world = {name: value for name, value in os.environ.items() if name not in OURS_TO_SET}
        world |= {"LOCAL_DIR": str(self.folder), "PORT": str(self.port), "DEMO": "no"}
        with open(self.output, "wb") as output:
            command = [sys.executable, "manage.py", "up"]
            self.up = subprocess.Popen(command, cwd=REPOSITORY, env=world, stdout=output, stderr=subprocess.STDOUT)
        assert wait_for(lambda: "Stop with Ctrl-C" in self.said() or not self.lives(), seconds=SECONDS_TO_START)

    def said(self) -> str:
        return self.output.read_text()

    def lives(self) -> bool:
        return self.up is not None and self.up.poll() is None

    def processes(self) -> dict[str, int]:
        return {place.stem: pid for place in self.folder.glob("*.lock") if (pid := Lasting(place).pid())}

    def send(self, order: signal.Signals) -> int:
        assert self.up is not None
        self.up.send_signal(order)
        return self.up.wait(timeout=60)

    def kill_everything(self) -> None:
        if self.lives():
            self.send(signal.SIGKILL)
        for pid in self.processes().values():
            os.killpg(pid, signal.SIGKILL)
        assert wait_for(lambda: not self.processes(), seconds=10)

    def ask(self, question: str) -> object:
        with closing(psycopg2.connect(self.url)) as link, link, link.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone() if cursor.description else None

    def healthz(self) -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as door:
            door.request("GET", "/healthz")
            return door.getresponse().status


@pytest.fixture
def portal() -> Iterator[Portal]:
    place = Path(tempfile.mkdtemp(prefix="portal-"))
    place.chmod(0o711)
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    made = Portal(place / "data", port)
    yield made
    made.kill_everything()
    shutil.rmtree(place)


def test_it_starts_survives_the_worst_and_leaves_nothing_behind(portal: Portal) -> None:
    portal.start()
    assert portal.healthz() == 200
    assert sorted(set(portal.processes()) - {"up"}) == PROGRAMS
    portal.ask("CREATE TABLE promise AS SELECT 42 AS kept")

    portal.kill_everything()
    portal.start()
    assert portal.healthz() == 200
    assert portal.ask("SELECT kept FROM promise") == (42,)

    servers = {name: portal.processes()[name] for name in ("postgres", "valkey")}
    portal.send(signal.SIGKILL)
    portal.start()
    assert "taken over" in portal.said()
    assert {name: portal.processes()[name] for name in servers} == servers

    killed = {name: portal.processes()[name] for name in ("postgres", "valkey", "web", "worker")}
    for pid in killed.values():
        os.killpg(pid, signal.SIGKILL)

    assert wait_for(lambda: back(portal, killed), seconds=60)
    assert portal.ask("SELECT kept FROM promise") == (42,)

    assert portal.send(signal.SIGINT) == 0
    assert portal.processes() == {}
    assert portal.said().splitlines()[-2:] == ["Stopping", f"Stopped. The data stay in {portal.folder}"]


def back(portal: Portal, killed: dict[str, int]) -> bool:
    running = portal.processes()
    return all(running.get(name) not in (None, pid) for name, pid in killed.items()) and answers(portal)


def answers(portal: Portal) -> bool:
    try:
        return portal.healthz() == 200
    except OSError:
        return False


def test_a_taken_port_is_said_before_anything_starts(portal: Portal) -> None:
    with socket.create_server(("127.0.0.1", portal.port)):
        portal.try_to_start()

    assert portal.up is not None
    assert portal.up.returncode == 1
    assert f"Port {portal.port} is taken" in portal.said()
    assert f"make run PORT={portal.port + 1}" in portal.said()
    assert not (portal.folder / "postgres").exists()
