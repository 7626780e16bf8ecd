"""When the reminder of a promise rings: in office hours, in time, and never before the decision."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from candidates.rules.deadlines import remind_at
from tests.candidates.rules.calendars import AMSTERDAM, DEFAULT


def on(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)


def reminder(due: str, decided_at: str, remind_time: time = time(9)) -> str | None:
    moment = remind_at(on(due), on(decided_at), replace(DEFAULT, remind_time=remind_time))
    return moment.astimezone(AMSTERDAM).isoformat(" ", "minutes")[:16] if moment else None


@pytest.mark.parametrize(
    ("due", "decided_at", "expected"),
    [
        ("2026-11-25 17:00", "2026-11-23 10:00", "2026-11-25 09:00"),
        ("2026-11-25 10:00", "2026-11-24 10:00", "2026-11-25 09:00"),  # ten o'clock sharp is not before ten
        ("2026-11-25 09:59", "2026-11-24 09:59", "2026-11-24 16:00"),
        ("2026-11-25 00:30", "2026-11-24 00:30", "2026-11-24 16:00"),
        ("2026-11-30 09:30", "2026-11-26 09:30", "2026-11-27 16:00"),  # Monday: the working day before is Friday
        ("2026-11-28 11:00", "2026-11-27 11:00", "2026-11-27 16:00"),  # Saturday
        ("2026-11-29 23:00", "2026-11-27 11:00", "2026-11-27 16:00"),  # Sunday night
        ("2026-04-27 15:00", "2026-04-24 15:00", "2026-04-24 16:00"),  # King's Day
        ("2026-12-26 12:00", "2026-12-24 12:00", "2026-12-24 16:00"),  # Boxing Day
        ("2026-03-29 12:00", "2026-03-27 12:00", "2026-03-27 16:00"),  # the night the clock goes forward
        ("2026-11-26 23:30", "2026-11-25 23:30", "2026-11-26 09:00"),
    ],
)
def test_the_morning_of_the_day_or_the_last_office_hour_before(due: str, decided_at: str, expected: str) -> None:
    assert reminder(due, decided_at) == expected


@pytest.mark.parametrize(
    ("due", "decided_at"),
    [
        ("2026-11-28 16:30", "2026-11-27 16:30"),  # decided in the last office hour before the weekend
        ("2026-11-28 16:00", "2026-11-27 16:00"),  # at the very moment
        ("2026-11-29 11:00", "2026-11-28 11:00"),  # decided on Saturday
        ("2026-11-25 14:00", "2026-11-25 10:00"),  # a promise of four hours
    ],
)
def test_there_is_none_when_it_would_ring_before_the_decision(due: str, decided_at: str) -> None:
    assert reminder(due, decided_at) is None


@pytest.mark.parametrize(
    ("remind_time", "expected"),
    [
        (time(13, 30), "2026-11-25 13:30"),
        (time(16), "2026-11-25 16:00"),
        (time(16, 30), "2026-11-24 16:00"),  # not an hour before the due moment
        (time(22), "2026-11-24 16:00"),  # at night nobody is reminded
        (time(6), "2026-11-25 09:00"),  # nor before the office opens
    ],
)
def test_the_time_is_a_setting_within_office_hours(remind_time: time, expected: str) -> None:
    assert reminder("2026-11-25 17:00", "2026-11-23 10:00", remind_time) == expected


def test_a_late_reminder_time_does_not_ring_in_the_evening_of_a_late_due_moment() -> None:
    assert reminder("2026-11-26 23:30", "2026-11-25 15:30", time(20)) == "2026-11-25 16:00"


def test_an_office_open_for_half_an_hour_reminds_when_it_opens() -> None:
    short = replace(DEFAULT, calendar=replace(DEFAULT.calendar, opens=time(12), closes=time(12, 30)))

    moment = remind_at(on("2026-11-25 12:30"), on("2026-11-23 10:00"), short)

    assert moment == on("2026-11-24 12:00")
