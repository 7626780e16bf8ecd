"""Workers, clock, broker and database die at random while the mail server has its moods: every letter is accounted for.

make torture; LETTERS=3000 BLOWS=60 for the long run, SEEDS="7 8" for other dice.
"""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from feedback_portal.embedded.process import program_of, wait_for
from tests import sink
from tests.stories.installation import Installation, installation
from tests.stories.running import Running, story_folder
from tests.stories.torture_cast import STAFF

pytestmark = pytest.mark.torture

LETTERS = int(os.environ.get("LETTERS", "300"))
BLOWS = int(os.environ.get("BLOWS", "40"))
SEEDS = [int(seed) for seed in os.environ.get("SEEDS", "1 2 3").split()]
PAUSE = (0.4, 1.6)  # seconds between two blows
SLOWNESS = 0.05  # seconds of the mail server, twice for each mail
WORKERS = ("worker", "worker2", "worker3")
CLOCK = "beat"
MOODS = [sink.ACCEPT] * 86 + ["451"] * 8 + ["550"] * 2 + [sink.CUT_AFTER_DATA] * 2
MOODS += [sink.CUT_AFTER_DOT, sink.FORGET_AFTER_DOT]


class SlowSink(sink.Sink):
    """Slow enough to be in the middle of something when a worker dies, and in a mood of its own for each mail."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.dice = random.Random(seed)
        self.moods_shown: list[str] = []

    def next_mode(self) -> str:
        time.sleep(SLOWNESS)
        self.moods_shown.append(self.dice.choice(MOODS) if self.mode == "moody" else self.mode)
        return self.moods_shown[-1]

    def take(self, envelope: object) -> None:
        time.sleep(SLOWNESS)
        super().take(envelope)


@dataclass
class Scene:
    own: Installation
    running: Running
    sink: SlowSink
    dice: random.Random
    seed: int

    def blow(self) -> str:
        worker = self.dice.choice(WORKERS)
        blows = {
            "worker": lambda: self.running.kill(worker),
            "main process": lambda: self.running.kill(worker, whole=False),
            "child": lambda: self._kill_child(worker),
            "clock": lambda: self.running.kill(CLOCK),
            "FLUSHALL": lambda: self._flush(),
            "broker": lambda: self._restart(self.own.valkey),
            "database": lambda: self._restart(self.own.postgres),
        }
        (name,) = self.dice.choices(list(blows), weights=[6, 6, 6, 3, 5, 2, 1])
        blows[name]()
        return name

    def rounds(self, blows: int) -> Counter[str]:
        """They begin with the first mail: before it there is little to break."""
        self.running.soon(lambda: self.sink.mails != [], seconds=60)
        done: Counter[str] = Counter()
        while done.total() < blows:
            time.sleep(self.dice.uniform(*PAUSE))
            done[self.blow()] += 1
            self.running.look_after()
        return done

    def _kill_child(self, worker: str) -> None:
        main = self.running.kept[worker].program.pid()
        found = subprocess.run(["pgrep", "-P", str(main)], capture_output=True, text=True, check=False).stdout.split()
        if main and found:
            os.kill(int(self.dice.choice(found)), signal.SIGKILL)

    def _flush(self) -> None:
        with self.own.valkey.connect() as broker:
            broker.flushall()

    def _restart(self, server: object) -> None:
        self.own.kill(server, whole=self.dice.random() < 0.5)
        assert wait_for(lambda: not program_of(server.program.pid()), seconds=10)
        server.start()


@pytest.fixture
def scene(django_db_setup: None, request: pytest.FixtureRequest) -> Iterator[Scene]:
    seed: int = request.param
    slow = SlowSink(seed).up()
    with installation("postgres", "valkey") as own, story_folder() as folder:
        running = Running(folder, slow, environment=own.environment)
        try:
            yield Scene(own, running, slow, random.Random(seed), seed)
        finally:
            running.end()
            slow.down()


@pytest.mark.parametrize("scene", SEEDS, indirect=True)
def test_every_letter_is_accounted_for(scene: Scene) -> None:
    own, running = scene.own, scene.running
    own.run(f"from tests.stories.torture_cast import fill; fill({LETTERS})")
    scene.sink.mode = "moody"
    began = time.monotonic()
    running.start(*WORKERS, CLOCK, hurried=True)
    blows = scene.rounds(BLOWS)

    running.end()
    scene.sink.mode = sink.ACCEPT
    own.ask("UPDATE candidates_letter SET lease_until = now()")  # two minutes pass: nobody holds a letter any more
    running.start(*WORKERS, CLOCK, hurried=True)
    left = "SELECT count(*) FROM candidates_letter WHERE state IN ('waiting', 'sending')"
    running.soon(lambda: later(own) and own.ask(left) == [(0,)], seconds=180)

    print(f"\n{LETTERS} letters, seed {scene.seed}, {time.monotonic() - began:.0f} s, blows: {dict(blows)}")
    judge(own, scene.sink)


def later(own: Installation) -> bool:
    """What the mail server sent away for some minutes may be tried again."""
    own.ask("UPDATE candidates_letter SET not_before = now() WHERE state = 'waiting'")
    return True


def judge(own: Installation, mail_server: sink.Sink) -> None:
    rows = own.ask("SELECT message_id, key, state, address, deadline_id FROM candidates_letter")
    met = {pk for (pk,) in own.ask("SELECT id FROM candidates_deadline WHERE met_at IS NOT NULL")}
    arrived = Counter(str(mail.message["Message-ID"]) for mail in mail_server.mails)
    candidates = [row for row in rows if not row[1].startswith((STAFF, "trouble"))]
    staff = [row for row in rows if row[1].startswith(STAFF)]
    print("replies:", dict(Counter(mail_server.moods_shown)))
    print("candidates:", dict(Counter(row[2] for row in candidates)), "staff:", dict(Counter(row[2] for row in staff)))
    twice = sum(arrived[row[0]] - 1 for row in staff if arrived[row[0]] > 1)
    print(f"staff mails that came a second time: {twice} of {len(staff)}")

    assert len(candidates) == LETTERS
    assert [row for row in candidates if arrived[row[0]] > 1] == [], "no candidate reads it twice"
    assert [row for row in candidates if row[2] == "sent" and not arrived[row[0]]] == [], "sent means taken"
    assert [row for row in candidates if row[2] not in ("sent", "in_doubt") and arrived[row[0]]] == []
    assert {row[2] for row in candidates} <= {"sent", "in_doubt", "failed"}, "none is forgotten"
    assert {row[4] for row in candidates if row[2] == "sent"} == met, "kept when the mail server took it, not before"
    assert [row for row in staff if row[2] == "sent" and not arrived[row[0]]] == []
    wrong = [mail.to for mail in mail_server.mails if "Woord" in mail.body() and f"Woord {mail.to}" not in mail.body()]
    assert wrong == [], "everybody reads their own"
    assert len([row for row in candidates if row[2] == "sent"]) > LETTERS / 2, "hardly anything left: proves nothing"


@pytest.mark.parametrize("scene", SEEDS[:1], indirect=True)
def test_tasks_that_are_mails_get_lost_under_the_same_blows(scene: Scene) -> None:
    """Negative control: what the portal would lose without rows."""
    command = ["celery", "-A", "tests.stories.direct", "worker", "--concurrency", "2"]
    for name in (*WORKERS, CLOCK):  # here the clock is a worker too
        scene.running.keep(name, command)
    wish = f"from tests.stories.direct import post\nfor n in range({LETTERS}): post.delay(n)"
    scene.own.run(wish)
    blows = scene.rounds(BLOWS // 3)
    quiet_since(scene.sink)

    arrived = {mail.to for mail in scene.sink.mails}
    print(f"\ndirect tasks: {LETTERS - len(arrived)} of {LETTERS} lost, blows: {dict(blows)}")
    assert len(arrived) < LETTERS


def quiet_since(mail_server: sink.Sink, *, seconds: float = 15) -> None:
    """Nothing has come for a while."""
    count, ends = -1, 0.0
    while time.monotonic() < ends or len(mail_server.mails) != count:
        if len(mail_server.mails) != count:
            count, ends = len(mail_server.mails), time.monotonic() + seconds
        time.sleep(0.5)
