import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests import cast

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


def mail(subject: str = "Hallo") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["To"], message["From"] = subject, "Lotte <lotte@example.org>", "wij@example.org"
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
