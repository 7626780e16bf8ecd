"""Ten thousand guesses at a link, over HTTP: answered alike, held back by the limits, and written down nowhere."""

import http.client
import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count

import pytest
from django.conf import settings
from django.utils import timezone

from candidates.actions.links import link_for
from candidates.models import Letter, Rejection
from candidates.rules.limits import LINK, LINK_PLACE
from candidates.rules.tokens import token_of
from tests import cast, letter_cast
from tests.sink import Sink
from tests.stories.running import Running

pytestmark = pytest.mark.torture
GUESSES, CLIENTS = 10_000, 8
TIMES = ("Date", "Expires")  # headers that name a moment


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def holds(self, token: str) -> bool:
        return token in self.body or any(token in value for _name, value in self.headers)


@pytest.fixture
def port(running: Running) -> int:
    """Behind one proxy of ours, which says where a visitor comes from."""
    cast.hospital()
    running.environment["TRUSTED_PROXIES"] = "1"
    running.start("web")
    return running.port


def real_token(name: str) -> str:
    about: Rejection = letter_cast.owed(candidate=cast.candidate(name), vacancy=cast.vacancy(f"Functie van {name}"))
    return token_of(bytes(link_for(about, at=timezone.now()).seed), settings.LINK_KEY)


def places() -> Iterator[str]:
    return (f"10.{n // 65536}.{n // 256 % 256}.{n % 256}" for n in count(1))


def guesses() -> list[str]:
    """Most at random; of some a real one with one letter changed."""
    real = real_token("Youssef El Amrani")
    near = [f"{real[:at]}{'A' if real[at] != 'A' else 'B'}{real[at + 1 :]}" for at in range(len(real) - 1)]
    return [secrets.token_urlsafe(32) for _one in range(GUESSES - len(near))] + near


def tried(port: int, guess: tuple[str, str]) -> Answer:
    token, place = guess
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("GET", f"/s/{token}/", headers={"X-Forwarded-For": place})
        answer = line.getresponse()
        headers = tuple(sorted((name, value) for name, value in answer.getheaders() if name not in TIMES))
        return Answer(answer.status, headers, answer.read().decode())


def all_tried(port: int, chosen: Iterable[tuple[str, str]]) -> list[Answer]:
    with ThreadPoolExecutor(CLIENTS) as crowd:
        return list(crowd.map(lambda guess: tried(port, guess), chosen))


def test_ten_thousand_guesses_are_answered_alike_and_written_nowhere(
    running: Running, port: int, mail_server: Sink
) -> None:
    tokens, began = guesses(), time.monotonic()
    answers = all_tried(port, zip(tokens, places(), strict=False))
    print(f"\n{len(answers):,} guesses in {time.monotonic() - began:.0f} s")

    assert len(set(answers)) == 1
    assert answers[0].status == 404
    assert dict(answers[0].headers)["Referrer-Policy"] == "no-referrer"
    assert [token for token, answer in zip(tokens, answers, strict=True) if answer.holds(token)] == []
    assert written_about(running, tokens) == []
    assert (mail_server.mails, Letter.objects.count()) == ([], 0)


def test_one_place_has_twenty_guesses_an_hour(running: Running, port: int) -> None:
    tokens = [secrets.token_urlsafe(32) for _one in range(200)]
    answers = all_tried(port, [(token, "192.0.2.7") for token in tokens])
    assert Counter(answer.status for answer in answers) == {404: LINK_PLACE.tokens, 429: 200 - LINK_PLACE.tokens}
    assert len(set(answers)) == 2
    assert [token for token, answer in zip(tokens, answers, strict=True) if answer.holds(token)] == []
    assert written_about(running, tokens) == []


@pytest.mark.parametrize("exists", [True, False])
def test_one_link_is_opened_twenty_times_an_hour_whether_it_exists_or_not(
    running: Running, port: int, exists: bool
) -> None:
    token = real_token("Lotte Smit") if exists else secrets.token_urlsafe(32)
    answers = all_tried(port, zip([token] * 200, places(), strict=False))
    first = 302 if exists else 404
    assert Counter(answer.status for answer in answers) == {first: LINK.tokens, 429: 200 - LINK.tokens}
    held_back = {answer for answer in answers if answer.status == 429}
    assert (len(held_back), held_back.pop().holds(token)) == (1, False)
    assert written_about(running, [token]) == []


def written_about(running: Running, tokens: Iterable[str]) -> list[str]:
    """Which of these stand in a log of the run, whole or by their first half."""
    said = "\n".join(log.read_text() for log in running.folder.glob("log/*.log"))
    assert '"link_enter"' in said
    return [token for token in tokens if token[:20] in said]
