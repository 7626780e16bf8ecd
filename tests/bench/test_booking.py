"""make bench: booking a moment (the form, then the answer) before gunicorn, beside its floor (tests/bench/floor.py).

Both in turns in one run, by as many people at once. There are 48 moments to choose from on average: as people book,
72 become 24.
"""

import http.client
import os
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import time as clock
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from statistics import quantiles
from threading import Thread
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.utils import timezone

from candidates.models import Letter, Link, Rejection
from spreekuur.actions.days import Extra, add_day
from spreekuur.actions.telling import write_talk_letters
from spreekuur.models import Booking, Slot
from spreekuur.rules.rhythm import Hours
from tests import cast
from tests.stories.booking_cast import CSRF, Holder, holders, together
from tests.stories.running import Running

pytestmark = pytest.mark.bench
PEOPLE, MONTHS = 48, 6  # in six months two recruiters have 72 moments
AT_ONCE = (1, 8, 32)
ROUNDS = int(os.environ.get("ROUNDS", 8))
MOST_CPU, LEAST_SPEED = 2.0, 0.5  # of the floor's
TICK = os.sysconf("SC_CLK_TCK")
ANSWERS = {"way": "site", "topics": ["letter", "reason"], "question": "Wat kan er beter aan mijn brief?"}
Flow = Callable[[http.client.HTTPConnection, Holder, int], None]


@dataclass
class Measured:
    """Of all rounds together: seconds of each flow, seconds on the clock, and of the processors."""

    took: list[float] = field(default_factory=list)
    wall: float = 0
    web: float = 0
    database: float = 0

    @property
    def flows(self) -> int:
        return len(self.took)

    @property
    def speed(self) -> float:
        return self.flows / self.wall

    @property
    def cpu(self) -> float:
        """Milliseconds of the web server for one flow."""
        return self.web / self.flows * 1000

    def line(self, name: str, at_once: int) -> str:
        cuts = quantiles(self.took, n=100)
        shares = "".join(f"{cuts[share - 1] * 1000:8.0f}" for share in (50, 95, 99))
        database = self.database / self.flows * 1000
        return f"{name:8}{at_once:4}{self.speed:10.1f}{self.cpu:9.2f}{database:9.2f}{shares}"


@pytest.fixture
def port(running: Running) -> int:
    running.environment["DJANGO_SETTINGS_MODULE"] = "tests.bench.floor_settings"
    cast.hospital()
    nadia, bram, now = cast.nadia(), cast.bram(), timezone.now()
    for month in range(MONTHS):
        on = now.date() + timedelta(days=7 + 28 * month)
        hours = Hours(clock(13), clock(14, 30), 15)
        add_day(Extra(on, hours, [nadia, bram], place="Kamer 1.12, naast de balie"), by=nadia, at=now)
    running.start("web")
    return running.port


def test_booking_beside_its_floor(running: Running, port: int) -> None:
    people = holders(PEOPLE, now=timezone.now())
    slots = list(Slot.objects.in_order().values_list("pk", flat=True))
    flows: dict[str, Flow] = {"portal": portal, "floor": floor_of(people)}
    assert written_by(flows["portal"], port, people[0], slots) == written_by(flows["floor"], port, people[0], slots)

    wishes = list(zip(people, Random(4).sample(slots, PEOPLE), strict=True))
    for flow in [*flows.values()] * 3:  # a server that has just started reads its templates first
        measure(Measured(), flow, running, wishes, 16)

    print(f"\n{'':8}{'':4}{'a second':>10}{'web ms':>9}{'db ms':>9}{'p50':>8}{'p95':>8}{'p99':>8}")
    too_much = []
    for at_once in AT_ONCE:
        measured = {name: Measured() for name in flows}
        for _round in range(ROUNDS):
            for name, flow in flows.items():
                measure(measured[name], flow, running, wishes, at_once)
        ours, least = measured["portal"], measured["floor"]
        print(ours.line("portal", at_once), least.line("floor", at_once), sep="\n")
        cpu, speed = ours.cpu / least.cpu, ours.speed / least.speed
        print(f"{'':8}{at_once:4}{speed:9.2f}x{cpu:8.2f}x")
        too_much += [f"{at_once} at once: cpu {cpu:.2f}"] if cpu > MOST_CPU else []
        too_much += [f"{at_once} at once: speed {speed:.2f}"] if at_once == 8 and speed < LEAST_SPEED else []
    letters_apart(people, slots, running, port)
    assert not too_much


def portal(line: http.client.HTTPConnection, who: Holder, slot: int) -> None:
    page = f"/s/{who.public_id}/"
    asked(line, "GET", page, who, status=200)
    asked(line, "POST", page, who, status=303, slot=slot)


def floor_of(people: Sequence[Holder]) -> Flow:
    links = dict(Link.objects.values_list("rejection", "pk"))

    def floor(line: http.client.HTTPConnection, who: Holder, slot: int) -> None:
        page = f"/floor/{links[who.rejection]}/{who.rejection}/"
        asked(line, "GET", page, who, status=200)
        asked(line, "POST", f"{page}book/", who, status=303, slot=slot)

    return floor


def asked(
    line: http.client.HTTPConnection, method: str, page: str, who: Holder, *, status: int, slot: int | None = None
) -> None:
    headers = {"Cookie": f"csrf={CSRF}; link-{uuid.UUID(who.public_id).hex}={who.token}"}
    body = None
    if slot:
        answers = ANSWERS | {"csrfmiddlewaretoken": CSRF, "slot": slot, "key": uuid.uuid4()}
        body = urlencode(answers, doseq=True)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request(method, page, body, headers)
    answer = line.getresponse()
    answer.read()
    assert answer.status == status, (page, answer.status)


def measure(into: Measured, flow: Flow, running: Running, wishes: Sequence[tuple[Holder, int]], at_once: int) -> None:
    to_do: SimpleQueue[tuple[Holder, int]] = SimpleQueue()
    for wish in wishes:
        to_do.put(wish)
    web, database, started = web_seconds(running), database_seconds(), time.perf_counter()
    together(Thread(target=one_after_another, args=[flow, running.port, to_do, into.took]) for _one in range(at_once))
    into.wall += time.perf_counter() - started
    into.web += web_seconds(running) - web
    into.database += database_seconds() - database
    assert Booking.objects.count() == len(wishes)
    as_before()


def one_after_another(flow: Flow, port: int, to_do: "SimpleQueue[tuple[Holder, int]]", took: list[float]) -> None:
    """Everybody comes with a connection of their own, as a browser does."""
    while True:
        try:
            who, slot = to_do.get_nowait()
        except Empty:
            return
        started = time.perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            flow(line, who, slot)
        took.append(time.perf_counter() - started)


def as_before() -> None:
    Booking.objects.all().delete()
    Rejection.objects.update(keep_until=timezone.localdate() + timedelta(days=14), keep_why="decision")


def written_by(flow: Flow, port: int, who: Holder, slots: Sequence[int]) -> dict[str, int]:
    """How many rows a flow adds to which table."""
    before = rows()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        flow(line, who, slots[0])
    after = rows()
    as_before()
    return {table: after[table] - before[table] for table in after if after[table] != before[table]}


def rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


@dataclass(frozen=True)
class Process:
    """Of /proc: seconds of processor time, its own and those of children that have ended."""

    pid: int
    parent: int
    group: int
    used: float
    by_children: float


def processes() -> Iterator[Process]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            told = stat.read_text().rpartition(")")[2].split()
            user, system, children, children_system = (int(ticks) / TICK for ticks in told[11:15])
            yield Process(int(stat.parent.name), int(told[1]), int(told[2]), user + system, children + children_system)


def web_seconds(running: Running) -> float:
    group = running.kept["web"].program.pid()
    return sum(process.used for process in processes() if process.group == group)


def database_seconds() -> float:
    """Of all that serve somebody, also of those that have ended since."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    found = {process.pid: process for process in processes()}
    server = found[found[ours].parent]
    return server.by_children + sum(process.used for process in found.values() if process.parent == server.pid)


def letters_apart(people: Sequence[Holder], slots: Sequence[int], running: Running, port: int) -> None:
    """What the worker does afterwards: it composes a mail with its appointment for each booking."""
    for who, slot in zip(people, slots, strict=False):
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            portal(line, who, slot)
    started = time.process_time()
    write_talk_letters(timezone.now())
    took = time.process_time() - started
    count = Letter.objects.count()
    assert count == len(people)
    print(f"letters, composed by the worker: {took / count * 1000:.1f} ms of CPU each")
