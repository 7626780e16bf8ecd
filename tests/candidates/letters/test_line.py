"""Every way a mail server can fail us, step by step, and what we then know of the mail."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from candidates.letters.conversation import Outcome
from candidates.letters.line import Line
from candidates.letters.message import Mail
from tests.sink import free_port

STALL, CLOSE, RESET = "stall", "close", "reset"
MAIL = Mail(sender="a@x.example", recipient="b@y.example", data=b"Subject: x\r\n\r\nHallo\r\n.\r\nNog een regel\r\n")
USUAL = {"banner": "220 hi", "EHLO": "250 hi", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", "dot": "250 done"}


class Scripted:
    """Says what the script says at each step, to one caller, and keeps what it was given."""

    def __init__(self, script: dict[str, str], host: str = "127.0.0.1") -> None:
        self.script, self.heard, self.done = USUAL | script, b"", threading.Event()
        self.door = socket.create_server((host, 0))
        self.port = self.door.getsockname()[1]
        self.thread = threading.Thread(target=self._answer, daemon=True)
        self.thread.start()

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            caller, _address = self.door.accept()
            with caller:
                self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        lines = caller.makefile("rb")
        if not self._say(caller, "banner"):
            return
        for line in lines:
            step = line.split()[0].decode().upper() if line.split() else ""
            if step not in USUAL:
                caller.sendall(b"500 what?\r\n")
                continue
            if not self._say(caller, step):
                return
            if step == "DATA":
                for part in lines:
                    self.heard += part
                    if part == b".\r\n":
                        break
                if not self._say(caller, "dot"):
                    return

    def _say(self, caller: socket.socket, step: str) -> bool:
        words = self.script[step]
        if words == STALL:
            self.done.wait(5)
            return False
        if words == RESET:
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            caller.close()
            return False
        if words == CLOSE:
            return False
        caller.sendall(words.encode() + b"\r\n")
        return True

    def close(self) -> None:
        self.done.set()
        self.door.close()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def ours(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 0.4
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


@contextlib.contextmanager
def server(settings: Settings, **script: str) -> Iterator[Scripted]:
    made = Scripted(script)
    settings.EMAIL_PORT = made.port
    yield made
    made.close()


KNOWN = {
    "banner": Outcome.UNREACHABLE,
    "EHLO": Outcome.UNREACHABLE,
    "MAIL": Outcome.NOT_NOW,
    "RCPT": Outcome.NOT_NOW,
    "DATA": Outcome.NOT_NOW,
    "dot": Outcome.IN_DOUBT,
}


@pytest.mark.parametrize("trouble", [STALL, CLOSE, RESET])
@pytest.mark.parametrize("step", KNOWN)
def test_a_line_that_breaks(settings: Settings, step: str, trouble: str) -> None:
    passed: list[str] = []
    with server(settings, **{step: trouble}) as heard, Line() as line:
        answer = line.post(MAIL, fence=lambda: not passed.append("fence"))

    assert answer.outcome is KNOWN[step]
    assert (passed == ["fence"]) == (step == "dot")
    assert heard.heard.endswith(b"\r\n.\r\n") == (step == "dot")


@pytest.mark.parametrize(
    ("step", "reply", "expected"),
    [
        ("banner", "421 busy", Outcome.UNREACHABLE),
        ("banner", "554 no service", Outcome.UNREACHABLE),
        ("banner", "x" * 10_000_000, Outcome.UNREACHABLE),
        ("banner", "what is this", Outcome.UNREACHABLE),
        ("MAIL", "451 later", Outcome.NOT_NOW),
        ("MAIL", "550 not you", Outcome.REFUSED),
        ("RCPT", "450 greylisted", Outcome.NOT_NOW),
        ("RCPT", "421 going down", Outcome.NOT_NOW),
        ("RCPT", "550 5.1.1 unknown", Outcome.REFUSED),
        ("RCPT", "552 full", Outcome.REFUSED),
        ("RCPT", "what is this", Outcome.NOT_NOW),
        ("DATA", "451 later", Outcome.NOT_NOW),
        ("DATA", "554 no", Outcome.REFUSED),
        ("dot", "451 later", Outcome.NOT_NOW),
        ("dot", "552 too large", Outcome.REFUSED),
        ("dot", "554 spam", Outcome.REFUSED),
        ("dot", "what is this", Outcome.IN_DOUBT),
        ("dot", "354 go on", Outcome.IN_DOUBT),
        ("dot", "x" * 10_000, Outcome.IN_DOUBT),
        ("dot", "250 done", Outcome.ACCEPTED),
        ("RCPT", "251 forwarded", Outcome.ACCEPTED),
    ],
)
def test_what_a_server_says(settings: Settings, step: str, reply: str, expected: Outcome) -> None:
    with server(settings, **{step: reply}), Line() as line:
        answer = line.post(MAIL, fence=lambda: True)

    assert answer.outcome is expected
    assert len(answer.reply) <= 500


def test_a_server_that_gives_up_during_the_text_gets_no_dot(settings: Settings) -> None:
    with server(settings, DATA="354 go\r\n452 disk full") as heard, Line() as line:
        answer = line.post(MAIL, fence=lambda: True)

    assert answer.outcome is Outcome.NOT_NOW
    assert not heard.heard.endswith(b"\r\n.\r\n")


def test_when_the_fence_says_no_there_is_no_dot(settings: Settings) -> None:
    with server(settings) as heard, Line() as line:
        answer = line.post(MAIL, fence=lambda: False)

    assert answer.outcome is Outcome.NOT_OURS
    assert not heard.heard.endswith(b"\r\n.\r\n")


def test_a_fence_that_fails_hangs_up_without_the_dot(settings: Settings) -> None:
    def broken() -> bool:
        raise RuntimeError("no database")

    with server(settings) as heard:
        with pytest.raises(RuntimeError), Line() as line:
            line.post(MAIL, fence=broken)
        heard.thread.join(2)
    assert not heard.heard.endswith(b"\r\n.\r\n")
    assert b"quit" not in heard.heard.lower()


def test_a_dot_inside_the_text_ends_nothing(settings: Settings) -> None:
    with server(settings) as heard, Line() as line:
        line.post(MAIL, fence=lambda: True)

    assert heard.heard == b"Subject: x\r\n\r\nHallo\r\n..\r\nNog een regel\r\n.\r\n"


def test_starttls_that_is_asked_for_and_not_there_sends_nothing(settings: Settings) -> None:
    settings.EMAIL_USE_TLS = True
    with server(settings) as heard, Line() as line:
        answer = line.post(MAIL, fence=lambda: True)

    assert (answer.outcome, heard.heard) == (Outcome.UNREACHABLE, b"")
