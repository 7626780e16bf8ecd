"""The programs of one machine: web server, worker, clock, and a mailbox for the demo's mails."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from feedback_portal.embedded.trouble import StartError
from feedback_portal.management.kept import Kept

HOST = "127.0.0.1"
_GUNICORN = ("gunicorn", "feedback_portal.wsgi", "--preload", "--workers", "2", "--threads", "4")
_WEB_LOG = ("--no-control-socket", "--logger-class", "feedback_portal.logs.AccessLog")
_CELERY = ("celery", "-A", "feedback_portal")
_ALONE = ("--without-mingle", "--without-gossip")


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except (OSError, OverflowError) as problem:
            raise StartError(
                f"Port {port} is taken or not allowed ({problem}). Choose another one: make run PORT={port + 1}"
            ) from problem


def environment(folder: Path, *, port: int) -> dict[str, str]:
    """What the settings read. What the person set already stays."""
    made = {
        "SITE_URL": f"http://{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "feedback_portal.settings",
        "LOCAL_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    if not os.environ.get("EMAIL_URL"):
        made |= {"EMAIL_URL": f"smtp://{HOST}:{_free_port()}", "DEMO_MAILBOX": str(folder / "mailbox")}
    return made | {name: value for name, value in os.environ.items() if value}


def programs(folder: Path, *, port: int, environment: Mapping[str, str]) -> list[Kept]:
    commands: dict[str, list[str]] = {
        "web": [*_GUNICORN, *_WEB_LOG, "--bind", f"{HOST}:{port}"],
        "worker": [*_CELERY, "worker", "--concurrency", "2", "--loglevel", "INFO", *_ALONE],
        "beat": [*_CELERY, "beat", "--schedule", str(folder / "beat"), "--loglevel", "INFO"],
    }
    if "DEMO_MAILBOX" in environment and "EMAIL_URL" not in os.environ:
        door = environment["EMAIL_URL"].removeprefix("smtp://")
        keeper = ["aiosmtpd", "--nosetuid", "--listen", door, "--class", "aiosmtpd.handlers.Mailbox"]
        commands = {"mailbox": [*keeper, environment["DEMO_MAILBOX"]]} | commands
    return [Kept(name, command, folder=folder, environment=environment) for name, command in commands.items()]


def _free_port() -> int:
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])
