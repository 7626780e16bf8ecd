"""python manage.py up: the whole portal on one machine, with or without servers of its own."""

import contextlib
import http.client
import os
import signal
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from feedback_portal.embedded import servers
from feedback_portal.embedded.folder import data_folder
from feedback_portal.embedded.process import wait_for
from feedback_portal.embedded.trouble import AlreadyRuns, StartError
from feedback_portal.management.kept import Kept
from feedback_portal.management.programs import HOST, environment, programs, refuse_a_taken_port
from feedback_portal.management.pulse import SILENCE, is_silent
from feedback_portal.management.ready import demo_logins, first_page, make_ready

SECONDS_TO_ANSWER = 60
SECONDS_BETWEEN_TRIES = 10
CLOCKWORK = ("worker", "beat")


class Command(BaseCommand):
    help = "Start everything on this machine: database, broker, web server, worker, clock. Ctrl-C stops it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)

    def handle(self, *, port: int, **options: Any) -> None:
        for order in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(order, signal.default_int_handler)
        folder = data_folder()
        try:
            servers.make_rooms(folder)
            with servers.alone(folder / "up.lock"):
                self.run(folder, port=port)
        except AlreadyRuns as there:
            address = f" Open http://{HOST}:{port}/" if answers(port) else ""
            raise CommandError(f"{there}{address}") from there
        except StartError as trouble:
            raise CommandError(str(trouble)) from trouble

    def run(self, folder: Path, *, port: int) -> None:
        world = environment(folder, port=port)
        kept = programs(folder, port=port, environment=world)
        for program in kept:
            program.stop()  # what a killed `up` left behind
        refuse_a_taken_port(port)
        embedded = servers.wanted(folder)
        try:
            self.start(embedded, kept, world, port=port)
            self.greet(folder, port=port)
            while True:
                self.look_after(embedded, kept)
                time.sleep(1)
        except KeyboardInterrupt:
            self.say("Stopping")
        finally:
            self.stop(embedded, kept)
            self.say(f"Stopped. The data stay in {folder}")

    def start(self, embedded: list[servers.Server], kept: list[Kept], world: dict[str, str], *, port: int) -> None:
        """The web server before the clockwork: people wait for pages, letters wait for nobody."""
        if embedded:
            servers.start(embedded, say=self.say)
        make_ready(world, say=self.say)
        for program in kept:
            program.start()
            if program.name == "web" and not wait_for(lambda: answers(port), seconds=SECONDS_TO_ANSWER):
                raise StartError(f"The web server does not answer. Its last words are in {program.log}")

    def stop(self, embedded: list[servers.Server], kept: list[Kept]) -> None:
        """To the end, also when somebody presses Ctrl-C again."""
        for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(order, signal.SIG_IGN)
        for one in [*reversed(kept), *reversed(embedded)]:
            one.stop()

    def look_after(self, embedded: list[servers.Server], kept: list[Kept]) -> None:
        gone = [server for server in embedded if not server.program.pid()]
        if gone:
            self.revive(gone)
        for happened in filter(None, [program.look_after() for program in kept]):
            self.say(happened)
        clockwork = [program for program in kept if program.name in CLOCKWORK]
        if min(program.age for program in clockwork) > SILENCE.total_seconds() and is_silent(timezone.now()):
            self.say("The clock has been silent for two minutes: worker and beat start again")
            for program in clockwork:
                program.start()

    def revive(self, gone: list[servers.Server]) -> None:
        """Without end: a full disk may have room again."""
        self.say(f"{' and '.join(server.name for server in gone)} stopped, starting again")
        try:
            servers.start(gone, say=self.say)
        except StartError as trouble:
            self.say(f"{trouble} Next try in {SECONDS_BETWEEN_TRIES} s.")
            time.sleep(SECONDS_BETWEEN_TRIES)

    def greet(self, folder: Path, *, port: int) -> None:
        self.say(f"\nThe portal runs at http://{HOST}:{port}/")
        for login in demo_logins():
            self.say(f"  log in as {login}")
        if begin := first_page(f"http://{HOST}:{port}"):
            self.say(f"  it is empty; begin at {begin}")
        self.say(f"Logs: {folder / 'log'}. Stop with Ctrl-C.")

    def say(self, words: str) -> None:
        """Also when nobody listens any more: a closed terminal must not keep the servers from being stopped."""
        with contextlib.suppress(OSError):
            self.stdout.write(words)
            self.stdout.flush()


def answers(port: int) -> bool:
    door = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        door.request("GET", "/healthz")
        return door.getresponse().status == 200
    except OSError:
        return False
    finally:
        door.close()
