"""The conversation with the mail server, step by step, because one step matters: nothing is delivered before the final
dot (RFC 5321), and after it nobody can take a mail back (RFC 1047). `fence` is asked between the two."""

import re
import select
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from candidates.letters.message import Mail
from candidates.rules.replies import BROKEN, NO_ANSWER

TROUBLE = (smtplib.SMTPException, OSError)
DOT = b".\r\n"


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


def talk(server: smtplib.SMTP, mail: Mail, *, fence: Callable[[], bool]) -> Answer:
    try:
        refusal = _up_to_the_dot(server, mail)
    except TROUBLE as error:
        return Answer(Outcome.NOT_NOW, f"{BROKEN}: {in_words(error)}")
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
        return Answer(Outcome.NOT_NOW, f"{BROKEN}: {in_words(error)}")
    try:
        code, said = server.getreply()
    except TROUBLE as error:
        return Answer(Outcome.IN_DOUBT, f"{NO_ANSWER}: {in_words(error)}")
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


def in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _line(error.smtp_code, said if isinstance(said, bytes) else said.encode())
    return " ".join((str(error) or type(error).__name__).split())[:400]
