"""Mail scanners open every link, three times and without being asked: nothing changes but limits."""

import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from candidates.actions.links import link_for
from candidates.actions.taking_back import reopen
from candidates.models import Deadline, Link, Rejection
from candidates.rules.tokens import token_of
from spreekuur.actions.bookings import cancel
from spreekuur.actions.requests import ask_for_feedback
from spreekuur.actions.waiting import join
from spreekuur.models import Booking, Day, Offer, Slot
from tests import cast, spreekuur_cast
from tests.spreekuur_cast import NOW, booked, slot, who

pytestmark = pytest.mark.django_db
BEHIND = ("link_page", "book_choose", "book_move", "book_cancel", "book_wait", "book_ask")
NOTED = {"candidates_bucket"}  # limits; no page here has a session, and none is read as a colleague


@pytest.fixture(autouse=True)
def thursday() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield spreekuur_cast.day()


def nothing(_about: Rejection) -> None:
    """A fresh link."""


def a_talk(about: Rejection) -> None:
    booked(about, slot(13))


def a_cancelled_talk(about: Rejection) -> None:
    a_talk(about)
    cancel(about, who=who(about), at=NOW)


def a_place_in_line(about: Rejection) -> None:
    _fill()
    join(about, day=Day.objects.get().pk, language="nl", who=who(about), at=NOW)


def an_offer(about: Rejection) -> None:
    a_place_in_line(about)
    first = Booking.objects.live().order_by("pk")[0].rejection
    cancel(first, who=who(first), at=NOW)
    assert Offer.objects.open().exists()


def a_question(about: Rejection) -> None:
    Slot.objects.update(state="closed", closed_why="hand", taken_time=None)
    ask_for_feedback(about, what="Hoe?", calendar=who().organisation.calendar(), at=NOW)


def a_second_look(about: Rejection) -> None:
    Deadline.objects.update(met_at=NOW, met_channel="mail")
    reopen(about, by=about.recruiter, why="Verkeerd gelezen", at=NOW)


def _fill() -> None:
    for n, one in enumerate(Slot.objects.in_order()):
        booked(spreekuur_cast.rejection(f"Kandidaat{n} Test"), one)


def every_row() -> dict[str, list[Any]]:
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def enter(link: Link) -> str:
    return reverse("link_enter", args=[token_of(bytes(link.seed), settings.LINK_KEY)])


SITUATIONS = (nothing, a_talk, a_cancelled_talk, a_place_in_line, an_offer, a_question, a_second_look)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.__name__)
def test_three_visits_of_every_page_change_nothing_but_limits(situation: Callable[[Rejection], None]) -> None:
    about = spreekuur_cast.rejection()
    situation(about)
    link, client = link_for(about, at=NOW), Client()
    before = every_row()
    for _visit in range(3):
        for visit in (client.get, client.head):
            assert visit(enter(link), follow=True).status_code == 200
            for name in BEHIND:
                assert visit(reverse(name, args=[link.public_id]), follow=True).status_code in (200, 405)
    after = every_row()

    assert {table for table in before if before[table] != after[table]} == NOTED


def test_every_link_of_every_page_may_be_opened_by_a_machine() -> None:
    """Followed to the end, as a scanner does: still nothing changes."""
    about = spreekuur_cast.rejection()
    booked(about, slot(13))
    link, client = link_for(about, at=NOW), Client()
    to_see, seen = [enter(link)], set()
    before = every_row()
    while to_see:
        path = to_see.pop()
        seen.add(path)
        page = client.get(path, follow=True)
        found = set(re.findall(r'href="(/[^"#]*)"', page.content.decode()))
        to_see += [one for one in found - seen - set(to_see) if not one.startswith("/static/")]
    after = every_row()

    assert {reverse(name, args=[link.public_id]) for name in ("book_move", "book_cancel")} <= seen
    assert {table for table in before if before[table] != after[table]} == NOTED


def answers_alike(tokens: list[str]) -> set[tuple[Any, ...]]:
    """Each from a place of its own, so that no limit stands before the answer."""
    client, found = Client(), set()
    for number, token in enumerate(tokens):
        place = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        response = client.get(f"/s/{token}/", REMOTE_ADDR=place)
        found.add((response.status_code, response.content, str(sorted(response.headers.items()))))
    return found


def random_tokens(count: int) -> list[str]:
    return [secrets.token_urlsafe(32) for _one in range(count)]


def mutated(token: str, count: int) -> list[str]:
    """One letter of a real one is another."""
    places = [secrets.randbelow(len(token)) for _one in range(count)]
    return [f"{token[:at]}{'A' if token[at] != 'A' else 'B'}{token[at + 1 :]}" for at in places]


def test_random_tokens_answer_alike() -> None:
    """Ten thousand of them over HTTP: tests/stories/test_tokens.py."""
    token = token_of(bytes(link_for(spreekuur_cast.rejection(), at=NOW).seed), settings.LINK_KEY)
    found = answers_alike(random_tokens(300) + mutated(token[:-1], 30))
    assert [answer[0] for answer in found] == [404]
