from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from candidates.rules.deadlines import (
    Policy,
    Promise,
    Unit,
    as_record,
    due_at,
    dutch_default,
    dutch_default_around,
    promise_due_at,
    silence_at,
    talk_due_at,
)
from candidates.rules.stages import Channel, Stage
from tests.candidates.rules.calendars import AMSTERDAM, DEFAULT, rows, with_closed_days

HOLIDAYS = rows("nl_holidays_2024_2028.csv")
CLOSED = {day["date"]: day["name"] for day in HOLIDAYS if day["default_calendar_in_our_examples"] == "closed"}


def named(name: str) -> set[str]:
    return {day["date"] for day in HOLIDAYS if day["name"] == name}


def without(name: str) -> set[str]:
    return {day for day, known_as in CLOSED.items() if known_as != name}


def closing(days: set[str]) -> Policy:
    return with_closed_days(DEFAULT, map(date.fromisoformat, days))


def rolling(policy: Policy) -> Policy:
    mail = replace(policy.promises[Stage.CV_SCREENING], roll=True)
    return replace(policy, promises={**policy.promises, Stage.CV_SCREENING: mail})


VARIANTS = {
    "good_friday_off": closing(set(CLOSED) | named("Goede vrijdag")),
    "may5_always": closing(set(CLOSED) | named("Bevrijdingsdag")),
    "may5_never": closing(without("Bevrijdingsdag")),
    "kb_days_off": closing(set(CLOSED) | named("gelijkgestelde dag (KB)")),
    "roll_24h_to_working_day": rolling(DEFAULT),
}


def shown(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).isoformat()


@pytest.mark.parametrize("row", rows("deadline_examples.csv"), ids=lambda row: row["why"][:60])
def test_the_worked_examples(row: dict[str, str]) -> None:
    decided_at = datetime.fromisoformat(row["decided_at"])

    due = due_at(Stage(row["stage"]), decided_at, dutch_default_around(decided_at.year))

    assert shown(due) == row["due_at"]


@pytest.mark.parametrize("row", rows("deadline_examples_variants.csv"), ids=lambda row: row["why"][:60])
def test_the_worked_examples_of_other_calendars(row: dict[str, str]) -> None:
    due = due_at(Stage(row["stage"]), datetime.fromisoformat(row["decided_at"]), VARIANTS[row["variant"]])

    assert shown(due) == row["due_at"]


def test_a_due_moment_is_utc_and_hours_are_elapsed_hours_whatever_zone_the_decision_carries() -> None:
    on_the_clock = datetime(2026, 10, 24, 16, tzinfo=AMSTERDAM)

    due = due_at(Stage.CV_SCREENING, on_the_clock, DEFAULT)

    assert due.isoformat() == "2026-10-25T14:00:00+00:00"
    assert due == due_at(Stage.CV_SCREENING, on_the_clock.astimezone(UTC), DEFAULT)


@pytest.mark.parametrize(
    ("decided_at", "expected"),
    [
        ("2026-11-25T14:00:00+01:00", "2026-12-09T17:00:00+01:00"),
        ("2026-12-18T16:00:00+01:00", "2027-01-05T17:00:00+01:00"),  # Christmas Day and New Year's Day off
        ("2026-03-20T09:00:00+01:00", "2026-04-03T17:00:00+02:00"),  # Good Friday works
    ],
)
def test_a_talk_is_due_on_the_tenth_working_day(decided_at: str, expected: str) -> None:
    assert shown(talk_due_at(datetime.fromisoformat(decided_at), DEFAULT)) == expected


def test_the_close_of_day_is_a_setting() -> None:
    early = replace(DEFAULT, calendar=replace(DEFAULT.calendar, close_of_day=time(12, 30)))

    due = due_at(Stage.INTERVIEW, datetime(2026, 11, 27, 15, tzinfo=UTC), early)

    assert shown(due) == "2026-12-01T12:30:00+01:00"


def test_a_promise_of_hours_may_be_made_for_any_stage() -> None:
    promise = Promise(Channel.CALL, 48, Unit.HOURS, roll=True)

    due = promise_due_at(promise, datetime(2026, 11, 26, 9, tzinfo=UTC), DEFAULT.calendar)

    assert shown(due) == "2026-11-30T10:00:00+01:00"


def test_silence_is_counted_in_days_of_24_hours() -> None:
    decided_at = datetime(2026, 10, 22, 12, tzinfo=AMSTERDAM)  # the clock goes back on the 25th

    assert shown(silence_at(decided_at, DEFAULT)) == "2026-10-29T11:00:00+01:00"
    assert shown(silence_at(decided_at, replace(DEFAULT, silence_days=1))) == "2026-10-23T12:00:00+02:00"


@pytest.mark.parametrize("year", [1, 1900, 2026, 2150, 9999])
def test_the_default_reaches_any_year(year: int) -> None:
    policy = dutch_default_around(year)

    assert policy == dutch_default(range(max(year - 1, 1), min(year + 1, 9999) + 1))
    assert shown(due_at(Stage.INTERVIEW, datetime(year, 6, 15, 12, tzinfo=UTC), policy))[:4] == f"{year:04d}"


def test_the_record_says_what_a_due_moment_was_computed_from() -> None:
    record = as_record(DEFAULT, DEFAULT.promises[Stage.INTERVIEW])

    assert record == {
        "channel": "call",
        "amount": 2,
        "unit": "working-days",
        "roll": False,
        "zone": "Europe/Amsterdam",
        "close_of_day": "17:00",
        "closed_days": record["closed_days"],
        "closed_between": [],
    }


def test_the_record_names_the_closed_days_that_counted() -> None:
    decided_at = datetime(2026, 12, 24, 10, tzinfo=UTC)
    due = due_at(Stage.INTERVIEW, decided_at, DEFAULT)

    record = as_record(DEFAULT, DEFAULT.promises[Stage.INTERVIEW], between=(decided_at, due))

    assert record["closed_between"] == ["2026-12-25", "2026-12-26"]


def test_another_list_of_closed_days_leaves_another_fingerprint() -> None:
    fewer = with_closed_days(DEFAULT, sorted(DEFAULT.calendar.closed_days)[1:])
    same = with_closed_days(DEFAULT, sorted(DEFAULT.calendar.closed_days, reverse=True))

    prints = [as_record(policy, policy.talk)["closed_days"] for policy in (DEFAULT, same, fewer)]
    assert prints[0] == prints[1] != prints[2]
