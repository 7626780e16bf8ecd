from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from candidates.actions.calls import agree_on_talk, talk_held
from candidates.figures.held_talks import Talks, talks_this_month
from candidates.models import Deadline, Rejection
from candidates.rules.stages import Stage
from tests import cast
from tests.call_cast import SAID
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Amsterdam")
DECIDED = datetime(2026, 11, 3, 9, tzinfo=UTC)  # the talk is due on Tuesday the 17th
END_OF_MONTH = datetime(2026, 11, 30, 20, tzinfo=UTC)


def owed(name: str) -> Rejection:
    return logged(
        name=name, email=f"{name.lower()}@example.org", stage=Stage.LATE_STAGE, decided_at=DECIDED, at=DECIDED
    )


def hold(rejection: Rejection, day: int, month: int = 11) -> None:
    moment = datetime(2026, month, day, 10, tzinfo=UTC)
    talk_held(rejection, said=SAID, minutes=15, by=rejection.recruiter, at=moment)


def agree(rejection: Rejection, day: int, month: int = 11) -> None:
    calendar, moment = cast.hospital().calendar(), datetime(2026, month, day, 10, tzinfo=UTC)
    agree_on_talk(rejection, moment=moment, calendar=calendar, by=rejection.recruiter, at=DECIDED)


def figure(now: datetime = END_OF_MONTH) -> Talks:
    return talks_this_month(None, now=now, zone=ZONE)


def test_a_talk_counts_from_the_moment_it_was_due() -> None:
    cast.hospital()
    in_time, late, never = owed("Intime"), owed("Late"), owed("Never")
    hold(in_time, 12)
    hold(late, 20)
    assert never.deadlines.filter(kind="talk", met_at=None).exists()
    assert figure(now=datetime(2026, 11, 17, 15, tzinfo=UTC)) == Talks(0, 0, 0)
    assert figure() == Talks(owed=3, held=2, in_time=1)
    assert figure(now=END_OF_MONTH + timedelta(days=2)) == Talks(0, 0, 0)


def test_the_later_day_that_the_candidate_chose_is_the_one_that_counts() -> None:
    chosen, next_month = owed("Chosen"), owed("Next")
    agree(chosen, 24)
    hold(chosen, 24)
    agree(next_month, 10, month=12)
    assert figure() == Talks(owed=1, held=1, in_time=1)
    assert figure(now=datetime(2026, 12, 10, 12, tzinfo=UTC)) == Talks(0, 0, 0)  # until the close of that day
    assert figure(now=datetime(2026, 12, 10, 17, tzinfo=UTC)) == Talks(owed=1, held=0, in_time=0)


def test_it_says_nothing_about_telling_in_time_and_what_was_stopped_is_no_talk() -> None:
    gone = owed("Gone")
    Deadline.objects.filter(rejection=gone).update(stopped_at=DECIDED, stopped_why="undone")
    owed("Stays")
    Deadline.objects.filter(kind="tell").update(met_at=DECIDED, met_channel="call")
    assert figure() == Talks(owed=1, held=0, in_time=0)


def test_of_one_colleague_only_their_own() -> None:
    mine = owed("Mine")
    hold(mine, 12)
    logged(by=cast.bram(), name="His", email="his@example.org", stage=Stage.LATE_STAGE, decided_at=DECIDED, at=DECIDED)
    assert talks_this_month(mine.recruiter, now=END_OF_MONTH, zone=ZONE) == Talks(1, 1, 1)
    assert figure() == Talks(2, 1, 1)
