"""The pages of allauth in our words: logging in, a forgotten password, two steps."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from candidates.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


@pytest.fixture
def nadia() -> User:
    return cast.nadia(password=cast.PASSWORD)


def log_in(client: Client, user: User, password: str = cast.PASSWORD, **more: str) -> object:
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def words(page: object) -> str:
    return " ".join(page.content.decode().split())  # type: ignore[attr-defined]  # the client's answer


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def switch_on_two_steps(client: Client) -> str:
    """Returns the secret of the app."""
    page = words(client.get(reverse("mfa_activate_totp")))
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)  # type: ignore[union-attr]  # the page shows one
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret


def test_the_login_page_promises_what_the_organisation_promises(client: Client) -> None:
    page = words(client.get(reverse("account_login")))
    assert "Voor recruiters en HR van Ziekenhuis Oeverland." in page
    assert re.findall(r"<dt>([^<]+)</dt>", page) == ["Na de cv-selectie", "Na een gesprek", "Na de eindronde"]
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page


def test_logging_in_and_out(client: Client, nadia: User) -> None:
    log_in(client, nadia)
    assert client.session["_auth_user_id"] == str(nadia.pk)
    assert "<h1>Wil je uitloggen?</h1>" in words(client.get(reverse("account_logout")))
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_is_a_summary_and_a_title_that_say_so(client: Client, nadia: User) -> None:
    page = words(log_in(client, nadia, "een-heel-ander-wachtwoord"))
    assert "<title>Fout: Inloggen · Feedback Portal</title>" in page
    assert 'class="errors" role="alert"' in page


def test_an_empty_login_says_what_to_fill_in(client: Client) -> None:
    page = words(client.post(reverse("account_login"), {}))
    assert '<a href="#id_login">Vul in: E-mailadres</a>' in page
    assert '<a href="#id_password">Vul in: Wachtwoord</a>' in page


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_reset_password", "Kies een nieuw wachtwoord"),
        ("account_reset_password_done", "Kijk in je mailbox"),
        ("account_reset_password_from_key_done", "Je nieuwe wachtwoord is bewaard"),
    ],
)
def test_a_forgotten_password_has_its_pages(client: Client, name: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in words(client.get(reverse(name)))


def test_a_used_link_offers_a_new_one(client: Client) -> None:
    url = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "used"})
    assert "<h1>Deze link werkt niet meer</h1>" in words(client.get(url))


def test_changing_a_password_asks_for_it_twice(client: Client, nadia: User) -> None:
    log_in(client, nadia)
    page = words(client.get(reverse("account_change_password")))
    assert "<h1>Verander je wachtwoord</h1>" in page
    assert page.count('type="password"') == 3


def test_two_steps_are_switched_on_with_a_picture_the_policy_allows(client: Client, nadia: User) -> None:
    log_in(client, nadia)
    page = words(client.get(reverse("mfa_activate_totp")))
    assert re.search(r'<img class="qr" src="data:image/svg\+xml;base64,[^"]+"', page)
    switch_on_two_steps(client)
    assert "Staat aan" in words(client.get(reverse("mfa_index")))


def test_with_two_steps_a_password_is_not_enough(client: Client, nadia: User) -> None:
    log_in(client, nadia)
    switch_on_two_steps(client)
    codes = re.findall(r"<li><code>(\d+)</code></li>", words(client.get(reverse("mfa_view_recovery_codes"))))
    assert len(codes) == 10
    client.post(reverse("account_logout"))
    log_in(client, nadia)
    assert "_auth_user_id" not in client.session
    page = words(client.get(reverse("mfa_authenticate")))
    assert "<h1>Vul je code in</h1>" in page
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(nadia.pk)


def test_switching_off_and_new_codes_name_their_consequence(client: Client, nadia: User) -> None:
    log_in(client, nadia)
    switch_on_two_steps(client)
    assert "Dan is je wachtwoord genoeg om in te loggen</h1>" in words(client.get(reverse("mfa_deactivate_totp")))
    page = words(client.get(reverse("mfa_generate_recovery_codes")))
    assert "<h1>Nieuwe codes maken? De oude werken dan niet meer</h1>" in page


def test_what_changes_the_login_asks_once_more_who_it_is(client: Client, nadia: User) -> None:
    client.force_login(nadia)
    answer = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "<h1>Laat zien dat jij het bent</h1>" in words(answer)


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404
