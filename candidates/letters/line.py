"""The conversation with the mail server, step by step, because one step matters: nothing is delivered before the final
dot (RFC 5321), and after it nobody can take a mail back (RFC 1047). `fence` is asked between the two."""

import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from django.conf import settings

from candidates.letters.message import Mail
from candidates.rules.replies import BROKEN, NO_ANSWER, UNREACHABLE

TROUBLE = (smtplib.SMTPException, OSError)
DOT = b".\r\n"
MAILS_PER_LINE = 50  # many servers hang up on who stays longer


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    NOT_NOW = "not now"  # the server's 4xx, or the line broke before the dot: certainly not delivered
    REFUSED = "refused"  # the server's 5xx
    IN_DOUBT = "in doubt"  # the line broke after the dot
    UNREACHABLE = "unreachable"  # says nothing about this mail
    NOT_OURS = "not ours"  # the fence said no


@dataclass(frozen=True)
class Answer:
    outcome: Outcome
    reply: str


class Line:
    """One connection for many mails, opened when the first is posted, given up after any trouble."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None
        self._posted = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.hang_up(politely=kind is None)  # in the middle of a text QUIT would only be part of it

    def post(self, mail: Mail, *, fence: Callable[[], bool]) -> Answer:
        try:
            server = self._opened()
        except TROUBLE as error:
            self.hang_up(politely=False)
            return Answer(Outcome.UNREACHABLE, f"{UNREACHABLE}: {_words(error)}")
        answer = _talk(server, mail, fence=fence)
        if answer.outcome is not Outcome.ACCEPTED:
            self.hang_up(politely=answer.outcome is Outcome.REFUSED)
        return answer

    def knock(self) -> str:
        """Whether the mail server opens the door: nothing, or why not."""
        try:
            self._opened()
        except TROUBLE as error:
            self.hang_up(politely=False)
            return f"{UNREACHABLE}: {_words(error)}"
        return ""

    def hang_up(self, *, politely: bool = True) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            if politely:
                server.quit()
        except TROUBLE:
            pass
        finally:
            server.close()

    def _opened(self) -> smtplib.SMTP:
        if self._posted >= MAILS_PER_LINE:
            self.hang_up()
        if self._server is None:
            self._server, self._posted = _connected(), 0
            _speak_at_once(self._server)
            _introduce(self._server)
        self._posted += 1
        return self._server


def _connected() -> smtplib.SMTP:
    place = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT, "timeout": settings.EMAIL_TIMEOUT}
    name = "localhost" if settings.ON_LOOPBACK else settings.SITE.hostname
    if settings.EMAIL_USE_SSL:
        return smtplib.SMTP_SSL(**place, local_hostname=name, context=ssl.create_default_context())
    return smtplib.SMTP(**place, local_hostname=name)


def _speak_at_once(server: smtplib.SMTP) -> None:
    """The dot is a packet of its own: TCP would hold it back until the text was acknowledged, 40 ms for each mail."""
    if server.sock is not None:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _introduce(server: smtplib.SMTP) -> None:
    if settings.EMAIL_USE_TLS:
        server.starttls(context=ssl.create_default_context())
    server.ehlo_or_helo_if_needed()
    if settings.EMAIL_HOST_USER:
        server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)


def _talk(server: smtplib.SMTP, mail: Mail, *, fence: Callable[[], bool]) -> Answer:
    try:
        refusal = _up_to_the_dot(server, mail)
    except TROUBLE as error:
        return Answer(Outcome.NOT_NOW, f"{BROKEN}: {_words(error)}")
    if refusal is not None:
        return refusal
    if not fence():
        return Answer(Outcome.NOT_OURS, "")
    return _dot(server)


def _up_to_the_dot(server: smtplib.SMTP, mail: Mail) -> Answer | None:
    """The server's refusal, or None when it has the whole text and waits for the dot."""
    steps: tuple[tuple[Callable[[], tuple[int, bytes]], tuple[int, ...]], ...] = (
        (lambda: server.mail(mail.sender), (250,)),
        (lambda: server.rcpt(mail.recipient), (250, 251)),
        (lambda: server.docmd("data"), (354,)),
    )
    for say, yes in steps:
        code, said = say()
        if code not in yes:
            return _no(code, said)
    server.send(_with_dots_doubled(mail.data))
    return None


def _dot(server: smtplib.SMTP) -> Answer:
    if _has_already_spoken(server):
        return Answer(Outcome.NOT_NOW, f"{BROKEN}: the server spoke or hung up before the end of the text")
    try:
        server.send(DOT)
    except TROUBLE as error:  # not a byte of it left
        return Answer(Outcome.NOT_NOW, f"{BROKEN}: {_words(error)}")
    try:
        code, said = server.getreply()
    except TROUBLE as error:
        return Answer(Outcome.IN_DOUBT, f"{NO_ANSWER}: {_words(error)}")
    if 200 <= code < 300:
        return Answer(Outcome.ACCEPTED, _line(code, said))
    return _no(code, said) if code >= 400 else Answer(Outcome.IN_DOUBT, f"{NO_ANSWER}: {_line(code, said)}")


def _has_already_spoken(server: smtplib.SMTP) -> bool:
    """Nobody speaks while a text is handed over. A server that does has given up; and what it said would be taken for
    its answer to the dot."""
    if server.sock is None or server.file is None or select.select([server.sock], [], [], 0)[0]:
        return True
    server.sock.settimeout(0)
    try:
        return bool(server.file.peek(1))
    except ssl.SSLWantReadError:
        return False
    finally:
        server.sock.settimeout(settings.EMAIL_TIMEOUT)


def _no(code: int, said: bytes) -> Answer:
    outcome = Outcome.REFUSED if 500 <= code < 600 else Outcome.NOT_NOW
    return Answer(outcome, _line(code, said))


def _with_dots_doubled(data: bytes) -> bytes:
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _line(code: int, said: bytes) -> str:
    return f"{code} {' '.join(said.decode(errors='replace').split())}"[:500]


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _line(error.smtp_code, said if isinstance(said, bytes) else said.encode())
    return " ".join((str(error) or type(error).__name__).split())[:400]
