"""The frame around every page, seen on a page that opens for everybody."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path, reverse

from candidates.access.desk import open_to
from candidates.models import Role, User
from feedback_portal.views import pages
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.feedback_portal.views.test_frame")]

RECRUITING = (Role.RECRUITER, Role.HR_MANAGER)


def page(*roles: Role) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, "base.html", {"page": request.GET.get("page", "")})

    return open_to(*roles)(view)


urlpatterns = [
    path("vandaag/", page(*RECRUITING), name="today"),
    path("afwijzingen/", page(*RECRUITING), name="rejections"),
    path("afwijzingen/nieuw/", page(Role.RECRUITER), name="rejection_new"),
    path("mensen/", page(Role.ADMINISTRATOR), name="people"),
    path("cijfers/", page(*Role), name="dashboard"),
    path("instellingen/", page(*Role), name="my_settings"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("taal/", pages.choose_language, name="choose_language"),
    path("account/", include("allauth.account.urls")),
]

WHO = {
    Role.RECRUITER: cast.nadia,
    Role.HR_MANAGER: cast.hanna,
    Role.ADMINISTRATOR: cast.ad,
    Role.READ_ONLY: cast.vera,
}


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


def seen(client: Client, url: str, user: User | None = None) -> str:
    if user:
        client.force_login(user)
    return " ".join(client.get(url).content.decode().split())


def bar(text: str) -> list[str]:
    nav = re.search(r'<nav class="mainnav".*?</nav>', text)
    return re.findall(r"<a [^>]*>([^<]+)</a>", nav.group()) if nav else []


@pytest.mark.parametrize(
    ("role", "items"),
    [
        (Role.RECRUITER, ["Vandaag", "Afwijzingen", "Cijfers"]),
        (Role.HR_MANAGER, ["Vandaag", "Afwijzingen", "Cijfers"]),
        (Role.ADMINISTRATOR, ["Cijfers", "Mensen"]),
        (Role.READ_ONLY, ["Cijfers"]),
    ],
)
def test_the_menu_shows_the_pages_that_open_for_a_role(client: Client, role: Role, items: list[str]) -> None:
    text = seen(client, "/cijfers/", WHO[role]())
    assert bar(text) == items


def test_where_one_is_stands_out(client: Client) -> None:
    text = seen(client, "/afwijzingen/", cast.nadia())
    assert '<a href="/afwijzingen/" aria-current="page">Afwijzingen</a>' in text
    assert text.count("aria-current") == 1


def test_below_a_page_its_item_stays_marked(client: Client) -> None:
    text = seen(client, "/afwijzingen/nieuw/", cast.nadia())
    assert '<a href="/afwijzingen/" aria-current="true">Afwijzingen</a>' in text


def test_a_page_may_say_itself_where_it_belongs(client: Client) -> None:
    text = seen(client, "/afwijzingen/nieuw/?page=today", cast.nadia())
    assert '<a href="/vandaag/" aria-current="true">Vandaag</a>' in text
    assert text.count("aria-current") == 1


def test_logging_a_rejection_is_one_press_away_for_who_may(client: Client) -> None:
    button = '<a class="btn btn-secondary btn-sm" href="/afwijzingen/nieuw/">'
    assert button in seen(client, "/vandaag/", cast.nadia())
    assert button not in seen(client, "/afwijzingen/nieuw/")
    assert button not in seen(client, "/vandaag/", cast.hanna())


def test_a_visitor_sees_the_organisation_and_no_menu(client: Client) -> None:
    text = seen(client, reverse("accessibility"))
    assert "<span>Ziekenhuis Oeverland <small>" in text
    assert bar(text) == []
    assert "Uitloggen" not in text


def test_help_is_a_number_one_can_press(client: Client) -> None:
    text = seen(client, reverse("accessibility"))
    assert 'Op werkdagen van 9 tot 17 uur: <a href="tel:+31880000000">088 000 00 00</a>.' in text


def test_without_a_number_there_is_no_empty_sentence(client: Client) -> None:
    cast.hospital(phone="")
    assert "tel:" not in seen(client, reverse("accessibility"))


@pytest.mark.parametrize(
    ("theme", "media"),
    [("auto", ["screen and (prefers-color-scheme: dark)"]), ("dark", ["screen"]), ("light", [])],
)
def test_light_and_dark_are_a_setting_of_the_person(client: Client, theme: str, media: list[str]) -> None:
    text = seen(client, "/cijfers/", cast.nadia(theme=theme))
    assert re.findall(r'tokens-dark\.css" media="([^"]+)"', text) == media


def test_nothing_on_a_page_is_inline(client: Client) -> None:
    """The policy would refuse it; the policy itself is tested in the browser."""
    for text in (seen(client, reverse("accessibility")), seen(client, "/cijfers/", cast.nadia())):
        assert re.findall(r"<style|<script(?![^>]*src=)| style=| on[a-z]+=", text) == []


def test_one_can_skip_the_menu_and_leave(client: Client) -> None:
    text = seen(client, "/cijfers/", cast.nadia())
    assert '<a class="skip" href="#main">Naar de inhoud</a>' in text
    assert '<form method="post" action="/account/logout/">' in text
    assert text.count("<h1") + text.count("<main") == 1  # the page brings its own h1


def test_the_frame_asks_the_database_little(client: Client, django_assert_num_queries) -> None:
    client.force_login(cast.nadia())
    with django_assert_num_queries(3):  # session, person, organisation
        client.get("/cijfers/")
