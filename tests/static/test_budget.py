"""What a first visit costs: the page and all it names, compressed. A candidate may stand on a platform with one bar."""

import gzip
import re

import pytest
import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from candidates.actions.links import link_for
from candidates.rules.tokens import token_of
from spreekuur.actions.clock import watch_spreekuur
from tests import cast, letter_cast, own_cast, spreekuur_cast
from tests.sink import Sink

KILOBYTE = 1000
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


def first_load(client: Client, url: str) -> int:
    """Bytes over the line: the page, and every style, script and picture it asks for."""
    page = client.get(url, follow=True)
    assert page.status_code == 200
    named = set(re.findall(r'(?:href|src)="/static/([^"#]+)"', page.content.decode()))
    assert {"feedback_portal/portal.css", "feedback_portal/public.css"} & named
    return len(gzip.compress(page.content)) + sum(weight(name) for name in named)


def asked_for(client: Client, url: str) -> set[str]:
    """What a first visit asks for besides the page itself."""
    page = client.get(url, follow=True).content.decode()
    return set(re.findall(r'(?:href|src)="(/static/[^"#]+)"', page))


def weight(name: str) -> int:
    path = finders.find(name)
    assert path, name
    with open(path, "rb") as file:
        return len(gzip.compress(file.read()))


def personal_link() -> str:
    link = link_for(letter_cast.owed(), at=cast.NOW)
    return reverse("link_enter", args=[token_of(bytes(link.seed), settings.LINK_KEY)])


def test_a_page_of_a_candidate_is_small(client: Client) -> None:
    assert first_load(client, personal_link()) < 45 * KILOBYTE
    assert first_load(client, reverse("accessibility")) < 45 * KILOBYTE


def test_a_candidates_own_page_is_small(client: Client, sink: Sink) -> None:
    """With the feedback, the talk and all there is to ask."""
    with time_machine.travel(own_cast.LATER):
        rejection = own_cast.told_by_mail()
        spreekuur_cast.booked(rejection, spreekuur_cast.slot(13, of=spreekuur_cast.day()))
        url = reverse("own_enter", args=[own_cast.token(rejection)])
        assert "<script" not in client.get(url, follow=True).content.decode()
        assert first_load(client, url) < 45 * KILOBYTE
        assert len(asked_for(client, url)) + 1 <= 5


def test_a_page_of_a_recruiter_is_small(client: Client) -> None:
    nadia = cast.nadia()
    for number in range(20):
        letter_cast.owed(
            recruiter=nadia,
            candidate=cast.candidate(f"Kandidaat{number} Jansen"),
            stage="interview",
            channel="call",
        )
    client.force_login(nadia)
    assert first_load(client, reverse("today")) < 65 * KILOBYTE


def test_a_candidate_chooses_a_moment_with_five_requests_and_no_script(client: Client) -> None:
    """Three months with three recruiters: 72 moments on one page."""
    url = personal_link()
    people = (cast.person("Bram"), cast.person("Marit"), cast.person("Yusuf"))
    with time_machine.travel(cast.NOW):
        spreekuur_cast.rhythm(*people)
        watch_spreekuur(cast.NOW)
        nearest = client.get(url, follow=True)
        everything = f"{nearest.request['PATH_INFO']}?all"
        page = client.get(everything).content.decode()
        assert (nearest.content.decode().count('name="slot"'), page.count('name="slot"')) == (18, 72)
        assert "<script" not in page
        assert max(first_load(client, url), first_load(client, everything)) < 45 * KILOBYTE
        assert len(asked_for(client, url)) + 1 <= 5
