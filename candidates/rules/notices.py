"""Which warnings a promise has earned by now, and when to look at it again. Values in, values out."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from candidates.rules.workdays import Calendar, at_local, is_working_day, local, next_working_day


class Warn(StrEnum):
    REMIND = "remind"
    LATE = "late"
    ESCALATE = "escalate"
    SILENCE = "silence"


@dataclass(frozen=True)
class Watch:
    """The moments of one open promise. A talk may be agreed for a day after its due moment."""

    due_at: datetime
    remind_at: datetime | None = None
    silence_at: datetime | None = None
    agreed_for: datetime | None = None


@dataclass(frozen=True)
class Look:
    warnings: tuple[Warn, ...]
    again_at: datetime | None


def look(watch: Watch, now: datetime, calendar: Calendar) -> Look:
    """All that should have been said by now (nothing is skipped after a silence), and the next moment to look."""
    late_at = late_from(watch, calendar)
    moments = {
        Warn.REMIND: reminder_moment(watch, now, calendar, late_at=late_at),
        Warn.LATE: late_at,
        Warn.ESCALATE: late_at,
        Warn.SILENCE: watch.silence_at,
    }
    said = tuple(warning for warning, moment in moments.items() if moment is not None and moment <= now)
    return Look(said, min((moment for moment in moments.values() if moment is not None and moment > now), default=None))


def late_from(watch: Watch, calendar: Calendar) -> datetime:
    """The due moment; for a talk agreed on for a later day, the close of that day."""
    if watch.agreed_for is None:
        return watch.due_at
    return max(watch.due_at, at_local(local(watch.agreed_for, calendar).date(), calendar.close_of_day, calendar))


def reminder_moment(watch: Watch, now: datetime, calendar: Calendar, *, late_at: datetime) -> datetime | None:
    """Its own moment; when nobody rang then, the next office hour, unless the promise would be late before that."""
    if watch.remind_at is None or watch.remind_at > now or late_at <= now:
        return watch.remind_at
    opening = next_office_moment(now, calendar)
    return opening if opening < late_at else watch.remind_at


def next_office_moment(now: datetime, calendar: Calendar) -> datetime:
    """Now, when the office is open; else its next opening."""
    here = local(now, calendar)
    opens = at_local(here.date(), calendar.opens, calendar)
    closes = at_local(here.date(), calendar.closes, calendar)
    if is_working_day(here.date(), calendar) and now < closes:
        return max(now, opens)
    return at_local(next_working_day(here.date(), calendar), calendar.opens, calendar)


def digest_due_at(day: date, hour: time, calendar: Calendar) -> datetime:
    """The digest of a day leaves on the next working day, at the organisation's hour."""
    return at_local(next_working_day(day, calendar), hour, calendar)
