import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital(reply_address="hr@oeverland.example")


def choose(client: Client, language: str, way_back: str = "/toegankelijkheid/") -> str:
    return client.post(reverse("choose_language"), {"language": language, "next": way_back}).url


def test_accessibility_says_honestly_what_is_not_known(client: Client) -> None:
    page = client.get(reverse("accessibility"))
    assert page.status_code == 200
    assert "schermlezers" in page.content.decode()
    assert 'href="mailto:hr@oeverland.example"' in page.content.decode()


def test_a_visitor_chooses_a_language_for_this_browser(client: Client) -> None:
    assert choose(client, "en") == "/toegankelijkheid/"
    assert "<h1>Accessibility</h1>" in client.get(reverse("accessibility")).content.decode()


def test_a_colleague_chooses_a_language_for_good(client: Client) -> None:
    nadia = cast.nadia()
    client.force_login(nadia)
    choose(client, "en")
    assert User.objects.get(pk=nadia.pk).language == "en"
    assert "<h1>Accessibility</h1>" in client.get(reverse("accessibility")).content.decode()


def test_another_language_is_not_taken(client: Client) -> None:
    nadia = cast.nadia()
    client.force_login(nadia)
    choose(client, "de")
    assert User.objects.get(pk=nadia.pk).language == "nl"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_with_us(client: Client, elsewhere: str) -> None:
    assert choose(client, "en", elsewhere) == "/"


def test_looking_changes_no_language(client: Client) -> None:
    assert client.get(reverse("choose_language")).status_code == 405
