"""The first page: whose portal this is. A stranger who finds it first must not own it."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from candidates.access.setup import setup_code
from candidates.actions.heartbeats import beat
from candidates.actions.setting_up import AlreadySetUp, FirstAdministrator, set_up
from candidates.models import ClosedDay, Organisation, Role, User
from candidates.rules.rings import RINGS
from feedback_portal.management.ready import first_page
from tests import cast
from tests.cast import NOW, PASSWORD
from tests.page_forms import forms_of
from tests.sink import Sink

pytestmark = pytest.mark.django_db

FILLED_IN = {
    "name": "Ziekenhuis Oeverland",
    "zone": "Europe/Amsterdam",
    "sender_address": "werken@oeverland.example",
    "closed": ["Nieuwjaarsdag", "Tweede kerstdag"],
    "first_name": "Ad",
    "last_name": "Bos",
    "email": "Ad@Oeverland.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture
def client() -> Client:
    """Of whoever read the code in the terminal."""
    knows = Client()
    knows.post(reverse("setup"), {"code": setup_code()})
    return knows


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def begin(client: Client, **changes: Any) -> Any:
    return client.post(reverse("setup"), FILLED_IN | changes, follow=True)


@pytest.mark.parametrize("path", ["/", "/mijn/", "/afwijzingen/", "/organisatie/", "/mensen/", "/klok/"])
def test_every_page_of_an_empty_installation_leads_to_the_first(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"] == reverse("setup")


def test_what_watches_us_and_what_is_read_stays_open(client: Client) -> None:
    assert [client.get(path).status_code for path in ("/healthz", "/toegankelijkheid/")] == [200, 200]


def test_it_makes_the_organisation_its_days_and_its_administrator_who_is_logged_in(client: Client, sink: Sink) -> None:
    assert begin(client).redirect_chain == [(reverse("checkup"), 302)]
    organisation, ad = Organisation.objects.get(), User.objects.get()
    assert (organisation.name, organisation.sender_address, organisation.set_up_at, organisation.is_demo) == (
        "Ziekenhuis Oeverland", "werken@oeverland.example", NOW, False,
    )  # fmt: skip
    assert (ad.email, ad.name, ad.role, ad.check_password(PASSWORD)) == (
        "ad@oeverland.example", "Ad Bos", Role.ADMINISTRATOR, True,
    )  # fmt: skip
    assert set(ClosedDay.objects.closed().values_list("name", flat=True)) == {"Nieuwjaarsdag", "Tweede kerstdag"}
    assert {day.date.year for day in ClosedDay.objects.all()} == {2025, 2026, 2027, 2028}
    assert client.get(reverse("my_settings")).status_code == 200


def test_the_test_mail_leaves_and_its_result_is_said(client: Client, sink: Sink) -> None:
    page = words(begin(client))
    assert [mail.to for mail in sink.mails] == ["ad@oeverland.example"]
    assert sink.mails[0].sender == "werken@oeverland.example"
    assert "De mailserver nam de testmail aan ad@oeverland.example aan." in page


def test_a_mail_server_that_refuses_is_red_and_the_installation_begins_all_the_same(client: Client, sink: Sink) -> None:
    sink.mode = "550"
    page = words(begin(client))
    assert "De testmail is niet vertrokken." in page
    assert Organisation.objects.get().set_up_at == NOW


def test_with_two_steps_asked_for_the_administrator_sets_them_up_at_once(client: Client, sink: Sink) -> None:
    page = begin(client, two_step_required="on")
    assert page.redirect_chain[-1] == (reverse("mfa_activate_totp"), 302)
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Vul de naam van de organisatie in"),
        ({"sender_address": ""}, "Vul het adres in waar brieven vandaan komen"),
        ({"email": "ad"}, "e-mailadres"),
        ({"password1": "kort", "password2": "kort"}, "12"),
        ({"password2": "iets heel anders"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"password1": "ad@oeverland.example", "password2": "ad@oeverland.example"}, "wachtwoord"),
    ],
)
def test_a_mistake_is_said_and_nothing_begins(client: Client, wrong: dict[str, str], said: str) -> None:
    page = words(begin(client, **wrong))
    assert "<title>Fout: " in page
    assert said in page
    assert (Organisation.objects.count(), User.objects.count(), ClosedDay.objects.count()) == (0, 0, 0)


def test_a_stranger_is_asked_for_the_code_and_learns_nothing(stranger: Client) -> None:
    page = words(stranger.get(reverse("setup")))
    assert "Dit portaal is nog van niemand" in page
    assert "PostgreSQL" not in page
    begin(stranger)
    assert (Organisation.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.parametrize("line", ["127.0.0.1", "::1", "10.0.0.1", "203.0.113.9", ""])
@pytest.mark.parametrize("headers", [{}, {"host": "localhost"}, {"x-forwarded-for": "127.0.0.1"}, {"via": "1.1 proxy"}])
def test_nobody_is_excused_wherever_they_seem_to_sit(line: str, headers: dict[str, str], settings: Any) -> None:
    """Behind a proxy that says nothing a stranger comes from the machine itself."""
    assert settings.ON_LOOPBACK
    somebody = Client(REMOTE_ADDR=line, headers=headers)
    assert "Dit portaal is nog van niemand" in words(somebody.get(reverse("setup")))
    begin(somebody)
    assert (Organisation.objects.count(), User.objects.count()) == (0, 0)


def test_the_link_of_the_terminal_fills_in_the_code_and_one_button_goes_on(stranger: Client, sink: Sink) -> None:
    link = first_page("http://127.0.0.1:8000")
    page = stranger.get(link)
    (form,) = [form for form in forms_of(page.content.decode()) if "code" in form.typed]
    assert form.typed == {"code": setup_code()}
    # With no-referrer a browser would send this form from nowhere (Origin: null), and it would be refused.
    assert page["Referrer-Policy"] == "same-origin"
    stranger.post(form.action, form.chosen | form.typed)
    begin(stranger)
    assert Organisation.objects.get().set_up_at == NOW


def test_a_link_alone_lets_nobody_in_and_leaves_no_session(stranger: Client) -> None:
    """A mail program, a preview or a page of somebody else may follow it."""
    stranger.get(first_page("http://127.0.0.1:8000"))
    assert Session.objects.count() == 0
    begin(stranger)
    assert Organisation.objects.count() == 0


def test_the_code_may_be_typed_small_and_without_lines(stranger: Client) -> None:
    typed = setup_code().lower().replace("-", " ")
    assert stranger.post(reverse("setup"), {"code": typed}).headers["Location"] == reverse("setup")


def test_a_guesser_gets_ten_tries_an_hour(stranger: Client) -> None:
    answers = [stranger.post(reverse("setup"), {"code": f"AAAA-{n}"}).status_code for n in range(11)]
    assert answers == [200] * 10 + [429]
    assert stranger.post(reverse("setup"), {"code": setup_code()}).status_code == 429


def test_once_it_is_somebodys_the_page_is_gone(client: Client, stranger: Client) -> None:
    cast.hospital()
    assert client.get(reverse("setup")).headers["Location"] == reverse("today")
    begin(client)
    assert User.objects.count() == 0
    assert stranger.get(reverse("setup"), {"code": setup_code()}).headers["Location"] == reverse("today")


def test_an_administrator_from_the_terminal_logs_in_and_begins(
    stranger: Client, client: Client, sink: Sink, capsys: Any
) -> None:
    call_command("first_admin", "Ad@Oeverland.example", "--name", "Ad")
    link = re.search(r"http://127.0.0.1:8000(/\S+)", capsys.readouterr().out).group(1)  # type: ignore[union-attr]  # it says one
    assert client.get(reverse("setup")).headers["Location"] == reverse("account_login")  # also at the machine itself
    stranger.get(link)
    given = {"first_name": "Ad", "language": "nl", "password1": PASSWORD, "password2": PASSWORD}
    stranger.post(reverse("invitation_accept"), given)
    stranger.post(reverse("account_login"), {"login": "ad@oeverland.example", "password": PASSWORD})
    assert "Wie is de eerste beheerder?" not in words(stranger.get(reverse("setup")))
    begin(stranger)
    assert (Organisation.objects.get().set_up_at, User.objects.count()) == (NOW, 1)


def test_the_lamps_say_in_words_what_does_not_answer(client: Client, settings: Any) -> None:
    settings.CELERY_BROKER_URL, settings.EMAIL_PORT = "redis://127.0.0.1:1/0", 1
    page = words(client.get(reverse("setup")))
    assert "Redis of Valkey antwoordt niet. Pagina&#x27;s werken, brieven wachten." in page
    assert "Kijk naar EMAIL_URL." in page
    assert "De klok heeft nog niet geluid." in page
    assert page.count("state-late") == 3


def test_the_lamps_are_green_when_everything_answers(client: Client, sink: Sink) -> None:
    cast.hospital()
    client.force_login(cast.ad())
    for ring in RINGS:
        beat(ring.name, at=NOW, took_ms=1)
    page = words(client.get(reverse("checkup")))
    assert "<h1>Alles werkt</h1>" in page
    assert (page.count("state-done"), page.count("state-late")) == (5, 0)
    assert "Europe/Amsterdam is bekend, met zomertijd en al." in page


def test_a_clock_that_fell_silent_is_red(client: Client, sink: Sink, clock: Any) -> None:
    cast.hospital()
    client.force_login(cast.ad())
    for ring in RINGS:
        beat(ring.name, at=NOW, took_ms=1)
    clock.shift(600)
    page = words(client.get(reverse("checkup")))
    assert "<h1>Er werkt iets niet</h1>" in page
    assert "De klok staat stil." in page


def test_a_clock_of_which_a_part_is_silent_says_which(client: Client, sink: Sink) -> None:
    cast.hospital()
    client.force_login(cast.ad())
    for ring in RINGS:
        beat(ring.name, at=NOW if ring.name != "deliver_letters" else NOW.replace(hour=1), took_ms=1)
    page = words(client.get(reverse("checkup")))
    assert "Een deel van de klok staat stil: De mails versturen." in page


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_the_same_moment_one_does() -> None:
    together = Barrier(2)

    def one(name: str) -> str:
        administrator = FirstAdministrator(f"{name}@oeverland.example", PASSWORD, name)
        with connection.cursor():
            together.wait()
        try:
            set_up(Organisation(name=name), closed=[], administrator=administrator, at=NOW)
        except AlreadySetUp:
            return "late"
        finally:
            connection.close()
        return name

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(one, ["Ad", "Eva"]))
    assert answers[1] == "late"
    assert [user.first_name for user in User.objects.all()] == answers[:1]
    assert Organisation.objects.get().name == answers[0]
