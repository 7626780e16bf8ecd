"""What everybody sets for themselves."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Role, User
from tests import cast

pytestmark = pytest.mark.django_db
GIVEN = {"first_name": "Nadia", "last_name": "Willems", "language": "nl", "theme": "auto"}


@pytest.fixture
def nadia(client: Client) -> User:
    cast.hospital()
    nadia = cast.nadia(password=cast.PASSWORD)
    client.force_login(nadia)
    return nadia


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def save(client: Client, **changes: str) -> Any:
    return client.post(reverse("my_settings"), GIVEN | changes, follow=True)


def test_name_phone_and_title_are_kept(client: Client, nadia: User) -> None:
    save(client, first_name="Nadja", job_title="senior recruiter", phone="06 12345678")
    kept = User.objects.get(pk=nadia.pk)
    assert (kept.first_name, kept.job_title, str(kept.phone)) == ("Nadja", "senior recruiter", "+31612345678")


def test_another_language_speaks_at_once(client: Client, nadia: User) -> None:
    page = words(save(client, language="en"))
    assert "Your settings are saved." in page
    assert '<html lang="en">' in page


@pytest.mark.parametrize(("theme", "dark"), [("light", 0), ("dark", 1), ("auto", 1)])
def test_light_or_dark_is_a_link_in_the_head(client: Client, nadia: User, theme: str, dark: int) -> None:
    page = words(save(client, theme=theme))
    assert page.count("tokens-dark.css") == dark
    assert ("prefers-color-scheme" in page) is (theme == "auto")


def test_a_form_cannot_bring_a_role_or_another_address(client: Client, nadia: User) -> None:
    save(client, role="administrator", email="baas@oeverland.example", is_active="", is_demo="on")
    kept = User.objects.get(pk=nadia.pk)
    assert (kept.role, kept.email, kept.is_active, kept.is_demo) == (Role.RECRUITER, nadia.email, True, False)


def test_a_mistake_is_said_at_its_field(client: Client, nadia: User) -> None:
    page = words(save(client, first_name="", phone="12"))
    assert "Vul je voornaam in" in page
    assert '<a href="#id_phone">' in page
    assert User.objects.get(pk=nadia.pk).first_name == "Nadia"


def test_the_switch_in_the_frame_is_kept_for_the_person(client: Client, nadia: User) -> None:
    client.post(reverse("choose_language"), {"language": "en", "next": "/mijn/"})
    assert User.objects.get(pk=nadia.pk).language == "en"


def test_it_leads_to_password_and_two_steps(client: Client, nadia: User) -> None:
    page = words(client.get(reverse("my_settings")))
    assert reverse("account_change_password") in page
    assert reverse("mfa_index") in page


def test_the_mail_with_the_figures_is_a_switch_of_hr_managers_only(client: Client, nadia: User) -> None:
    assert "monthly_report" not in words(client.get(reverse("my_settings")))
    save(client, monthly_report="")
    assert User.objects.get(pk=nadia.pk).monthly_report is True
    hanna = cast.hanna(password=cast.PASSWORD)
    client.force_login(hanna)
    assert "Elke maand een mail met de cijfers" in words(client.get(reverse("my_settings")))
    save(client)
    assert User.objects.get(pk=hanna.pk).monthly_report is False
    save(client, monthly_report="on")
    assert User.objects.get(pk=hanna.pk).monthly_report is True
