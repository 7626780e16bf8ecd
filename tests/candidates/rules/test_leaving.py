from datetime import UTC, datetime, timedelta

import pytest

from candidates.rules.leaving import leaves_at, planned_for

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEN = timedelta(minutes=10)


@pytest.mark.parametrize(
    ("due_in", "leaves_in"),
    [(None, 600), (3600, 600), (660, 600), (600, 540), (300, 240), (60, 0), (30, 0), (1, 0), (0, 600), (-60, 600)],
)
def test_the_time_to_take_it_back_never_makes_a_mail_late(due_in: int | None, leaves_in: int) -> None:
    """Seconds. A mail that is late already can be taken back as long as any other."""
    due_at = None if due_in is None else AT + timedelta(seconds=due_in)
    assert leaves_at(at=AT, recall=TEN, due_at=due_at) == AT + timedelta(seconds=leaves_in)


@pytest.mark.parametrize(("chosen_in", "leaves_in"), [(60, 60), (1800, 1800), (3600, 3540), (3599, 3540)])
def test_a_chosen_moment_is_kept_but_for_the_last_minute(chosen_in: int, leaves_in: int) -> None:
    due_at = AT + timedelta(hours=1)
    chosen = AT + timedelta(seconds=chosen_in)
    assert planned_for(chosen, at=AT, due_at=due_at) == AT + timedelta(seconds=leaves_in)


def test_without_a_due_moment_a_chosen_moment_is_kept() -> None:
    assert planned_for(AT + TEN, at=AT, due_at=None) == AT + TEN
