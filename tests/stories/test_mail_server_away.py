"""The mail server is away, then back: the letter waits, the page says why, and it leaves once."""

import pytest
from django.utils import timezone

from candidates.models import Deadline, Letter
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged
from tests.letter_cast import to_candidate
from tests.sink import Sink
from tests.stories.running import Running
from tests.stories.test_late_path import a_sweep_later
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.story


def test_the_letter_waits_says_why_and_leaves_once(running: Running, mail_server: Sink) -> None:
    cast.hospital()
    nadia = cast.nadia(password=cast.PASSWORD)
    now = timezone.now()
    rejection = logged(by=nadia, stage=Stage.CV_SCREENING, name="Youssef El Amrani", decided_at=now, at=now)
    to_candidate(rejection, not_before=now, planned_at=now, written_at=now)
    mail_server.down()

    running.start("web", "worker", "beat", hurried=True)
    running.soon(lambda: Letter.objects.exclude(last_reply="").exists())
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.sent_at) == ("waiting", 0, None)
    assert "Connection refused" in letter.last_reply

    desk = Visitor(running.url)
    assert desk.log_in(nadia.email, cast.PASSWORD).path == "/"
    page = desk.see(f"/afwijzingen/{rejection.public_id}/feedback/")
    assert "Onze mailserver is niet te bereiken. We blijven het proberen." in page.words
    assert Deadline.objects.open().count() == 1

    mail_server.up()
    running.soon(lambda: mail_server.mails != [], seconds=45)  # it is asked again after half a minute
    a_sweep_later(running)

    assert [mail.to for mail in mail_server.mails] == [rejection.candidate.email]
    letter, deadline = Letter.objects.get(), Deadline.objects.get()
    assert (letter.state, letter.last_reply) == ("sent", "250 OK, queued")
    assert (deadline.met_at, deadline.is_open) == (letter.sent_at, False)
