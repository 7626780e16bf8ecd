"""The clock of the machine jumps, also in the nights when the hour changes: all is said once, nothing too early."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.actions import clock
from candidates.models import Deadline, Letter, Notice
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged

HOUR = timedelta(hours=1)
FORWARD = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 2:00 becomes 3:00 in Amsterdam
BACK = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 3:00 becomes 2:00
JUMPS = [2, -2, 2, -2, 1, -1, 26, -25, 2, -1, 48, -47]  # in hours, between two looks
PEOPLE = 4


@pytest.mark.django_db
@pytest.mark.parametrize("night", [FORWARD, BACK], ids=["spring", "autumn"])
def test_a_jumping_clock_says_everything_once_and_nothing_early(night: datetime) -> None:
    cast.hospital()
    cast.hanna()
    nadia = cast.nadia()
    decided = night - 24 * HOUR
    for number in range(PEOPLE):  # due within the changing hours
        at = decided + (number - 1) * HOUR / 2
        logged(by=nadia, stage=Stage.CV_SCREENING, email=f"k{number}@example.org", decided_at=at, at=at)

    now = night - 12 * HOUR
    for jump in JUMPS * 3:
        now += jump * HOUR
        clock.watch(now)
        now += HOUR / 2
        clock.watch(now)
        assert too_early(now) == []

    clock.watch(night + 20 * 24 * HOUR)
    kinds = Notice.objects.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["escalate"] * PEOPLE + ["late"] * PEOPLE + ["silence"] * PEOPLE
    carried = [pk for letter in Letter.objects.filter(kind="late") for pk in letter.params["deadlines"]]
    assert sorted(carried) == sorted(Deadline.objects.values_list("pk", flat=True))


def too_early(now: datetime) -> list[str]:
    """Warnings that were given before the moment they are about had come."""
    given = Notice.objects.select_related("deadline").filter(kind__in=["late", "escalate"])
    return [str(notice) for notice in given if notice.made_at < notice.deadline.due_at]


@pytest.mark.django_db
@pytest.mark.parametrize("night", [FORWARD, BACK], ids=["spring", "autumn"])
def test_twenty_four_hours_are_twenty_four_hours(night: datetime) -> None:
    """Whatever the clock on the wall shows."""
    cast.hospital()
    at = night - 12 * HOUR
    deadline = logged(by=cast.nadia(), stage=Stage.CV_SCREENING, decided_at=at, at=at).deadlines.get()
    clock.watch(at + 24 * HOUR - timedelta(seconds=1))
    assert not Notice.objects.filter(kind="late").exists()
    clock.watch(at + 24 * HOUR)
    assert Notice.objects.filter(kind="late").get().made_at == deadline.due_at
