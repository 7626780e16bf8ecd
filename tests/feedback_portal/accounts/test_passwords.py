"""Forgotten and changed passwords: a letter of ours each time, a link that is stored nowhere, a limit."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.letters import posting
from candidates.letters.entrance import ENTRANCE_MARK
from candidates.models import Letter, User
from feedback_portal.accounts.adapter import write_account_letter
from tests import cast
from tests.cast import NOW, PASSWORD
from tests.sink import Sink

pytestmark = pytest.mark.django_db
NEW = "een-nieuw-en-lang-wachtwoord"


@pytest.fixture(autouse=True)
def nadia() -> User:
    cast.hospital()
    return cast.nadia(password=PASSWORD)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def ask(client: Client, email: str = "nadia@oeverland.example", **more: Any) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True, **more)


def link(sink: Sink) -> str:
    posting.deliver_due(clock=timezone.now)
    return re.search(r"http://127.0.0.1:8000(/\S+)", sink.mails[-1].body()).group(1)  # type: ignore[union-attr]  # the mail holds one


def choose(client: Client, address: str, password: str = NEW) -> Any:
    form = client.get(address, follow=True)
    if "action_url" not in form.context:
        return form
    return client.post(form.context["action_url"], {"password1": password, "password2": password}, follow=True)


def test_a_forgotten_password_is_chosen_anew_by_the_link_in_the_mail(client: Client, sink: Sink, nadia: User) -> None:
    ask(client)
    address = link(sink)
    assert sink.mails[0].to == "nadia@oeverland.example"
    assert sink.mails[0].message["Subject"] == "Kies een nieuw wachtwoord"
    choose(client, address)
    assert User.objects.get(pk=nadia.pk).check_password(NEW)


def test_the_html_part_has_the_same_link_as_a_link(client: Client, sink: Sink) -> None:
    ask(client)
    address = link(sink)
    assert f'href="http://127.0.0.1:8000{address}"' in sink.mails[0].body("html")


def test_the_link_works_once_and_for_a_day(client: Client, sink: Sink, clock: Any) -> None:
    ask(client)
    address = link(sink)
    clock.shift(timedelta(days=1, minutes=1))
    assert "Deze link werkt niet meer" in words(choose(Client(), address))
    ask(client)
    fresh = link(sink)
    choose(client, fresh)
    assert "Deze link werkt niet meer" in words(choose(Client(), fresh, "en-nog-een-ander-wachtwoord"))


def test_the_link_stands_in_no_table(client: Client, sink: Sink) -> None:
    sink.mode = "451"
    ask(client)
    posting.deliver_due(clock=timezone.now)
    letter = Letter.objects.get()
    assert ENTRANCE_MARK in letter.text
    assert "/password/reset/" not in letter.text + letter.html + str(letter.params)


def test_a_new_password_ends_the_sessions_of_the_old_one(client: Client, sink: Sink) -> None:
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": "nadia@oeverland.example", "password": PASSWORD})
    assert elsewhere.get(reverse("my_settings")).status_code == 200
    ask(client)
    choose(client, link(sink))
    assert elsewhere.get(reverse("my_settings")).status_code == 302


def test_nobody_and_whoever_left_get_no_letter(client: Client, nadia: User) -> None:
    ask(client, "wie@oeverland.example")
    User.objects.filter(pk=nadia.pk).update(is_active=False)
    ask(client)
    assert Letter.objects.count() == 0


def test_one_address_gets_three_letters_an_hour(client: Client, clock: Any) -> None:
    pages = []
    for _ in range(4):
        clock.shift(timedelta(seconds=1))
        pages.append(words(ask(client)))
    assert ["Wacht een uur" in page for page in pages] == [False, False, False, True]
    assert Letter.objects.count() == 3


def test_one_place_asks_for_twenty_an_hour_whatever_it_forges(client: Client) -> None:
    pages = [words(ask(client, f"wie{n}@oeverland.example", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")) for n in range(21)]
    assert ["Wacht een uur" in page for page in pages] == [False] * 20 + [True]


def test_a_changed_password_is_told_by_a_letter_and_keeps_this_session(client: Client, nadia: User) -> None:
    client.force_login(nadia)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), given)
    assert [(letter.kind, letter.params) for letter in Letter.objects.all()] == [
        ("account_notice", {"what": "password_changed"})
    ]
    assert client.get(reverse("my_settings")).status_code == 200


def test_the_current_password_cannot_be_guessed_from_an_open_session(client: Client, nadia: User) -> None:
    client.force_login(nadia)
    given = {"oldpassword": "mis", "password1": NEW, "password2": NEW}
    pages = [words(client.post(reverse("account_change_password"), given)) for _ in range(11)]
    assert ["Te veel pogingen" in page for page in pages] == [False] * 10 + [True]


@pytest.mark.parametrize("what", ["password_changed", "totp_activated", "totp_deactivated", "recovery_codes_generated"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_notice_can_be_put_into_words(what: str, language: str, sink: Sink, nadia: User) -> None:
    User.objects.filter(pk=nadia.pk).update(language=language)
    write_account_letter(User.objects.get(pk=nadia.pk), kind="account_notice", what=what)
    posting.deliver_due(clock=timezone.now)
    greeting = {"nl": "Dag Nadia,", "en": "Hello Nadia,"}[language]
    assert sink.mails[0].body().startswith(greeting)
    assert {"nl": "24 november 2026 om 10:12", "en": "24 November 2026 at 10:12"}[language] in sink.mails[0].body()


def test_there_is_no_way_to_sign_up(client: Client) -> None:
    assert [client.get(f"/account/{page}/").status_code for page in ("signup", "email", "login/code")] == [404] * 3
