"""A lost link: one answer for everybody, a mail only for who had a link before."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.lost_links import mail_lost_links
from candidates.letters.mark import own_address_of
from candidates.models import Hold, Letter, LostLink, Rejection
from tests import call_cast, cast, own_cast
from tests.own_cast import LATER, at, link_of, words
from tests.sink import Sink

pytestmark = pytest.mark.django_db
PAGE = "/mijn-link/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        yield


def ask(address: str, client: Client | None = None) -> Any:
    """With the ring that follows."""
    answer = (client or Client()).post(PAGE, {"email": address})
    mail_lost_links()
    return answer


def mailed() -> list[Letter]:
    return list(Letter.objects.filter(kind="lost_link").order_by("pk"))


def test_known_and_unknown_are_answered_alike(sink: Sink) -> None:
    own_cast.told_by_mail()
    answers = {
        (r.status_code, r.content.decode().replace(who, "...").replace("…", ""), str(sorted(r.headers.items())))
        for who in ("youssef@example.org", "iemand1@example.org", "iemand2@example.org")
        for r in [ask(who)]
    }
    assert len({(status, headers) for status, _page, headers in answers}) == 1
    assert len({tidy(page) for _status, page, _headers in answers}) == 1
    assert len(mailed()) == 1


def test_asking_does_the_same_work_for_both(sink: Sink) -> None:
    own_cast.told_by_mail()
    done = []
    for address in ("youssef@example.org", "iemand@example.org"):
        with CaptureQueriesContext(connection) as queries:
            Client().post(PAGE, {"email": address})
        done.append([re.sub(r"'[^']*'", "", query["sql"]) for query in queries])
    assert done[0] == done[1]
    assert LostLink.objects.count() == 2
    mail_lost_links()
    assert (LostLink.objects.count(), len(mailed())) == (0, 1)


def tidy(page: str) -> str:
    """Without the token that every form has."""
    return " ".join(line for line in page.split() if "value=" not in line)


def test_the_mail_leads_to_the_own_page_and_tells_nothing(sink: Sink) -> None:
    rejection = own_cast.told_by_mail()
    ask(" Youssef@Example.org ")
    own_cast.deliver_due(clock=lambda: LATER)
    mail = sink.mails[-1]
    assert (mail.to, mail.message["Subject"]) == ("youssef@example.org", "Je persoonlijke link")
    text = mail.body("plain")
    address = own_address_of(link_of(rejection))
    assert address in text
    for secret in ("planner", "feedback", "fgewezen", "besluit", "gesprek"):
        assert secret not in text.replace(address, "").lower()
    opened = Client().get(address.partition("//")[2].partition("/")[2].join(["/", ""]), follow=True)
    assert opened.redirect_chain[-1][0] == at(rejection, "own_page")


def test_each_application_its_own_mail(sink: Sink) -> None:
    for title in ("Analist", "Planner"):
        own_cast.told_by_mail(vacancy=cast.vacancy(title))
    ask("youssef@example.org")
    assert len(mailed()) == 2


def test_a_link_that_never_left_is_not_mailed(sink: Sink) -> None:
    """It would be the first word about a decision."""
    rejection = own_cast.owed()
    own_cast.approved(rejection)
    ask("youssef@example.org")
    assert mailed() == []


def test_who_was_asked_for_a_moment_has_one_before_they_are_told(sink: Sink) -> None:
    call_cast.asked()
    ask("danielle@example.org")
    assert [letter.address for letter in mailed()] == ["danielle@example.org"]


@pytest.mark.parametrize(
    "gone",
    [{"keep_until": LATER.date() - timedelta(days=1)}, {"undone_at": LATER}, {"forgotten_at": LATER}],
    ids=["over its term", "undone", "forgotten"],
)
def test_a_link_that_opens_nothing_is_not_mailed(sink: Sink, gone: dict[str, Any]) -> None:
    own_cast.told_by_mail()
    Rejection.objects.update(**gone)
    ask("youssef@example.org")
    assert mailed() == []


def test_a_complaint_keeps_the_way_in(sink: Sink) -> None:
    rejection = own_cast.told_by_mail()
    Rejection.objects.update(keep_until=LATER.date() - timedelta(days=1))
    Hold.objects.create(candidate=rejection.candidate, why="Geschil", until=LATER.date(), placed_at=LATER)
    ask("youssef@example.org")
    assert len(mailed()) == 1


def test_three_an_hour_for_an_address_and_the_answer_stays_the_same(sink: Sink) -> None:
    own_cast.told_by_mail()
    answers = set()
    for minute in range(6):
        with time_machine.travel(LATER + timedelta(minutes=minute), tick=False):
            answers.add(ask("youssef@example.org").status_code)
    assert (answers, len(mailed())) == ({200}, 3)


def test_twenty_an_hour_from_one_place() -> None:
    answers = [ask(f"iemand{n}@example.org").status_code for n in range(21)]
    assert answers == [200] * 20 + [429]


@pytest.mark.parametrize("typed", ["", "youssef", "youssef@", "a@b\n@c.nl"])
def test_what_is_no_address_is_said_on_its_field(typed: str) -> None:
    answer = ask(typed)
    assert answer.status_code == 200
    assert "Fout: " in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_link_that_does_not_work_leads_here(client: Client) -> None:
    page = client.get(reverse("own_enter", args=["A" * 43]))
    assert (page.status_code, f'href="{PAGE}"' in page.content.decode()) == (404, True)
    assert "Link kwijt?" in words(page)
