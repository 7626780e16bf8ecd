"""When the clock counts as silent."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Heartbeat
from feedback_portal.management.pulse import is_silent

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "silent"), [(0, False), (120, False), (121, True)])
def test_two_minutes_after_the_last_ring_of_any_bell(db: None, seconds: int, silent: bool) -> None:
    Heartbeat.objects.create(name="sweep", rang_at=NOW - timedelta(days=1))
    Heartbeat.objects.create(name="letters", rang_at=NOW - timedelta(seconds=seconds))

    assert is_silent(NOW) is silent


def test_a_clock_that_never_rang_is_silent(db: None) -> None:
    assert is_silent(NOW)
