"""Which programs one machine runs, and the words when the door is taken."""

import socket
from pathlib import Path

import pytest

from feedback_portal.embedded.trouble import StartError
from feedback_portal.management.programs import environment, programs, refuse_a_taken_port


def test_a_taken_port_is_said_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        with pytest.raises(StartError, match=f"Port {port} is taken .*make run PORT={port + 1}"):
            refuse_a_taken_port(port)
    refuse_a_taken_port(port)


def test_without_a_mail_server_the_mails_go_to_a_mailbox_of_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    world = environment(tmp_path, port=8123)

    assert world["SITE_URL"] == "http://127.0.0.1:8123"
    assert world["DEMO_MAILBOX"] == str(tmp_path / "mailbox")
    names = [kept.name for kept in programs(tmp_path, port=8123, environment=world)]
    assert names == ["mailbox", "web", "worker", "beat"]


def test_a_named_mail_server_is_the_one_that_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example:25")
    world = environment(tmp_path, port=8123)

    assert (world["EMAIL_URL"], "DEMO_MAILBOX" in world) == ("smtp://mail.example:25", False)
    assert [kept.name for kept in programs(tmp_path, port=8123, environment=world)] == ["web", "worker", "beat"]
