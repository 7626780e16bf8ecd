"""The database server is killed while people book. What somebody saw on screen exists, and nothing is there twice."""

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sink import Sink
from tests.stories.booking_cast import Holder, together
from tests.stories.installation import Installation, installation
from tests.stories.running import Running, story_folder

CLIENTS = 8
BREATH = 1.2  # seconds of booking between two blows
PREPARE = """
import json
from django.utils import timezone
from tests.stories import booking_cast
booking_cast.hospital()
now = timezone.now()
people, slots = booking_cast.holders({people}, now=now), booking_cast.slots({slots}, now=now)
open("{place}", "w").write(json.dumps([[vars(one) for one in people], slots]))
"""


@contextmanager
def web_on(own: Installation) -> Iterator[int]:
    with story_folder() as folder:
        sink = Sink().up()
        made = Running(folder, sink, environment=own.environment)
        try:
            made.start("web")
            yield made.port
        finally:
            made.end()
            sink.down()


class Crowd:
    """Books until everybody saw a confirmation; a form that got no answer is sent again as it was."""

    def __init__(self, people: list[Holder], slots: list[int], port: int) -> None:
        self.waiting, self.slots, self.port = list(people), slots, port
        self.confirmed: dict[int, int] = {}
        self.unanswered = 0
        self.lock = threading.Lock()

    def run(self) -> None:
        dice = random.Random(threading.get_ident())
        while True:
            with self.lock:
                if not self.waiting:
                    return
                who = self.waiting.pop()
            self.confirmed[who.rejection] = self._booked(who, dice)

    def _booked(self, who: Holder, dice: random.Random) -> int:
        slot = dice.choice(self.slots)
        while True:
            answer = self._answer(who, slot)
            if answer == 303:
                return slot
            if answer == 409:
                slot = dice.choice(self.slots)
            else:
                self.unanswered += 1
                time.sleep(0.05)

    def _answer(self, who: Holder, slot: int) -> int:
        try:
            return who.book(self.port, slot)
        except OSError:
            return 0


def strike(own: Installation, crowd: Crowd, *, blows: int, done: threading.Event) -> int:
    """As long as somebody books."""
    for blow in range(blows):
        if done.wait(BREATH) or not crowd.waiting:
            return blow
        own.kill(own.postgres, whole=blow % 2 == 0)
        own.postgres.start()
    return blows


def storm(place: Path, *, people: int, slots: int, blows: int) -> None:
    with installation("postgres") as own:
        own.run(PREPARE.format(people=people, slots=slots, place=place))
        given, wanted = json.loads(place.read_text())
        with web_on(own) as port:
            crowd, done = Crowd([Holder(**one) for one in given], wanted, port), threading.Event()
            struck: list[int] = []
            killer = threading.Thread(target=lambda: struck.append(strike(own, crowd, blows=blows, done=done)))
            killer.start()
            together(threading.Thread(target=crowd.run) for _client in range(CLIENTS))
            done.set()
            killer.join()
        judge(own, crowd, people=people)
    print(f"{len(crowd.confirmed)} confirmed, {struck[0]} blows, {crowd.unanswered} forms sent again")
    assert struck == [blows], "everybody was done before the last blow"
    assert crowd.unanswered > 0, "the blows were not felt: this run proves nothing"


def judge(own: Installation, crowd: Crowd, *, people: int) -> None:
    rows = own.ask("SELECT rejection_id, slot_id FROM spreekuur_booking WHERE state = 'booked'")
    assert dict(rows) == crowd.confirmed
    assert len(rows) == people == len({slot for _who, slot in rows})
    assert own.ask("SELECT count(*) FROM spreekuur_booking") == [(people,)]


@pytest.mark.race
def test_a_confirmed_booking_is_true_though_the_database_died(django_db_setup: None, tmp_path: Path) -> None:
    storm(tmp_path / "cast.json", people=120, slots=140, blows=2)


@pytest.mark.torture
def test_and_so_it_is_with_six_hundred_bookings_and_eight_kills(django_db_setup: None, tmp_path: Path) -> None:
    storm(tmp_path / "cast.json", people=600, slots=700, blows=8)
