"""Every number on the page of figures that counts people opens the list of exactly those people."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from candidates.models import Department
from tests import cast
from tests.figures_cast import NOW
from tests.funnel_cast import with_talks

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="(/cijfers/lijst/[^"]*)">([\d.]+)</a>')
COUNTED = ("stages", "speed", "months", "funnel", "notes", "reopened", "other-reason")  # tables of people
SENTENCES = ("channels", "outcomes", "week-due", "overdue-now", "counted")
EVERYTHING = {
    *("people", "judged", "told", "on_time", "in_a_day", "in_a_week", "later", "not_yet", "reasoned", "other"),
    *("overdue_now", "silence_now", "due_mail", "due_call", "due_talk", "reopened_any", "noted", "overruled"),
    *("invited", "booked", "came", "reopened", "hired", "advice", "other_vacancy", "talent_pool", "no_show"),
    *("answered", "useful", "answered_with", "not_useful_with", "answered_without", "not_useful_without"),
    *("ever_invited", "ever_booked", "ever_came", "ever_reopened", "ever_hired"),
}


@pytest.fixture
def hanna() -> Iterator[Client]:
    with time_machine.travel(NOW, tick=False):
        with_talks(401)
        client = Client()
        client.force_login(cast.hanna(language="nl"))
        yield client


def links(page: str) -> list[tuple[str, int]]:
    return [(html.unescape(href), int(shown.replace(".", ""))) for href, shown in LINK.findall(page)]


def opened(client: Client, href: str) -> tuple[int, int]:
    """The count above the list, and the rows on its first page."""
    listed = client.get(href).content.decode()
    said = re.search(r"([\d.]+)\s+mens(en)?\.", listed)
    assert said, href
    return int(said[1].replace(".", "")), listed.partition("<tbody>")[2].count("<tr>")


def questions() -> list[dict[str, Any]]:
    kitchen = Department.objects.get(name="Keuken").pk
    return [
        {"period": "all"},
        {"period": "12-months", "stage": "interview", "department": kitchen},
        {"period": "2026-03", "channel": "call"},
        {"period": "last-year"},
    ]


def test_every_number_opens_a_list_as_long_as_itself(hanna: Client) -> None:
    seen = set()
    for asked in questions():
        page = hanna.get(reverse("dashboard"), asked).content.decode()
        for href, count in links(page):
            assert (href, opened(hanna, href)) == (href, (count, min(count, 50)))
            seen |= set(re.findall(r"what=(\w+)", href))
    assert EVERYTHING - seen == set()


def test_no_number_of_people_stands_bare(hanna: Client) -> None:
    for asked in questions():
        page = hanna.get(reverse("dashboard"), asked).content.decode()
        for place, words in _places(page):
            bare = re.findall(r"(?<![\d.:-])[1-9]\d*(?![\d.]*[%\d])", words)
            assert (asked, place, bare) == (asked, place, [])


def _places(page: str) -> Iterator[tuple[str, str]]:
    """Where people are counted, without what is a link already; waiting times are no people."""
    for table, inside in re.findall(r'<table[^>]* id="([\w-]+)">(.*?)</table>', page, re.DOTALL):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", inside.partition("<tbody>")[2], re.DOTALL)
        if table == "stages":
            cells = [cell for place, cell in enumerate(cells) if place % 5 in (1, 4)]
        yield from ((table, _without_links(cell)) for cell in cells if table in COUNTED)
    for name in SENTENCES:
        found = re.search(rf'id="{name}">(.*?)</(p|span)>', page, re.DOTALL)
        yield name, _without_links(found[1]) if found else ""


def _without_links(markup: str) -> str:
    bare = re.sub(r"<svg.*?</svg>", "", LINK.sub("", markup), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", bare))


def shown(answer: HttpResponse) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_way_back_leads_to_the_page_one_came_from(hanna: Client) -> None:
    """Not to one that is narrowed like the list was."""
    asked = {"period": "12-months", "department": Department.objects.get(name="Keuken").pk}
    page = hanna.get(reverse("dashboard"), asked)
    narrowed = [href for href, _count in links(page.content.decode()) if "in_stage=" in href or "in_month=" in href]
    assert len(narrowed) > 10
    for href in narrowed:
        back = re.search(r'class="back" href="([^"]+)"', hanna.get(href).content.decode())
        assert back
        assert shown(hanna.get(html.unescape(back[1]))) == shown(page)


def test_the_next_page_of_a_list_is_of_the_same_people(hanna: Client) -> None:
    page = hanna.get(reverse("dashboard"), {"period": "all"}).content.decode()
    href = next(href for href, count in links(page) if count > 60 and "in_stage=cv-screening" in href)
    first = hanna.get(href).content.decode()
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = hanna.get(reverse("dashboard_list") + html.unescape(onward[1])).content.decode()
    people = [set(re.findall(r"/afwijzingen/[\w-]{30,}/", listed)) for listed in (first, second)]
    assert len(people[0]) == 50
    assert people[1]
    assert not people[0] & people[1]


def test_a_month_of_long_ago_is_a_page_of_its_own(hanna: Client) -> None:
    """A mail with last month's figures may be read two years later."""
    page = hanna.get(reverse("dashboard"), {"period": "2024-02"}).content.decode()
    assert "1 tot en met 29 februari 2024" in html.unescape(page)
    assert "tot en met 24 november 2026" in html.unescape(
        hanna.get(reverse("dashboard"), {"period": "2026-12"}).content.decode()
    )
