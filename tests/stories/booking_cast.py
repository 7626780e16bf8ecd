"""Many candidates with a link each, a day with slots, and how they all press at once: plain HTTP, no browser."""

import http.client
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from candidates.actions.links import link_for
from candidates.models import Candidate, Rejection, User, Vacancy
from candidates.rules.tokens import token_of
from spreekuur.actions.days import Extra, add_day
from spreekuur.models import Day
from spreekuur.rules.rhythm import Hours
from tests import cast

CSRF = "a" * 32
SECONDS = 60  # to wait for an answer
TWO_WEEKS = timedelta(days=14)


@dataclass
class Holder:
    """Somebody with the cookie of their link."""

    rejection: int
    public_id: str
    token: str
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    def book(self, port: int, slot: int) -> int:
        return self.send(port, "", slot=slot, way="site", key=self.key)

    def move(self, port: int, slot: int) -> int:
        return self.send(port, "verzetten/", slot=slot, key=uuid.uuid4())

    def send(self, port: int, page: str, **answers: object) -> int:
        body = urlencode({"csrfmiddlewaretoken": CSRF} | answers)
        return self._ask(port, "POST", page, body)[0]

    def see(self, port: int) -> tuple[int, str]:
        return self._ask(port, "GET", "", "")

    def _ask(self, port: int, method: str, page: str, body: str) -> tuple[int, str]:
        cookie = f"csrf={CSRF}; link-{uuid.UUID(self.public_id).hex}={self.token}"
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        try:
            line.request(method, f"/s/{self.public_id}/{page}", body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()


def hospital(**settings_of: Any) -> User:
    cast.hospital(**settings_of)
    return cast.nadia()


def holders(count: int, *, now: datetime) -> list[Holder]:
    vacancy, nadia = Vacancy.objects.first() or cast.vacancy(), User.objects.get(first_name="Nadia")
    start = Candidate.objects.count()
    people = Candidate.objects.bulk_create(
        Candidate(name=f"Kandidaat {n}", email=f"k{n}@example.org", phone="+31612345678", created_at=now)
        for n in range(start, start + count)
    )
    about = Rejection.objects.bulk_create(
        Rejection(
            candidate=person,
            vacancy=vacancy,
            recruiter=nadia,
            stage_at_rejection="cv-screening",
            decided_at=now,
            logged_at=now,
            keep_until=now.date() + TWO_WEEKS,
            keep_why="decision",
        )
        for person in people
    )
    return [_holder(rejection, now=now) for rejection in about]


def _holder(rejection: Rejection, *, now: datetime) -> Holder:
    link = link_for(rejection, at=now)
    return Holder(rejection.pk, str(link.public_id), token_of(bytes(link.seed), settings.LINK_KEY))


def slots(count: int, *, now: datetime, minutes: int = 5) -> list[int]:
    """So many on days of a week from now, with Nadia; each from 8:00 to 20:00."""
    nadia, made = User.objects.get(first_name="Nadia"), []
    on = date.fromordinal(now.date().toordinal() + 7)
    while len(made) < count:
        hours = Hours(time(8), _end(count - len(made), minutes), minutes)
        day: Day = add_day(Extra(on, hours, [nadia]), by=nadia, at=now)
        made += list(day.slots.order_by("starts_at").values_list("pk", flat=True))
        on += timedelta(days=1)
    return made


def _end(count: int, minutes: int) -> time:
    return time(*divmod(min(8 * 60 + count * minutes, 20 * 60), 60))


def at_once(works: Sequence[Callable[[], int]]) -> Counter[int]:
    """Each in a thread of its own, all let go together; what they were answered."""
    start, answers = threading.Barrier(len(works)), []

    def run(work: Callable[[], int]) -> None:
        start.wait()
        try:
            answers.append(work())
        except OSError:
            answers.append(0)

    together([threading.Thread(target=run, args=[work]) for work in works])
    return Counter(answers)


def together(threads: Iterable[threading.Thread]) -> None:
    running = list(threads)
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
