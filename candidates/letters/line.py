"""The line to the mail server: opened when the first mail is posted, used for many, given up after any trouble."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from typing import Self

from django.conf import settings

from candidates.letters.conversation import TROUBLE, Answer, Outcome, in_words, talk
from candidates.letters.message import Mail
from candidates.rules.replies import UNREACHABLE

MAILS_PER_LINE = 50  # many servers hang up on who stays longer


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
            return Answer(Outcome.UNREACHABLE, f"{UNREACHABLE}: {in_words(error)}")
        answer = talk(server, mail, fence=fence)
        if answer.outcome is not Outcome.ACCEPTED:
            self.hang_up(politely=answer.outcome is Outcome.REFUSED)
        return answer

    def knock(self) -> str:
        """Whether the mail server opens the door: nothing, or why not."""
        try:
            self._opened()
        except TROUBLE as error:
            self.hang_up(politely=False)
            return f"{UNREACHABLE}: {in_words(error)}"
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
