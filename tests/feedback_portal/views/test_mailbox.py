import mailbox
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from candidates.actions.colleagues import Invitation, invite
from candidates.models import Letter, Read, Role, User
from feedback_portal.accounts.adapter import write_account_letter
from tests import cast, letter_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(tmp_path: Path, settings: Settings) -> mailbox.Maildir:
    settings.DEMO_MAILBOX = str(tmp_path / "box")
    return mailbox.Maildir(settings.DEMO_MAILBOX)


@pytest.fixture
def nadia(client: Client) -> Client:
    cast.hospital()
    client.force_login(cast.nadia())
    return client


def mail(subject: str = "Hallo", *, to: str = "nadia@oeverland.example", letter: Letter | None = None) -> EmailMessage:
    message = EmailMessage()
    if letter:
        message["Message-ID"] = letter.message_id
    message["Subject"], message["To"], message["From"] = subject, f"Iemand <{to}>", "wij@example.org"
    message.set_content("Kies: https://portal.example/s/abc/\n<script>x</script>\n")
    message.add_alternative("<p>Kies<script>x</script></p>", subtype="html")
    return message


def test_it_lists_what_arrived_newest_first(nadia: Client, box: mailbox.Maildir) -> None:
    for subject in ("Eerste", "Tweede", "Derde"):
        box.add(mail(subject))

    shown = nadia.get(reverse("mailbox"))
    assert [arrived.subject for arrived in shown.context["mails"]] == ["Derde", "Tweede", "Eerste"]


def test_a_mail_is_read_as_text_with_its_links_and_in_a_frame_of_its_own(nadia: Client, box: mailbox.Maildir) -> None:
    key = box.add(mail())

    page = nadia.get(reverse("mailbox_mail", args=[key])).content.decode()
    assert '<a href="https://portal.example/s/abc/"' in page
    assert "<script>x" not in page
    alone = nadia.get(reverse("mailbox_html", args=[key]))
    assert alone["Content-Security-Policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def test_a_mail_that_is_gone_is_not_found(nadia: Client, box: mailbox.Maildir) -> None:
    for key in ("x", "..", "1.2.3"):
        assert nadia.get(f"/post/{key}/").status_code == 404


def test_outside_a_demonstration_there_is_no_such_page(nadia: Client, settings: Settings) -> None:
    settings.DEMO_MAILBOX = ""
    assert nadia.get(reverse("mailbox")).status_code == 404


def test_who_is_not_logged_in_logs_in_first(client: Client, box: mailbox.Maildir) -> None:
    assert client.get(reverse("mailbox")).status_code == 302


def subjects(user: User) -> list[str]:
    client = Client()
    client.force_login(user)
    page = client.get(reverse("mailbox")).content.decode()
    return re.findall(r">([^<]+)</a></th>", page)


def status(user: User, key: str) -> set[int]:
    client = Client()
    client.force_login(user)
    return {client.get(reverse(name, args=[key])).status_code for name in ("mailbox_mail", "mailbox_html")}


@pytest.fixture
def people() -> list[User]:
    cast.hospital()
    return [cast.nadia(), cast.bram(), cast.hanna(), cast.ad(), cast.vera()]


def test_the_way_into_an_account_is_for_its_owner_only(people: list[User], box: mailbox.Maildir) -> None:
    *others, ad, vera = people
    letter = write_account_letter(ad, kind="password_reset")
    key = box.add(mail("Nieuw wachtwoord", to=ad.email, letter=letter))
    assert (subjects(ad), status(ad, key)) == (["Nieuw wachtwoord"], {200})
    for other in (*others, vera):
        assert (other.first_name, subjects(other), status(other, key)) == (other.first_name, [], {404})


def test_an_invitation_is_seen_by_the_administrator_who_plays_the_new_colleague(
    people: list[User], box: mailbox.Maildir
) -> None:
    nadia, bram, hanna, ad, vera = people
    invite(Invitation("nieuw@example.org", Role.ADMINISTRATOR, "Noor"), by=ad, at=cast.NOW)
    key = box.add(mail("Welkom", to="nieuw@example.org", letter=Letter.objects.get(kind="invitation")))
    assert (subjects(ad), status(ad, key)) == (["Welkom"], {200})
    assert [subjects(other) + list(status(other, key)) for other in (nadia, bram, hanna, vera)] == [[404]] * 4


def test_a_mail_to_a_candidate_is_for_whoever_reads_about_persons_and_the_look_is_written_down(
    people: list[User], box: mailbox.Maildir
) -> None:
    nadia, bram, hanna, ad, vera = people
    letter = letter_cast.to_candidate(letter_cast.owed(recruiter=nadia))
    key = box.add(mail("Je sollicitatie", to="youssef@example.org", letter=letter))
    for reader in (nadia, bram, hanna):
        assert (subjects(reader), status(reader, key)) == (["Je sollicitatie"], {200})
    for other in (ad, vera):
        assert (subjects(other), status(other, key)) == ([], {404})
    assert set(Read.objects.values_list("user__first_name", "what")) == {
        (name, what) for name in ("Nadia", "Bram", "Hanna") for what in ("mails", "letter")
    }


def test_a_mail_of_which_nothing_is_known_is_for_its_one_addressee(people: list[User], box: mailbox.Maildir) -> None:
    nadia, bram, *_others = people
    box.add(mail("Testmail", to=nadia.email))
    box.add(mail("Aan twee", to=f"{nadia.email}>, Ook <{bram.email}"))
    box.add("Subject: zonder adres\n\nhallo")
    assert [subjects(person) for person in people] == [["Testmail"], [], [], [], []]
