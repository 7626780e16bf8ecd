import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from structlog.stdlib import ProcessorFormatter

from candidates.actions.links import link_for, revoke_links
from candidates.models import Link, Rejection
from candidates.rules.tokens import token_of
from tests import cast, letter_cast

pytestmark = pytest.mark.django_db
NO_LINK = "A" * 43


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return letter_cast.owed(reason_details="Te weinig ervaring", language="nl")


@pytest.fixture
def link(rejection: Rejection) -> Link:
    return link_for(rejection, at=timezone.now())


def address(link: Link) -> str:
    return reverse("link_enter", args=[token_of(bytes(link.seed), settings.LINK_KEY)])


def opened(client: Client, link: Link) -> Any:
    return client.get(address(link), follow=True)


def words(html: str) -> str:
    class Words(HTMLParser):
        said: list[str] = []

        def handle_data(self, data: str) -> None:
            self.said.append(data)

    parser = Words()
    parser.said = []
    parser.feed(html)
    return " ".join(" ".join(parser.said).split())


def test_the_token_is_traded_for_a_cookie_and_leaves_the_address(client: Client, link: Link) -> None:
    response = client.get(address(link))

    assert response.status_code == 302
    assert response["Location"] == f"/s/{link.public_id}/"
    cookie = response.cookies[f"link-{link.public_id.hex}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (True, "Lax", "", "/")


def test_under_https_the_cookie_is_locked_to_this_host(client: Client, link: Link, settings: Settings) -> None:
    settings.SECURE = True
    response = client.get(address(link), secure=True)

    cookie = response.cookies[f"__Host-link-{link.public_id.hex}"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert client.get(response["Location"], secure=True).status_code == 200


def test_the_page_says_whom_to_call_and_nothing_of_the_decision(client: Client, link: Link) -> None:
    response = opened(client, link)
    page = words(response.content.decode())

    assert "Youssef" in page
    assert "nadia@oeverland.example" in page
    assert "088" in page
    rejection = link.rejection
    for secret in ("El Amrani", "youssef@", rejection.vacancy.title, "Te weinig ervaring", "Cv", "Willems", "fgewezen"):
        assert secret not in page


def test_every_answer_is_not_kept_not_indexed_and_sends_no_referer(client: Client, link: Link) -> None:
    """The pages with forms tell our own site: a browser that may tell nobody sends a form without its origin."""
    page = reverse("link_page", args=[link.public_id])
    for path, told in ((address(link), "no-referrer"), (page, "same-origin"), (f"/s/{NO_LINK}/", "no-referrer")):
        response = client.get(path)
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == told


def test_unknown_expired_revoked_and_forgotten_links_answer_alike(client: Client, rejection: Rejection) -> None:
    now = timezone.now()
    revoked = link_for(rejection, at=now)
    revoke_links(rejection, at=now)
    expired = link_for(rejection, at=now)
    Link.objects.filter(pk=expired.pk).update(expires_at=now - timedelta(seconds=1))
    other = letter_cast.owed(
        candidate=cast.candidate("Lotte Smit"), vacancy=rejection.vacancy, keep_until=now.date() - timedelta(1)
    )
    forgotten = link_for(other, at=now)

    addresses = [f"/s/{NO_LINK}/", "/s/x/", address(revoked), address(expired), address(forgotten)]
    addresses += [reverse("link_page", args=[some.public_id]) for some in (revoked, expired, forgotten)]
    answers = {
        (r.status_code, r.content, str(sorted(r.headers.items())), r.cookies.output())
        for r in map(client.get, addresses)
    }

    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


def test_without_its_cookie_the_page_of_a_link_does_not_exist(client: Client, link: Link) -> None:
    assert client.get(reverse("link_page", args=[link.public_id])).status_code == 404


def test_who_holds_two_links_sees_each_on_its_own_page(client: Client, link: Link) -> None:
    other = link_for(
        letter_cast.owed(candidate=cast.candidate("Lotte Smit"), vacancy=link.rejection.vacancy), at=timezone.now()
    )
    first, second = opened(client, link), opened(client, other)
    again = client.get(first.redirect_chain[0][0])

    assert "Youssef" in words(first.content.decode())
    assert "Lotte" in words(second.content.decode())
    assert "Youssef" in words(again.content.decode())


def test_the_page_speaks_the_language_of_the_candidate_until_they_choose(client: Client, rejection: Rejection) -> None:
    Rejection.objects.update(language="en")
    link = link_for(rejection, at=timezone.now())
    assert '<html lang="en">' in opened(client, link).content.decode()

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    assert '<html lang="nl">' in opened(client, link).content.decode()


def test_twenty_tries_an_hour_then_wait(client: Client, link: Link) -> None:
    answers = [client.get(address(link)).status_code for _try in range(21)]
    assert answers == [302] * 20 + [429]


def test_twenty_guesses_an_hour_from_one_place_then_wait(client: Client, link: Link) -> None:
    answers = [client.get(f"/s/{n:043}/").status_code for n in range(21)]
    assert answers == [404] * 20 + [429]
    assert client.get(address(link), REMOTE_ADDR="192.0.2.7").status_code == 302


def every_row() -> dict[str, list[Any]]:
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = cursor.fetchall()
    return found


def test_three_visits_of_a_mail_scanner_change_nothing_but_limits(client: Client, link: Link) -> None:
    before = every_row()
    for _visit in range(3):
        for visit in (client.get, client.head):
            visit(address(link), follow=True)
            visit(reverse("link_page", args=[link.public_id]))
    after = every_row()

    assert [table for table in before if before[table] != after[table]] == ["candidates_bucket"]


def test_other_methods_are_refused(client: Client, link: Link) -> None:
    for method in (client.post, client.put, client.delete):
        assert method(address(link)).status_code == 405


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What our own handler would write: the same formatter, another stream."""
    formatter = next(h.formatter for h in logging.getLogger().handlers if isinstance(h.formatter, ProcessorFormatter))
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_the_token_is_in_no_log(client: Client, link: Link, log: io.StringIO) -> None:
    path = address(link)
    opened(client, link)
    revoke_links(link.rejection, at=timezone.now())
    for _try in range(25):
        client.get(path)

    said = log.getvalue()
    assert "/s/..." in said  # the refusals were logged, without the token
    assert path.split("/")[2] not in said
