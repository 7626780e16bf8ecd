"""One real broker: who may enter, and that there is only one for each folder."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from kombu import Connection
from redis.backoff import NoBackoff
from redis.retry import Retry

from feedback_portal.embedded import servers
from feedback_portal.embedded.addresses import broker_socket, redis_url
from feedback_portal.embedded.valkey import Valkey

pytestmark = pytest.mark.story

AT_ONCE = Retry(NoBackoff(), 0)


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Valkey]:
    server = Valkey(folder)
    servers.start([server], say=lambda _: None)
    yield server
    server.stop()
    assert server.program.pid() == 0


@pytest.mark.parametrize("login", [{}, {"username": "portal", "password": "guess"}])
def test_nobody_enters_without_the_password(running: Valkey, login: dict[str, str]) -> None:
    with pytest.raises((redis.AuthenticationError, redis.exceptions.NoPermissionError)):
        redis.Redis(unix_socket_path=str(broker_socket(running.folder)), retry=AT_ONCE, **login).ping()


@pytest.mark.parametrize("order", ["FLUSHALL", "CONFIG GET dir", "SHUTDOWN", "KEYS *"])
def test_the_portal_may_not_rule_the_server(running: Valkey, order: str) -> None:
    with running.connect() as link, pytest.raises(redis.exceptions.NoPermissionError):
        link.execute_command(*order.split())


def test_celery_gets_in_with_the_address_of_the_settings(running: Valkey) -> None:
    with Connection(redis_url(running.folder)) as link, link.SimpleQueue("rings") as queue:
        queue.put("look now")
        assert queue.get(timeout=5).payload == "look now"


def test_it_listens_to_no_port(running: Valkey) -> None:
    with running.connect() as link:
        assert link.info("server")["tcp_port"] == 0


def test_a_second_start_takes_the_living_server_over(running: Valkey) -> None:
    said: list[str] = []
    servers.start([Valkey(running.folder)], say=said.append)

    assert said == [f"Valkey still runs, taken over (process {running.program.pid()})"]


def test_what_was_put_in_survives_a_kill(running: Valkey) -> None:
    with running.connect() as link:
        link.set("ring", "look now")
    running.program.stop(signal.SIGKILL, seconds=5)

    running.start()

    with running.connect() as link:
        assert link.get("ring") == b"look now"


def test_a_server_whose_child_outlives_it_starts_again(folder: Path) -> None:
    """Killed while it wrote its file anew: the child holds the lock for a second, and then nobody is left."""
    server = Valkey(folder.parent / "orphan", forgetful=True)
    servers.make_rooms(server.folder)
    server.start()
    with server.connect() as link:
        link.mset({f"key{number}": number for number in range(1000)})
        link.config_set("rdb-key-save-delay", 1500)  # microseconds for each key
        link.bgrewriteaof()
    os.kill(server.program.pid(), signal.SIGKILL)
    assert server.program.pid() != 0, "no child was left: this run proves nothing"
    server.start()
    assert server.answers()
    server.program.stop(signal.SIGKILL, seconds=0)
