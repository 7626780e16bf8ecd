"""A body that is too large is refused by its announced length: nobody reads it."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from candidates.models import Feedback, ImportRun, User
from candidates.rules.limits import BODY, BODY_WITH_FILE
from candidates.rules.stages import Stage
from tests import cast
from tests.access_cast import World, pages
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


class Unread:
    """A body that nobody may touch."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("somebody read the body")

    readline = __iter__ = read


@pytest.fixture
def nadia(client: Client) -> User:
    cast.hospital()
    nadia = cast.nadia()
    client.force_login(nadia)
    return nadia


def send(client: Client, address: str, *, length: int | None, kind: str = FORM, **extra: Any) -> Any:
    announced = {"HTTP_TRANSFER_ENCODING": "chunked"} if length is None else {"CONTENT_LENGTH": str(length)}
    return client.post(address, **announced | {"CONTENT_TYPE": kind, "wsgi.input": Unread()} | extra)


@pytest.mark.parametrize("length", [BODY_WITH_FILE + 1, 10**12, None])
def test_no_page_of_the_portal_reads_it(client: Client, nadia: User, tmp_path: Path, length: int | None) -> None:
    world, strict = World(nadia, tmp_path / "mailbox"), Client(enforce_csrf_checks=True)
    for page in pages().values():
        address = reverse(page.name, kwargs=world.of(page.route, page.converters))
        answers = [send(who, address, length=length).status_code for who in (client, strict)]
        assert (page.name, answers) == (page.name, [413, 413])


def test_only_the_page_for_files_takes_as_much_as_a_file(client: Client, nadia: User) -> None:
    assert send(client, reverse("rejection_new"), length=BODY + 1).status_code == 413
    with pytest.raises(AssertionError, match="somebody read the body"):
        send(client, reverse("imports"), length=BODY + 1, kind="multipart/form-data; boundary=x")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Deze pagina neemt hoogstens 256,0 KB aan. Wat je stuurde, is niet gelezen, en er is niets bewaard."),
        ("en", "This page takes 256.0 KB at most. What you sent was not read, and nothing was saved."),
    ],
)
def test_it_says_so_in_the_language_of_who_sent_it(client: Client, nadia: User, language: str, words: str) -> None:
    User.objects.filter(pk=nadia.pk).update(language=language)
    page = send(client, reverse("rejection_new"), length=BODY + 1).content.decode()
    assert words in " ".join(page.replace("\xa0", " ").split())
    assert f'<html lang="{language}">' in page


def test_a_visitor_is_told_in_the_language_of_the_browser(client: Client) -> None:
    cast.hospital()
    answer = send(client, reverse("account_login"), length=BODY + 1, headers={"accept-language": "en"})
    assert "This page takes" in answer.content.decode()


def test_the_longest_call_in_the_longest_letters_is_taken(client: Client, nadia: User) -> None:
    rejection = logged(by=nadia, stage=Stage.INTERVIEW)
    names = ("went_well", "why_not", "advice", "note")
    typed = dict.fromkeys(names, "\U0001f600" * 4000) | {"result": "voicemail"}
    assert client.post(reverse("call", args=[rejection.public_id]), typed).status_code == 302
    kept = Feedback.objects.filter(rejection=rejection).values(*names).get()
    assert kept == dict.fromkeys(names, "\U0001f600" * 4000)


def test_a_file_that_is_just_small_enough_stays_in_memory(client: Client, nadia: User) -> None:
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE >= BODY_WITH_FILE
    content = b"name;stage\n" + b"x" * (2 * 1024 * 1024 - 20)
    client.post(reverse("imports"), {"file": SimpleUploadedFile("besluiten.csv", content)})
    assert ImportRun.objects.count() == 1
