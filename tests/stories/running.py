"""The portal as it runs in earnest, for one story: web server, workers and clock as processes of their own.

They share database and broker with the test, so that it can look at the rows they write.
"""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from feedback_portal.embedded.folder import data_folder
from feedback_portal.embedded.lasting import Lasting
from feedback_portal.embedded.process import program_of, wait_for
from feedback_portal.management.commands.up import answers
from feedback_portal.management.kept import Kept
from feedback_portal.management.programs import HOST, programs
from tests.sink import Sink, free_port

HURRIED = "tests.stories.hurried"  # the same timetable, rung twenty times as often
LAST_WORDS = 2000  # of each log, when a story goes wrong


class Running:
    """`start("web", "worker", "beat")`; further workers and clocks are called worker2, beat2 and so on."""

    def __init__(self, folder: Path, sink: Sink, *, environment: dict[str, str] | None = None) -> None:
        (folder / "log").mkdir(parents=True)
        self.folder, self.sink, self.port = folder, sink, free_port()
        self.environment = dict(os.environ) | {
            "DJANGO_SETTINGS_MODULE": "feedback_portal.settings",
            "EMAIL_URL": f"smtp://{sink.host}:{sink.port}",
            "SITE_URL": self.url,
            "PYTHONUNBUFFERED": "1",
        }
        self.environment |= environment or {}
        self.kept: dict[str, Kept] = {}

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self, *names: str, hurried: bool = False) -> None:
        for name in names:
            self.keep(name, self._command(name, hurried=hurried))
        if "web" in names:
            assert wait_for(lambda: answers(self.port), seconds=60), self.last_words()

    def keep(self, name: str, command: list[str]) -> None:
        """A program that is none of the portal's."""
        self.kept[name] = Kept(name, command, folder=self.folder, environment=self.environment)
        self.kept[name].start()

    def kill(self, name: str, *, whole: bool = True) -> None:
        """Without a last word. `whole`: with its children; else only its main process."""
        kill(self.kept[name].program, whole=whole)

    def look_after(self) -> None:
        """Starts again what died, as `up` does, without its patience."""
        for kept in self.kept.values():
            if not program_of(kept.program.pid()):
                kept.program.stop(signal.SIGKILL, seconds=0)
                kept.start()

    def stop(self, *names: str) -> None:
        for name in names or reversed(tuple(self.kept)):
            self.kept[name].stop()

    def end(self) -> None:
        """For certain, and quickly: what the rows say has been looked at by now."""
        for kept in self.kept.values():
            kept.program.stop(signal.SIGKILL, seconds=0)

    def soon(self, question: Callable[[], bool], *, seconds: float = 30) -> None:
        """Asked a few times a second, to leave the processor to those who work."""
        ends = time.monotonic() + seconds
        while not question():
            assert time.monotonic() < ends, self.last_words()
            time.sleep(0.2)

    def last_words(self) -> str:
        logs = sorted(self.folder.glob("log/*.log"))
        return "\n".join(f"--- {log.stem}\n{log.read_text()[-LAST_WORDS:]}" for log in logs)

    def _command(self, name: str, *, hurried: bool) -> list[str]:
        role = name.rstrip("0123456789")
        found = {program.name: program for program in self._everyday(name)}[role]
        command = found.command[2:]  # without "python -m", which Kept says itself
        if hurried and role == "beat":
            command[command.index("feedback_portal")] = HURRIED
        return command

    def _everyday(self, name: str) -> list[Kept]:
        """The commands of `manage.py up`; each clock has a file of its own."""
        place = self.folder / name
        place.mkdir(exist_ok=True)
        return programs(place, port=self.port, environment=self.environment)


def kill(program: Lasting, *, whole: bool) -> None:
    """Nobody, when it is dead already: 0 would be our own group."""
    pid = program.pid()
    with contextlib.suppress(ProcessLookupError):
        if pid:
            (os.killpg if whole else os.kill)(pid, signal.SIGKILL)


@contextmanager
def story_folder() -> Iterator[Path]:
    """What a killed run left running is ended first."""
    home = data_folder() / "stories"
    home.mkdir(exist_ok=True)
    for place in home.iterdir():
        if not program_of(int(place.name.partition("-")[0])):
            end_everything_in(place)
    place = home / f"{os.getpid()}-{len(list(home.iterdir()))}"
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def end_everything_in(place: Path, *, locks: str = "*.lock") -> None:
    for lock in place.glob(locks):
        Lasting(lock).stop(signal.SIGKILL, seconds=0)
    shutil.rmtree(place, ignore_errors=True)
