"""A code beside the password: a free choice, or asked of HR managers and administrators before anything else."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from candidates.actions.colleagues import disable, end_sessions
from candidates.models import Letter, Role, User
from tests import cast
from tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def log_in(client: Client, user: User) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def switch_on(client: Client) -> str:
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)  # type: ignore[union-attr]  # the page shows one
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret


def where(client: Client, name: str = "my_settings") -> str:
    answer = client.get(reverse(name))
    return answer.headers.get("Location", "here") if answer.status_code == 302 else str(answer.status_code)


@pytest.mark.parametrize(
    ("role", "asked"),
    [(Role.RECRUITER, False), (Role.READ_ONLY, False), (Role.HR_MANAGER, True), (Role.ADMINISTRATOR, True)],
)
def test_it_is_asked_before_anything_else_of_those_who_see_or_change_most(
    client: Client, role: Role, asked: bool
) -> None:
    cast.hospital(two_step_required=True)
    log_in(client, cast.person("Iemand", role, password=PASSWORD))
    assert where(client) == (reverse("mfa_activate_totp") if asked else "200")
    assert where(client, "accessibility") == "200"


def test_it_says_why(client: Client) -> None:
    cast.hospital(two_step_required=True)
    log_in(client, cast.hanna(password=PASSWORD))
    page = client.get(reverse("my_settings"), follow=True).content.decode()
    assert "Jouw rol vraagt twee stappen. Stel ze eerst in." in page


def test_after_setting_it_up_the_portal_opens(client: Client) -> None:
    cast.hospital(two_step_required=True)
    log_in(client, cast.hanna(password=PASSWORD))
    switch_on(client)
    assert where(client) == "200"


def test_switching_it_off_leads_straight_back_to_setting_it_up(client: Client) -> None:
    cast.hospital(two_step_required=True)
    log_in(client, cast.hanna(password=PASSWORD))
    switch_on(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert where(client) == reverse("mfa_activate_totp")


def test_an_organisation_that_does_not_ask_for_it_lets_everybody_in(client: Client) -> None:
    cast.hospital(two_step_required=False)
    log_in(client, cast.ad(password=PASSWORD))
    assert where(client) == "200"


def test_with_two_steps_the_password_alone_opens_nothing(client: Client, clock: Any) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    log_in(client, nadia)
    secret = switch_on(client)
    clock.shift(timedelta(minutes=2))
    other = Client()
    assert log_in(other, nadia).headers["Location"].startswith(reverse("mfa_authenticate"))
    assert where(other).startswith(reverse("account_login"))
    other.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert where(other) == "200"


def test_a_code_is_good_once(client: Client, clock: Any) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    log_in(client, nadia)
    secret = switch_on(client)
    clock.shift(timedelta(minutes=2))
    first, second = Client(), Client()
    for one in (first, second):
        log_in(one, nadia)
        one.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert (where(first), where(second).partition("?")[0]) == ("200", reverse("account_login"))


def test_a_guesser_of_codes_gets_ten_tries(client: Client, clock: Any) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    log_in(client, nadia)
    secret = switch_on(client)
    clock.shift(timedelta(hours=1))
    guesser = Client()
    log_in(guesser, nadia)
    pages = [guesser.post(reverse("mfa_authenticate"), {"code": f"{n:06d}"}).content.decode() for n in range(10)]
    assert not any("Te veel pogingen" in page for page in pages)
    last = guesser.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).content.decode()
    assert "Te veel pogingen" in last
    assert where(guesser) != "200"


def test_switching_it_on_is_told_by_a_letter_and_asks_no_password_twice(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    log_in(client, nadia)
    with django_capture_on_commit_callbacks(execute=True):
        switch_on(client)
    assert [(letter.kind, letter.params["what"]) for letter in Letter.objects.filter(user=nadia)] == [
        ("account_notice", "totp_activated")
    ]


def test_later_it_asks_who_you_are_again(client: Client, clock: Any) -> None:
    cast.hospital()
    log_in(client, cast.nadia(password=PASSWORD))
    clock.shift(timedelta(minutes=6))
    assert where(client, "mfa_activate_totp").startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("how", ["code", "recovery code"])
def test_who_is_closed_between_the_steps_does_not_come_in(client: Client, clock: Any, how: str) -> None:
    cast.hospital()
    nadia, ad = cast.nadia(password=PASSWORD), cast.ad(password=PASSWORD)
    log_in(client, nadia)
    secret = switch_on(client)
    spare = RecoveryCodes.activate(nadia).get_unused_codes()[0]
    clock.shift(timedelta(minutes=2))
    other = Client()
    log_in(other, nadia)
    disable(nadia, by=ad, at=NOW + timedelta(minutes=2))
    other.post(reverse("mfa_authenticate"), {"code": code_for(secret) if how == "code" else spare})
    assert where(other).partition("?")[0] == reverse("account_login")
    assert where(client).partition("?")[0] == reverse("account_login")


@pytest.mark.parametrize("how", ["ended", "new password"])
def test_a_password_that_was_typed_before_all_sessions_ended_is_typed_again(
    client: Client, clock: Any, how: str
) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    log_in(client, nadia)
    secret = switch_on(client)
    clock.shift(timedelta(minutes=2))
    other = Client()
    log_in(other, nadia)
    if how == "ended":
        end_sessions(nadia, at=NOW + timedelta(minutes=2))
    else:
        nadia.set_password("een-heel-ander-lang-wachtwoord")
        nadia.save()
    other.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert where(other).partition("?")[0] == reverse("account_login")


def test_who_guesses_on_for_hours_gets_a_hundred_tries_and_then_four_an_hour(client: Client, clock: Any) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    log_in(client, nadia)
    switch_on(client)
    clock.shift(timedelta(days=1))
    tried = []
    for _quarter in range(14):
        guesser = Client()
        log_in(guesser, nadia)
        pages = [guesser.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode() for _try in range(10)]
        tried.append(sum("Deze code klopt niet" in page for page in pages))
        clock.shift(timedelta(minutes=15))
    assert tried == [10] * 11 + [1] * 3


@pytest.mark.parametrize("page", ["mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp"])
def test_every_page_that_takes_a_code_counts_the_tries_of_one_colleague_together(
    client: Client, clock: Any, page: str
) -> None:
    cast.hospital()
    nadia = cast.nadia(password=PASSWORD)
    log_in(client, nadia)
    if page != "mfa_activate_totp":
        switch_on(client)
        clock.shift(timedelta(hours=1))
        log_in(client := Client() if page == "mfa_authenticate" else client, nadia)
    pages = [client.post(reverse(page), {"code": f"{n:06d}"}).content.decode() for n in range(11)]
    assert ["Te veel pogingen" in page for page in pages] == [False] * 10 + [True]
