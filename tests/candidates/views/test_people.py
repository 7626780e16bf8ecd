"""The pages for administrators about their colleagues, and the way in for who was invited."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.actions.call_moments import choose_moment
from candidates.letters import posting
from candidates.letters.entrance import ENTRANCE_MARK
from candidates.models import Deadline, FollowUp, Letter, Role, User
from candidates.queries.call_moments import asked_promise, free_of, live_moment
from tests import cast
from tests.call_cast import asked_now
from tests.cast import PASSWORD
from tests.decision_cast import logged
from tests.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


@pytest.fixture
def ad() -> User:
    return cast.ad(password=PASSWORD)


@pytest.fixture
def desk(client: Client, ad: User) -> Client:
    client.force_login(ad)
    return client


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def invite(desk: Client, **fields: str) -> Any:
    given = {"email": "esra@oeverland.example", "first_name": "Esra", "role": "recruiter", "language": "nl"}
    return desk.post(reverse("person_invite"), given | fields, follow=True)


def link_in_the_mail(sink: Sink) -> str:
    posting.deliver_due(clock=timezone.now)
    return re.search(r"http://\S+(/uitnodiging/\S+)", sink.mails[-1].body()).group(1)  # type: ignore[union-attr]  # the mail holds one


def accept(client: Client, **fields: str) -> Any:
    given = {
        "first_name": "Esra",
        "last_name": "Yilmaz",
        "language": "en",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    return client.post(reverse("invitation_accept"), given | fields, follow=True)


def test_the_list_names_everybody_with_role_account_and_open_work(desk: Client) -> None:
    nadia = cast.nadia(password=PASSWORD)
    logged(by=nadia)
    cast.vera(is_active=False)
    page = words(desk.get(reverse("people")))
    rows = re.findall(r"<tr>(.*?)</tr>", page)[1:]
    told = [re.sub(r"<[^>]+>", " ", row).split() for row in rows]
    assert [" ".join(row) for row in told] == [
        "Ad Bos ad@oeverland.example Beheerder open –",
        "Nadia Willems nadia@oeverland.example Recruiter open 1",
        "Vera Smit vera@oeverland.example Alleen lezen gesloten –",
    ]


def test_the_list_asks_the_database_as_often_for_three_as_for_one(desk: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):  # session, person, organisation, people
        desk.get(reverse("people"))
    cast.nadia(), cast.bram(), cast.hanna()
    with django_assert_num_queries(4):
        desk.get(reverse("people"))


def test_an_invited_colleague_comes_in_by_the_link_and_only_once(desk: Client, client: Client, sink: Sink) -> None:
    assert "De uitnodiging aan esra@oeverland.example is onderweg." in words(invite(desk))
    link = link_in_the_mail(sink)
    visitor = Client()
    assert visitor.get(link).headers["Location"] == reverse("invitation_accept")
    assert "Je account is klaar. Log in met esra@oeverland.example." in words(accept(visitor))
    esra = User.objects.get(email="esra@oeverland.example")
    assert (esra.name, esra.language, esra.check_password(PASSWORD)) == ("Esra Yilmaz", "en", True)
    assert Client().get(link).status_code == 404
    assert accept(visitor, password1="een-ander-lang-wachtwoord").status_code == 404


def test_no_table_holds_the_link(desk: Client, sink: Sink) -> None:
    invite(desk)
    sink.modes = ["451"]
    posting.deliver_due(clock=timezone.now)
    waiting = Letter.objects.get()
    assert ENTRANCE_MARK in waiting.text
    assert "/uitnodiging/" not in waiting.text + waiting.html + str(waiting.params)


def test_a_repeat_in_doubt_is_the_same_letter_byte_for_byte(desk: Client, sink: Sink) -> None:
    invite(desk)
    sink.modes = ["cut after the dot"]
    posting.deliver_due(clock=timezone.now)
    posting.deliver_due(clock=lambda: timezone.now() + timedelta(hours=1))
    assert len(sink.mails) == 2
    assert sink.mails[0].data == sink.mails[1].data


def test_a_new_invitation_voids_the_old_link_and_a_week_voids_any(desk: Client, sink: Sink) -> None:
    invite(desk)
    esra = User.objects.get(email="esra@oeverland.example")
    old = link_in_the_mail(sink)
    desk.post(reverse("person_invite_again", args=[esra.pk]))
    new = link_in_the_mail(sink)
    assert [Client().get(link).status_code for link in (old, new)] == [404, 302]
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert Client().get(new).status_code == 404


def test_a_link_of_nobody_of_a_closed_account_and_a_mangled_one_are_the_same(desk: Client, sink: Sink) -> None:
    invite(desk)
    link = link_in_the_mail(sink)
    bad = [link[:-3] + "xx/", "/uitnodiging/zzz-1f-abc/", "/uitnodiging/1-ffffffffffffffffffff-abc/"]
    User.objects.filter(email="esra@oeverland.example").update(is_active=False)
    answers = [Client().get(address) for address in [link, *bad]]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({re.sub(r'value="[^"]+"', "", words(answer)) for answer in answers}) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password1": "kort", "password2": "kort"}, "12"),
        ({"password2": "iets anders dan de eerste"}, "De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw."),
        ({"first_name": ""}, "Vul je voornaam in"),
        ({"password1": "esra@oeverland.example", "password2": "esra@oeverland.example"}, "wachtwoord"),
    ],
)
def test_what_is_wrong_with_an_acceptance_is_said(desk: Client, sink: Sink, wrong: dict[str, str], said: str) -> None:
    invite(desk)
    visitor = Client()
    visitor.get(link_in_the_mail(sink))
    page = words(accept(visitor, **wrong))
    assert "<title>Fout: " in page
    assert said in page
    assert not User.objects.get(email="esra@oeverland.example").has_usable_password()


def test_an_address_that_is_taken_is_said_at_the_field(desk: Client) -> None:
    page = words(invite(desk, email="AD@oeverland.example"))
    assert "Een collega heeft dit adres al. Kijk in de lijst." in page
    assert User.objects.count() == 1


def test_giving_a_role(desk: Client) -> None:
    nadia = cast.nadia()
    page = desk.post(reverse("person", args=[nadia.pk]), {"role": "hr-manager"}, follow=True)
    assert "Nadia Willems heeft nu de rol HR-manager." in words(page)
    assert User.objects.get(pk=nadia.pk).role == Role.HR_MANAGER


def test_the_last_administrator_is_told_why_they_stay(desk: Client, ad: User) -> None:
    stays = "Ad Bos is de laatste beheerder die kan inloggen. Maak eerst een andere."
    assert stays in words(desk.post(reverse("person_disable", args=[ad.pk]), follow=True))
    assert stays in words(desk.post(reverse("person", args=[ad.pk]), {"role": "recruiter"}, follow=True))
    assert User.objects.get(pk=ad.pk).is_administrator


def test_all_sessions_of_a_closed_account_end_at_once_and_stay_ended(desk: Client) -> None:
    nadia, elsewhere = cast.nadia(password=PASSWORD), Client()
    elsewhere.force_login(nadia)
    assert elsewhere.get(reverse("my_settings")).status_code == 200
    desk.post(reverse("person_disable", args=[nadia.pk]))
    assert elsewhere.get(reverse("my_settings")).status_code == 302
    desk.post(reverse("person_enable", args=[nadia.pk]))
    assert User.objects.get(pk=nadia.pk).is_active
    assert elsewhere.get(reverse("my_settings")).status_code == 302


def test_who_has_open_work_is_closed_with_a_successor_only(desk: Client) -> None:
    nadia, bram = cast.nadia(), cast.bram()
    rejection = logged(by=nadia)
    url = reverse("person_disable", args=[nadia.pk])
    assert "Eén taak staat open." in words(desk.get(url))
    assert "Kies een collega" in words(desk.post(url, {"why": "weg"}))
    assert User.objects.get(pk=nadia.pk).is_active
    desk.post(url, {"to": bram.pk, "why": "weg"})
    assert (User.objects.get(pk=nadia.pk).is_active, Deadline.objects.get(rejection=rejection).owner) == (False, bram)


def test_handing_over_without_closing(desk: Client) -> None:
    nadia, bram = cast.nadia(), cast.bram()
    logged(by=nadia)
    page = desk.post(reverse("person_pass_on", args=[nadia.pk]), {"to": bram.pk, "why": "verlof"}, follow=True)
    assert "Bram Koster neemt het over van Nadia Willems." in words(page)
    assert Deadline.objects.get().owner == bram


def test_a_role_with_open_work_says_what_comes_first(desk: Client) -> None:
    nadia = cast.nadia()
    logged(by=nadia)
    page = desk.post(reverse("person", args=[nadia.pk]), {"role": "read-only"}, follow=True)
    assert "Er wachten mensen op antwoord van Nadia Willems. Draag dat eerst over." in words(page)
    assert User.objects.get(pk=nadia.pk).role == Role.RECRUITER


def test_work_is_not_passed_on_to_somebody_who_is_busy_when_a_candidate_wants_to_be_called(desk: Client) -> None:
    nadia, bram, now = cast.nadia(), cast.bram(), timezone.now()
    calendar = cast.hospital().calendar()
    mine, theirs = asked_now(by=nadia), asked_now(by=bram, name="Lotte Smit", email="lotte@example.org")
    promise = asked_promise(mine)
    assert promise is not None
    moment = free_of(promise, calendar, now=now)[0]
    for rejection in (mine, theirs):
        choose_moment(rejection, starts_at=moment, calendar=calendar, at=now)
    given = {"to": bram.pk, "why": "verlof"}
    page = desk.post(reverse("person_pass_on", args=[nadia.pk]), given, follow=True)
    assert "Deze collega heeft iets anders op een afgesproken moment." in words(page)
    assert mine.deadlines.get().owner == nadia
    desk.post(reverse("person_pass_on", args=[nadia.pk]), given | {"moments": "on"})
    assert mine.deadlines.get().owner == bram
    task = FollowUp.objects.get(rejection=mine)
    assert (task.owner, task.due_at) == (bram, moment)
    assert task.what.startswith("Bel vóór")
    assert (live_moment(mine), live_moment(theirs) is None) == (None, False)
