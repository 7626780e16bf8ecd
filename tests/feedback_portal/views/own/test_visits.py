"""Mail scanners open every link, three times: on the own pages too nothing changes but limits."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.actions.consents import give_consent
from candidates.models import Organisation, Rejection
from candidates.rules.letter_kinds import Leave
from tests import cast, own_cast, spreekuur_cast
from tests.feedback_portal.views.own.test_before_told import STATES
from tests.own_cast import LATER, at, token
from tests.sink import Sink
from tests.spreekuur.views.test_visits import NOTED, every_row

pytestmark = pytest.mark.django_db
PAGES = ("own_page", "own_ask", "own_data", "own_data_file", "own_remove", "own_keep")
PRESSED = (("own_useful", "feedback"), ("own_useful", "talk"), ("own_questions",))  # buttons: no page to open
REQUESTS = (("own_request", "verbeteren"), ("own_request", "bezwaar"), ("own_request", "klacht"))
STOPS = tuple(("own_stop", leave) for leave in Leave)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        yield


def told_and_kept_longer(sink: Sink) -> Rejection:
    rejection = own_cast.told_by_mail()
    spreekuur_cast.booked(rejection, spreekuur_cast.slot(13, of=spreekuur_cast.day()))
    give_consent(rejection.candidate, work="Alles", organisation=Organisation.objects.current(), at=LATER)
    return rejection


def told_by_phone(sink: Sink) -> Rejection:
    return own_cast.told_by_phone(confirmed=True)


def ways_in(rejection: Rejection) -> list[str]:
    leaving = [reverse("own_leave", args=[token(rejection), leave]) for leave in Leave]
    return [reverse("own_enter", args=[token(rejection)]), *leaving]


@pytest.mark.parametrize("state", [*STATES, told_by_phone, told_and_kept_longer], ids=lambda state: state.__name__)
def test_three_visits_of_every_page_change_nothing_but_limits(state: Callable[[Sink], Rejection], sink: Sink) -> None:
    rejection = state(sink)
    client = own_cast.holder(rejection)
    before = every_row()
    for visit in (client.get, client.head, client.get):
        for way_in in ways_in(rejection):
            assert visit(way_in, follow=True).status_code == 200
        for name, *more in [*((page,) for page in PAGES), *REQUESTS, *STOPS]:
            assert visit(at(rejection, name, *more), follow=True).status_code == 200
        for name, *more in PRESSED:
            assert visit(at(rejection, name, *more)).status_code == 405
        assert visit(reverse("lost_link")).status_code == 200
    after = every_row()
    assert {table for table in before if before[table] != after[table]} == NOTED


def test_every_link_of_every_page_may_be_opened_by_a_machine(sink: Sink) -> None:
    """Followed to the end, as a scanner does, from each of the ways in that stand in mails."""
    rejection = told_and_kept_longer(sink)
    client, seen, to_see = Client(), set(), ways_in(rejection)
    before = every_row()
    while to_see:
        path = to_see.pop()
        seen.add(path)
        page = client.get(path, follow=True)
        words = page.content.decode() if page["Content-Type"].startswith("text/html") else ""
        found = set(re.findall(r'href="(/[^"#]*)"', words))
        to_see += [one for one in found - seen - set(to_see) if not one.startswith("/static/")]
    after = every_row()
    for name in ("own_page", "own_data", "own_data_file", "own_remove", "own_keep", "link_page", "book_cancel"):
        assert at(rejection, name) in seen
    assert {table for table in before if before[table] != after[table]} == NOTED
