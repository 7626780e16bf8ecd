"""Every page for when something is not as it should be: kind words, a way on, and it comes out by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django.views import defaults

from candidates.models import User
from tests import cast


def seen(client: Client, url: str, status: int) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def asked(user: User | None = None) -> HttpRequest:
    request = RequestFactory().get("/ergens/")
    if user:
        request.user = user
    return request


@pytest.mark.django_db
def test_a_missing_page_keeps_the_menu_of_a_colleague(client: Client) -> None:
    cast.hospital()
    assert '<body class="public">' in seen(client, "/bestaat-niet/", 404)
    client.force_login(cast.nadia())
    page = seen(client, "/bestaat-niet/", 404)
    assert '<body class="staff"' in page
    assert "<h1>Deze pagina is er niet</h1>" in page


@pytest.mark.django_db
def test_a_closed_page_says_whom_to_ask(client: Client) -> None:
    cast.hospital()
    page = defaults.permission_denied(asked(cast.nadia()), PermissionDenied()).content.decode()
    assert "Vraag het je beheerder" in page


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_kindly() -> None:
    cast.hospital()
    answer = Client(enforce_csrf_checks=True).post(reverse("choose_language"), {"language": "en"})
    assert answer.status_code == 403
    assert "<h1>Dit formulier stond te lang open</h1>" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"until": cast.NOW + timedelta(minutes=5)}, 'vanaf <time datetime="2026-11-24T10:17+01:00">10:17</time>.'),
        ({}, "Je kunt het over een paar minuten weer proberen."),
    ],
)
def test_too_many_tries_says_from_when(given: dict[str, object], words: str) -> None:
    cast.hospital()
    page = render(asked(), "429.html", given, status=429).content.decode()
    assert words in " ".join(page.split())


def test_a_broken_page_needs_no_database_and_no_request() -> None:
    """Without the django_db mark any query would fail this test."""
    page = defaults.server_error(asked()).content.decode()
    assert "<h1>Er ging iets mis bij ons</h1>" in page


def test_an_unreadable_request_needs_no_database() -> None:
    assert (
        "<h1>We konden deze vraag niet lezen</h1>"
        in defaults.bad_request(asked(), SuspiciousOperation()).content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_has_one_heading_and_no_empty_words(language: str) -> None:
    cast.hospital()
    with translation.override(language):
        pages = [
            defaults.page_not_found(asked(), Http404()),
            defaults.permission_denied(asked(), PermissionDenied()),
            defaults.server_error(asked()),
            defaults.bad_request(asked(), SuspiciousOperation()),
            render(asked(), "429.html"),
            render(asked(), "403_csrf.html"),
        ]
    for page in pages:
        assert page.content.decode().count("<h1>") == 1
        assert f'<html lang="{language}">' in page.content.decode()
