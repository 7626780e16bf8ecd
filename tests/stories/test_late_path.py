"""Nothing is done, and the clock says so: two workers, two clocks, everybody told once."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from candidates.models import Deadline, Heartbeat, Letter, Notice
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged
from tests.sink import Sink
from tests.stories.running import Running

pytestmark = pytest.mark.story

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
PEOPLE = 3


def posted(sink: Sink) -> list[tuple[str, str]]:
    """What kind of mail reached whom, in the order of arrival."""
    kinds = dict(Letter.objects.values_list("message_id", "kind"))
    return [(kinds[str(mail.message["Message-ID"])], mail.to.partition("@")[0]) for mail in sink.mails]


def a_sweep_later(running: Running, *, sweeps: int = 1) -> None:
    """The clock has looked again, and so has the post."""
    for _sweep in range(sweeps):
        for ring in ("watch_deadlines", "deliver_letters"):
            began = timezone.now()
            running.soon(lambda ring=ring, began=began: rang_at(ring) > began)


def rang_at(ring: str) -> datetime:
    beats = Heartbeat.objects.filter(name=ring).values_list("rang_at", flat=True)
    return beats.first() or datetime.min.replace(tzinfo=timezone.get_current_timezone())


def test_reminder_late_recruiter_hr_digest_each_once(running: Running, mail_server: Sink) -> None:
    cast.hospital(digest_time="00:00")
    nadia = cast.nadia()
    cast.hanna()
    decided = timezone.now() - 2 * DAY
    for number in range(PEOPLE):
        logged(by=nadia, stage=Stage.INTERVIEW, email=f"kandidaat{number}@example.org", decided_at=decided, at=decided)
    due, remind = timezone.now() + MINUTE, timezone.now() - MINUTE
    Deadline.objects.update(remind_at=remind, ring_at=remind, due_at=due, silence_at=due + 7 * DAY)

    running.start("worker", "worker2", "beat", "beat2", hurried=True)
    running.soon(lambda: mail_server.mails != [], seconds=90)
    assert posted(mail_server) == [("remind", "nadia")]

    Deadline.objects.update(due_at=timezone.now(), ring_at=timezone.now())  # the last minute passes
    running.soon(lambda: len(mail_server.mails) >= 3)
    a_sweep_later(running)
    assert sorted(posted(mail_server)) == [("escalate", "hanna"), ("late", "nadia"), ("remind", "nadia")]
    assert Deadline.objects.late(timezone.now()).count() == PEOPLE

    Notice.objects.update(day=F("day") - 7)  # a week passes: the digest of that day is due
    running.soon(lambda: len(mail_server.mails) >= 4)
    a_sweep_later(running)
    assert posted(mail_server)[3:] == [("digest", "hanna")]
    carried = list(Notice.objects.filter(kind="escalate").order_by("pk").values_list("letter__kind", flat=True))
    assert carried == ["escalate", "digest", "digest"]

    Deadline.objects.update(silence_at=timezone.now(), ring_at=timezone.now())
    running.soon(lambda: len(mail_server.mails) >= 6)
    a_sweep_later(running)
    assert sorted(posted(mail_server)[4:]) == [("silence", "hanna"), ("silence", "nadia")]
    assert Notice.objects.count() == 4 * PEOPLE


def test_a_candidate_hears_nothing_of_it(running: Running, mail_server: Sink) -> None:
    """However late: mails to candidates are written by people."""
    cast.hospital()
    cast.hanna()
    long_ago = timezone.now() - 9 * DAY
    logged(by=cast.nadia(), stage=Stage.CV_SCREENING, email="kandidaat@example.org", decided_at=long_ago, at=long_ago)

    running.start("worker", "beat", hurried=True)
    running.soon(lambda: len(mail_server.mails) >= 4)
    a_sweep_later(running)

    heard = sorted(posted(mail_server))
    assert heard == [("escalate", "hanna"), ("late", "nadia"), ("silence", "hanna"), ("silence", "nadia")]
