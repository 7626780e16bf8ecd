"""Logging in: how often one may try, what a stranger can learn, how long a session lives."""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from candidates.models import Bucket, User
from tests import cast
from tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db
WAIT = "Te veel pogingen. Wacht een kwartier en probeer het dan opnieuw."


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


def log_in(client: Client, password: str = PASSWORD, email: str = "nadia@oeverland.example", **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("my_settings")).status_code == 200)


def test_after_ten_wrong_tries_the_right_password_waits_too(client: Client, clock: Any) -> None:
    answers = [WAIT in words(log_in(client, "verkeerd-wachtwoord")) for _ in range(11)]
    assert answers == [False] * 10 + [True]
    log_in(client)
    assert not is_in(client)
    clock.shift(timedelta(minutes=15))
    log_in(client)
    assert is_in(client)


def test_an_address_nobody_has_is_limited_just_the_same(client: Client) -> None:
    answers = [WAIT in words(log_in(client, "x", "niemand@oeverland.example")) for _ in range(11)]
    assert answers == [False] * 10 + [True]


def test_a_stranger_elsewhere_does_not_lock_a_colleague_out(client: Client) -> None:
    for _ in range(30):
        log_in(Client(), "verkeerd", REMOTE_ADDR="203.0.113.9")
    log_in(client)
    assert is_in(client)


def test_a_forged_header_opens_no_new_bucket(client: Client) -> None:
    for number in range(10):
        log_in(client, "verkeerd", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert WAIT in words(log_in(client, "verkeerd", HTTP_X_FORWARDED_FOR="198.51.100.1"))


def test_one_place_cannot_try_many_addresses(client: Client) -> None:
    answers = [WAIT in words(log_in(client, "x", f"iemand{number}@oeverland.example")) for number in range(61)]
    assert answers == [False] * 60 + [True]


def test_many_places_cannot_try_one_address(client: Client) -> None:
    tries = [log_in(Client(), "x", REMOTE_ADDR=f"203.0.113.{number}") for number in range(101)]
    assert [WAIT in words(answer) for answer in tries] == [False] * 100 + [True]


def test_known_and_unknown_addresses_get_the_same_answer() -> None:
    known, unknown = (log_in(Client(), "verkeerd", f"{name}@oeverland.example") for name in ("nadia", "wie"))
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert _without_tokens(words(known)) == _without_tokens(words(unknown))


def test_a_forgotten_password_answers_the_same_for_known_and_unknown(client: Client) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("nadia@oeverland.example", "wie@oeverland.example")
    ]
    assert {answer.redirect_chain[-1] for answer in answers} == {(reverse("account_reset_password_done"), 302)}
    assert len({_without_tokens(words(answer)) for answer in answers}) == 1


def test_a_closed_account_is_no_more_known_than_any_other(client: Client, nadia: User) -> None:
    User.objects.filter(pk=nadia.pk).update(is_active=False)
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in words(log_in(client, "verkeerd"))


@pytest.mark.parametrize("act", ["login", "reset"])
def test_known_and_unknown_take_a_comparable_time(act: str, clock: Any) -> None:
    def once(email: str) -> float:
        clock.shift(timedelta(hours=2))
        client, started = Client(), time.perf_counter()
        if act == "login":
            log_in(client, "verkeerd-wachtwoord", email)
        else:
            client.post(reverse("account_reset_password"), {"email": email})
        return time.perf_counter() - started

    spent: dict[str, list[float]] = {"nadia@oeverland.example": [], "wie@oeverland.example": []}
    for _ in range(15):
        for email, times in spent.items():
            times.append(once(email))
    known, unknown = (statistics.median(times) for times in spent.values())
    assert 0.6 < known / unknown < 1.7


def test_logging_in_gives_the_session_a_new_key(client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["session"] = session.session_key
    log_in(client)
    assert is_in(client)
    assert client.session.session_key != session.session_key
    assert client.get(reverse("my_settings")).wsgi_request.session.session_key == client.session.session_key


def test_a_session_lasts_twelve_hours_however_busy(client: Client, clock: Any) -> None:
    log_in(client)
    seen = []
    for _ in range(25):
        clock.shift(timedelta(minutes=30))
        seen.append(is_in(client))
    assert seen == [True] * 24 + [False]


def test_a_session_that_was_not_to_be_remembered_ends_after_an_hour_of_silence(client: Client, clock: Any) -> None:
    log_in(client)
    assert client.cookies["session"]["max-age"] == ""
    clock.shift(timedelta(minutes=59))
    assert is_in(client)
    clock.shift(timedelta(minutes=61))
    assert not is_in(client)


def test_a_page_that_asks_by_itself_keeps_nobody_in(client: Client, clock: Any) -> None:
    log_in(client)
    for _ in range(3):
        clock.shift(timedelta(minutes=30))
        client.get(reverse("my_settings"), headers={"HX-Request": "true"})
    assert not is_in(client)


def test_a_remembered_session_survives_silence_for_twelve_hours(client: Client, clock: Any) -> None:
    page = {"login": "nadia@oeverland.example", "password": PASSWORD, "remember": "on"}
    client.post(reverse("account_login"), page)
    assert client.cookies["session"]["max-age"] == 12 * 60 * 60
    clock.shift(timedelta(hours=11, minutes=50))
    assert is_in(client)
    clock.shift(timedelta(minutes=11))
    assert not is_in(client)


def test_logging_out_elsewhere_keeps_this_session(client: Client) -> None:
    other = Client()
    for one in (client, other):
        log_in(one)
    client.post(reverse("my_sessions_end"))
    assert (is_in(client), is_in(other)) == (True, False)


def test_it_answers_with_the_broker_away_and_the_cache_broken(client: Client, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cache RENAME TO cache_away")
    log_in(client)
    assert is_in(client)
    answers = [WAIT in words(log_in(Client(), "verkeerd-wachtwoord")) for _ in range(10)]
    assert answers == [False] * 9 + [True]


def test_the_cache_is_a_table_of_ours() -> None:
    cache.set("a", 1)
    assert (cache.get("a"), type(caches["default"]).__name__) == (1, "DatabaseCache")


def test_the_rows_of_the_limits_name_nobody(client: Client) -> None:
    log_in(client)
    assert Bucket.objects.count() == 3
    assert not any("nadia" in row.key for row in Bucket.objects.all())


def _without_tokens(page: str) -> str:
    kept: list[str] = []
    for part in page.split('name="csrfmiddlewaretoken" value="'):
        kept.append(part.partition('"')[2] if kept else part)
    return "".join(kept).replace("nadia@oeverland.example", "").replace("wie@oeverland.example", "")
