"""A mail server for tests, real to the last dot: it takes mail, or misbehaves in one of the ways mail servers do.

def test_x(sink):            # a fixture of this module, known to every test (conftest)
    sink.mode = "550"        # refuses the recipient; also "451"
    ...
    sink.mails               # what was taken: sender, recipients, message, body(kind), data
"""

import contextlib
import email
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server  # noqa: N811
from aiosmtpd.smtp import Envelope, Session

ACCEPT = "accept"
REFUSE_MAIL = "554 at the end"  # after the whole text
CUT_AFTER_DATA = "cut after DATA"  # the line breaks while the text is handed over
CUT_AFTER_DOT = "cut after the dot"  # taken, but the answer is lost
FORGET_AFTER_DOT = "forget after the dot"  # not taken, and no answer either
REPLIES = {"550": "550 5.1.1 No such user here", "451": "451 4.7.1 Greylisted, come back later", "421": "421 Too busy"}


@dataclass(frozen=True)
class Taken:
    sender: str
    recipients: tuple[str, ...]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.data, policy=SMTP)

    @property
    def to(self) -> str:
        (only,) = self.recipients
        return only

    def body(self, kind: str = "plain") -> str:
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")  # a mail has one kind of line end, whatever was written


class Sink:
    """`mode` may change at any moment; `modes` is a list that is used up first, one for each mail."""

    def __init__(self) -> None:
        self.host, self.port = "127.0.0.1", free_port()
        self.mode = ACCEPT
        self.modes: list[str] = []
        self.mails: list[Taken] = []
        self._lock = threading.Lock()
        self._controller: Controller | None = None

    def up(self) -> "Sink":
        if self._controller is None:
            self._controller = _Listener(_Handler(self), hostname=self.host, port=self.port)
            self._controller.start()
        return self

    def down(self) -> None:
        """Nobody listens on this port any more, until `up`."""
        controller, self._controller = self._controller, None
        if controller is not None:
            controller.stop()

    def to(self, address: str) -> list[Taken]:
        return [mail for mail in self.mails if address in mail.recipients]

    def next_mode(self) -> str:
        with self._lock:
            return self.modes.pop(0) if self.modes else self.mode

    def take(self, envelope: Envelope) -> None:
        data = envelope.original_content or b""
        with self._lock:
            self.mails.append(Taken(str(envelope.mail_from), tuple(map(str, envelope.rcpt_tos)), data))


class _Handler:
    """aiosmtpd calls these by name."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    async def handle_RCPT(  # noqa: N802
        self, server: Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        mode = envelope.mode = self.sink.next_mode()  # type: ignore[attr-defined]  # our own, on aiosmtpd's envelope
        if mode in REPLIES:
            return REPLIES[mode]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mode = envelope.mode  # type: ignore[attr-defined]  # our own, on aiosmtpd's envelope
        if mode == REFUSE_MAIL:
            return "554 5.7.1 Looks like spam"
        if mode != FORGET_AFTER_DOT:
            self.sink.take(envelope)
        if mode in (CUT_AFTER_DOT, FORGET_AFTER_DOT):
            _cut(server)
        return "250 OK, queued"


class _Server(Server):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if getattr(self.envelope, "mode", "") == CUT_AFTER_DATA:
            await self.push("354 Go on")
            _cut(self)
            return
        await super().smtp_DATA(arg)


class _Listener(Controller):
    def factory(self) -> Any:
        return _Server(self.handler, ident="sink", hostname="sink.example")


def _cut(server: Server) -> None:
    if server.transport is not None:
        server.transport.abort()


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """Every mail of this test goes here."""
    made = Sink().up()
    settings.EMAIL_HOST, settings.EMAIL_PORT = made.host, made.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 3
    yield made
    made.down()
