"""Nobody stands in a log: the portal as it runs, asked in every way that carries a token, a name or an address."""

import http.client
import json
import socket
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from candidates.actions.colleagues import Invitation, invite
from candidates.actions.links import link_for
from candidates.letters.entrance import address_of, invitation_address
from candidates.models import Letter, Rejection, Role, User
from candidates.rules.entrance import RESET
from candidates.rules.limits import BODY_WITH_FILE
from candidates.rules.tokens import token_of
from tests import cast, letter_cast
from tests.sink import Sink
from tests.stories.running import Running
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.story
NOW = cast.NOW
PASSWORD = "geheim-woord-van-nadia"


def ways_in(rejection: Rejection, nadia: User, ad: User) -> list[str]:
    link = link_for(rejection, at=NOW)
    noor = invite(Invitation("noor@example.org", Role.RECRUITER, "Noor"), by=ad, at=NOW)
    return [
        f"/s/{token_of(bytes(link.seed), settings.LINK_KEY)}/",
        urlsplit(invitation_address(noor, at=NOW)).path,
        urlsplit(address_of(RESET, "account_reset_password_from_key", nadia, at=NOW)).path,
    ]


def test_no_log_holds_a_token_a_name_or_an_address(running: Running, mail_server: Sink) -> None:
    cast.hospital(recall_minutes=0)
    nadia, ad = cast.nadia(password=PASSWORD), cast.ad(password=PASSWORD)
    rejection = letter_cast.owed(recruiter=nadia)
    doors = ways_in(rejection, nadia, ad)
    letter_cast.to_candidate(rejection)
    running.start("web", "worker")
    running.start("beat", hurried=True)

    stranger, recruiter = Visitor(running.url), Visitor(running.url)
    assert [stranger.see(door).status for door in doors] == [200, 200, 200]
    for door in doors:  # and once spoiled, for the words of an error
        stranger.see(f"{door}zoekwoord-kanarie/?q=kanarie")
    stranger.log_in(nadia.email, "fout-wachtwoord-kanarie")
    assert recruiter.log_in(nadia.email, PASSWORD).path == "/"
    for page in ("rejections", "vacancies", "people"):
        recruiter.see(f"{reverse(page)}?q=El+Amrani&name=kanarie")
    recruiter.see(reverse("candidate", args=[rejection.candidate_id]))
    recruiter.see("/kandidaten/youssef-el-amrani/")
    too_large(running.port)
    no_http(running.port)
    running.soon(lambda: len(mail_server.mails) >= 2, seconds=30)

    running.environment |= {"DATABASE_URL": "postgresql://kanarie@127.0.0.1:1/kanarie"}
    running.start("worker2")  # whatever it does now fails
    running.soon(lambda: "OperationalError" in (running.folder / "log" / "worker2.log").read_text(), seconds=30)
    running.stop("beat")

    said = "\n".join(log.read_text() for log in sorted(running.folder.glob("log/*.log")))
    assert {json.loads(line)["page"] for line in said.splitlines() if '"answered"' in line} >= {
        "link_enter", "link_page", "invitation", "account_reset_password_from_key", "account_login", "rejections",
        "candidate", "none",
    }  # fmt: skip
    tokens = [part for door in doors for part in door.strip("/").split("/")[-1:]]
    people = ["Youssef", "Amrani", "Amrani".lower(), "kanarie", "Nadia", "nadia", "noor", "example.org", PASSWORD]
    place = [f"kandidaten/{rejection.candidate_id}", str(rejection.public_id), "127.0.0.1 ", '"127.0.0.1"']
    assert [word for word in (*tokens, *people, *place) if word in said] == []
    assert Letter.objects.get(rejection=rejection).state == "sent"


def too_large(port: int) -> None:
    """Announced, and never sent: the answer comes all the same."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.putrequest("POST", "/import/?q=kanarie")
        line.putheader("Content-Length", str(BODY_WITH_FILE + 1))
        line.endheaders()
        assert line.getresponse().status == 413
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.putrequest("POST", "/account/login/")
        line.putheader("Transfer-Encoding", "chunked")
        line.endheaders()
        assert line.getresponse().status == 413


def no_http(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"kanarie /s/kanarie HTTP/9.9\r\nX-Kanarie: kanarie\r\n\r\n")
        assert b"400" in line.recv(100)
