"""What was typed survives an expired session, for its own writer only."""

import pytest
from django.test import Client

from candidates.access.typing import LONGEST, mark
from candidates.models import Candidate, Rejection, User
from tests import cast

pytestmark = pytest.mark.django_db
URL = "/afwijzingen/nieuw/"


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia(password=cast.PASSWORD)


def log_in(client: Client, user: User, page: str) -> str:
    answer = client.post(page, {"login": user.email, "password": cast.PASSWORD})
    return str(answer.url)


def test_after_logging_in_again_the_form_comes_back_filled(client: Client, nadia: User) -> None:
    answer = client.post(URL, {"kept_for": mark(nadia), "name": "Daniëlle Bakker", "stage": "interview"})
    assert answer.url == f"/account/login/?next={URL}"

    assert log_in(client, nadia, answer.url) == URL
    form = client.get(URL).context["form"]
    assert (form["name"].value(), form["stage"].value()) == ("Daniëlle Bakker", "interview")
    assert (Rejection.objects.count(), Candidate.objects.count()) == (0, 0)


def test_it_comes_back_once(client: Client, nadia: User) -> None:
    answer = client.post(URL, {"kept_for": mark(nadia), "name": "Daniëlle Bakker"})
    log_in(client, nadia, answer.url)
    client.get(URL)
    assert client.get(URL).context["form"].is_bound is False


def test_a_colleague_on_the_same_computer_does_not_find_it(client: Client, nadia: User) -> None:
    bram = cast.bram(password=cast.PASSWORD)
    answer = client.post(URL, {"kept_for": mark(nadia), "name": "Daniëlle Bakker"})
    log_in(client, bram, answer.url)
    assert "Daniëlle" not in client.get(URL).content.decode()


@pytest.mark.parametrize("kept_for", [None, "", "1", "MQ:1234:abcd"])
def test_without_a_true_mark_nothing_is_kept(client: Client, nadia: User, kept_for: str | None) -> None:
    typed = {"name": "Daniëlle Bakker"} | ({"kept_for": kept_for} if kept_for is not None else {})
    client.post(URL, typed)
    assert "typed" not in client.session


def test_nor_is_a_very_long_text(client: Client, nadia: User) -> None:
    client.post(URL, {"kept_for": mark(nadia), "name": "x" * LONGEST})
    assert "typed" not in client.session


def test_no_word_of_it_stands_in_the_address_or_plainly_in_the_session(client: Client, nadia: User) -> None:
    answer = client.post(URL, {"kept_for": mark(nadia), "name": "Kanarie"})
    assert "Kanarie" not in answer.url
    assert set(client.session.keys()) == {"typed"}


def test_a_part_of_a_page_is_not_swapped_for_the_login_page(client: Client, nadia: User) -> None:
    answer = client.post("/afwijzingen/belofte/", {"name": "Daniëlle"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_a_form_that_lay_open_over_another_login_comes_back_too(nadia: User) -> None:
    """Its token is void by then."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(nadia)
    answer = client.post(URL, {"kept_for": mark(nadia), "name": "Daniëlle Bakker", "csrfmiddlewaretoken": "x" * 64})
    assert (answer.status_code, answer.url) == (302, URL)
    assert client.get(URL).context["form"]["name"].value() == "Daniëlle Bakker"
    assert Rejection.objects.count() == 0
