"""What a rejection is owed and by when (docs/words.md: deadline). Computed once, kept on a row, never moved."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from candidates.rules.stages import Channel, Stage
from candidates.rules.workdays import (
    Calendar,
    add_working_days,
    at_local,
    dutch_closed_days,
    is_working_day,
    local,
    next_working_day,
    previous_working_day,
)

HOUR = timedelta(hours=1)


class Unit(StrEnum):
    HOURS = "hours"
    WORKING_DAYS = "working-days"


@dataclass(frozen=True)
class Promise:
    channel: Channel
    amount: int
    unit: Unit
    roll: bool = False  # a due moment on a non-working day moves to the same local time on the next working day


@dataclass(frozen=True)
class Policy:
    calendar: Calendar
    promises: Mapping[Stage, Promise]
    talk: Promise
    remind_time: time = time(9)
    silence_days: int = 7


DUTCH_PROMISES: Mapping[Stage, Promise] = {
    Stage.CV_SCREENING: Promise(Channel.MAIL, 24, Unit.HOURS),
    Stage.INTERVIEW: Promise(Channel.CALL, 2, Unit.WORKING_DAYS),
    Stage.LATE_STAGE: Promise(Channel.CALL, 2, Unit.WORKING_DAYS),
}
DUTCH_TALK = Promise(Channel.TALK, 10, Unit.WORKING_DAYS)


def dutch_default(years: Iterable[int]) -> Policy:
    """The convention without any settings: Amsterdam, 9:00 to 17:00, Dutch holidays of these years."""
    return Policy(
        calendar=Calendar(
            zone=ZoneInfo("Europe/Amsterdam"),
            opens=time(9),
            closes=time(17),
            close_of_day=time(17),
            closed_days=frozenset(dutch_closed_days(years)),
        ),
        promises=DUTCH_PROMISES,
        talk=DUTCH_TALK,
    )


@lru_cache(maxsize=256)
def dutch_default_around(year: int) -> Policy:
    """The same for decisions of this year, whichever year it is: the list reaches a year further on both sides."""
    return dutch_default(range(max(year - 1, MINYEAR), min(year + 1, MAXYEAR) + 1))


def due_at(stage: Stage, decided_at: datetime, policy: Policy) -> datetime:
    """When the candidate must have been told, in UTC."""
    return promise_due_at(policy.promises[stage], decided_at, policy.calendar)


def talk_due_at(decided_at: datetime, policy: Policy) -> datetime:
    return promise_due_at(policy.talk, decided_at, policy.calendar)


def promise_due_at(promise: Promise, decided_at: datetime, calendar: Calendar) -> datetime:
    """Hours are elapsed hours, day and night. Of working days the local day of the decision is day 0."""
    if promise.unit is Unit.WORKING_DAYS:
        day = add_working_days(local(decided_at, calendar).date(), promise.amount, calendar)
        return at_local(day, calendar.close_of_day, calendar)
    due = decided_at.astimezone(UTC) + promise.amount * HOUR
    return _roll(due, calendar) if promise.roll else due


def _roll(due: datetime, calendar: Calendar) -> datetime:
    here = local(due, calendar)
    if is_working_day(here.date(), calendar):
        return due
    return at_local(next_working_day(here.date(), calendar), here.time(), calendar)


def remind_at(due: datetime, decided_at: datetime, policy: Policy) -> datetime | None:
    """In the morning of the day itself, or in the last office hour before it; None when that lies before the decision.

    Always in office hours, and at least an hour before the due moment.
    """
    calendar, day = policy.calendar, local(due, policy.calendar).date()
    morning = at_local(day, max(policy.remind_time, calendar.opens), calendar)
    in_time = morning <= min(due.astimezone(UTC), at_local(day, calendar.closes, calendar)) - HOUR
    moment = morning if in_time and is_working_day(day, calendar) else _last_office_hour_before(day, calendar)
    return moment if moment > decided_at else None


def _last_office_hour_before(day: date, calendar: Calendar) -> datetime:
    day = previous_working_day(day, calendar)
    return max(at_local(day, calendar.closes, calendar) - HOUR, at_local(day, calendar.opens, calendar))


def silence_at(decided_at: datetime, policy: Policy) -> datetime:
    """Days of 24 hours."""
    return decided_at.astimezone(UTC) + timedelta(days=policy.silence_days)


def as_record(
    policy: Policy, promise: Promise, *, between: tuple[datetime, datetime] | None = None
) -> dict[str, object]:
    """What a due moment was computed from, to keep beside it: the whole list of closed days as a fingerprint,
    and by date those that counted between the decision and the due moment.
    """
    calendar = policy.calendar
    days = ",".join(day.isoformat() for day in sorted(calendar.closed_days))
    return {
        "channel": promise.channel.value,
        "amount": promise.amount,
        "unit": promise.unit.value,
        "roll": promise.roll,
        "zone": calendar.zone.key,
        "close_of_day": calendar.close_of_day.isoformat("minutes"),
        "closed_days": hashlib.sha256(days.encode()).hexdigest()[:16],
        "closed_between": [day.isoformat() for day in _closed_between(*between, calendar)] if between else [],
    }


def _closed_between(decided_at: datetime, due: datetime, calendar: Calendar) -> list[date]:
    first, last = local(decided_at, calendar).date(), local(due, calendar).date()
    return sorted(day for day in calendar.closed_days if first < day <= last)
