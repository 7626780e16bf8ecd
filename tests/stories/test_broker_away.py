"""The broker is away, then back: pages work, letters wait, and the clock goes on by itself."""

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pytest

from feedback_portal.embedded.process import program_of, wait_for
from tests import cast
from tests.sink import Sink
from tests.stories.installation import Installation, installation
from tests.stories.running import Running, story_folder
from tests.stories.visitor import Visitor

KILLS = int(os.environ.get("BROKER_KILLS", "20"))
LETTERS = 30
SECONDS_FOR_A_PAGE = 3  # of a busy machine; a page that waited for the broker would need its time-outs
FILL = "from tests.stories.torture_cast import fill; fill({count})"
RANG = "SELECT rang_at FROM candidates_heartbeat WHERE name = 'deliver_letters'"
WAITING = "SELECT count(*) FROM candidates_letter WHERE state IN ('waiting', 'sending')"


@dataclass
class Scene:
    own: Installation
    running: Running
    sink: Sink

    def silence(self) -> None:
        self.own.kill(self.own.valkey, whole=True)
        assert wait_for(lambda: not program_of(self.own.valkey.program.pid()), seconds=10)

    def rang(self) -> object:
        return self.own.ask(RANG)

    def waiting(self) -> int:
        ((count,),) = self.own.ask(WAITING)
        return int(count)


@pytest.fixture
def scene(django_db_setup: None) -> Iterator[Scene]:
    sink = Sink().up()
    with installation("postgres", "valkey") as own, story_folder() as folder:
        running = Running(folder, sink, environment=own.environment)
        try:
            yield Scene(own, running, sink)
        finally:
            running.end()
            sink.down()


@pytest.mark.story
def test_pages_work_and_letters_wait_until_the_broker_is_back(scene: Scene) -> None:
    own, running = scene.own, scene.running
    scene.silence()
    own.run(FILL.format(count=LETTERS))
    running.start("web", "worker", "beat", hurried=True)  # they also start without a broker

    desk, began = Visitor(running.url), time.monotonic()
    assert desk.log_in("nadia@oeverland.example", cast.PASSWORD).path == "/"
    new = desk.see("/afwijzingen/nieuw/")
    ((vacancy,),) = own.ask("SELECT id FROM candidates_vacancy")
    told = {"stage": "cv-screening", "vacancy": vacancy, "name": "Femke Postma", "email": "femke@example.org"}
    assert desk.send(new, **told).path == "/"
    assert time.monotonic() - began < 4 * SECONDS_FOR_A_PAGE
    assert own.ask("SELECT count(*) FROM candidates_candidate WHERE name = 'Femke Postma'") == [(1,)]
    assert scene.sink.mails == []

    own.valkey.start()
    running.soon(lambda: running.look_after() or scene.waiting() == 0, seconds=90)
    addresses = [mail.to for mail in scene.sink.mails if mail.to.startswith("kandidaat")]
    assert sorted(addresses) == sorted(f"kandidaat{number}@example.org" for number in range(LETTERS))


@pytest.mark.torture
def test_the_clock_rings_again_after_every_death_of_the_broker(scene: Scene) -> None:
    own, running, dice = scene.own, scene.running, random.Random(8)
    own.run(FILL.format(count=10 * KILLS))
    running.start("worker", "worker2", "beat", hurried=True)
    running.soon(lambda: scene.rang() != [], seconds=60)
    gone: list[float] = []
    for _kill in range(KILLS):
        time.sleep(dice.uniform(0.2, 1.5))
        scene.silence()
        time.sleep(dice.uniform(0.1, 2))
        own.valkey.start()
        back, last = time.monotonic(), scene.rang()
        running.soon(lambda last=last: running.look_after() or scene.rang() != last, seconds=60)
        gone.append(time.monotonic() - back)
    running.soon(lambda: running.look_after() or scene.waiting() == 0, seconds=120)
    print(f"\n{KILLS} deaths of the broker: rang again after {median(gone):.1f} s (median), {max(gone):.1f} s (most)")
    candidates = [mail.to for mail in scene.sink.mails if mail.to.startswith("kandidaat")]
    assert sorted(candidates) == sorted(f"kandidaat{number}@example.org" for number in range(10 * KILLS))
