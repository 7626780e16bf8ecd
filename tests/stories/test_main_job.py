"""The main job, as a recruiter does it: log a rejection, write three points, send. The candidate opens the mail."""

import re
import time

import pytest
from django.utils import timezone

from candidates.letters.mark import LINK_MARK
from candidates.models import Deadline, Letter
from tests import cast
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT, requirement
from tests.sink import Sink
from tests.stories.running import Running
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.story

SECONDS_TO_ARRIVE = 30  # letters are looked for every ten
LINK = re.compile(r"http://[0-9.:]+/s/[\w-]+/")


def test_a_rejection_becomes_a_mail_and_the_deadline_is_met(running: Running, mail_server: Sink) -> None:
    cast.hospital(recall_minutes=0)
    vacancy = cast.vacancy()
    experience = requirement(vacancy)
    cast.nadia(password=cast.PASSWORD, phone="+31880000001")
    running.start("web", "worker", "beat")

    nadia = Visitor(running.url)
    assert nadia.log_in("nadia@oeverland.example", cast.PASSWORD).path == "/"
    began = timezone.now()

    logged = nadia.send(
        nadia.see("/afwijzingen/nieuw/"),
        stage="cv-screening",
        vacancy=vacancy.pk,
        name="Youssef El Amrani",
        email="youssef@example.org",
    )
    assert logged.path == "/"
    deadline = Deadline.objects.get()
    assert (deadline.is_open, deadline.channel) == (True, "mail")

    composer = nadia.see(f"/afwijzingen/{deadline.rejection.public_id}/feedback/")
    points = {"went_well": WENT_WELL, "why_not": WHY_NOT, "advice": ADVICE}
    ground = {"requirement": experience.pk, "reason": "experience", "reason_details": "Vooral uitvoering."}
    kept = nadia.send(composer, **points, **ground, do="keep")
    assert (kept.path, Letter.objects.count()) == ("/", 0)
    text, html = (nadia.see(f"{composer.path}voorbeeld/{form}/").source for form in ("tekst", "opmaak"))

    pressed = time.monotonic()
    home = nadia.send(nadia.see(composer.path), **points, do="send")
    assert home.path == "/"
    running.soon(lambda: mail_server.mails != [], seconds=SECONDS_TO_ARRIVE)
    assert time.monotonic() - pressed < SECONDS_TO_ARRIVE
    running.soon(lambda: not Deadline.objects.open().exists(), seconds=5)

    (mail,) = mail_server.mails
    link = the_link(mail.body("plain"))
    assert mail.to == "youssef@example.org"
    assert mail.message["Reply-To"] == "nadia@oeverland.example"
    assert mail.body("plain") == text.replace(LINK_MARK, link)
    assert mail.body("html") == html.replace(LINK_MARK, link)
    for point in points.values():
        assert point in " ".join(mail.body("plain").split())

    letter, deadline = Letter.objects.get(), Deadline.objects.get()
    assert (letter.state, letter.last_reply) == ("sent", "250 OK, queued")
    assert (deadline.met_at, deadline.met_channel, deadline.met_by) == (letter.sent_at, "mail", letter.approved_by)
    assert began < letter.handed_over_at <= letter.sent_at <= timezone.now()

    candidate = Visitor(running.url).see(link)
    assert (candidate.status, candidate.path.startswith("/s/"), link.endswith(candidate.path)) == (200, True, False)
    assert "Youssef" in candidate.words
    assert "El Amrani" not in candidate.source

    assert Visitor(running.url).see(composer.path).path == "/account/login/"


def the_link(text: str) -> str:
    (only,) = LINK.findall(text)
    return str(only)
