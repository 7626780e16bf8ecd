"""Days on which the organisation works, and moments on its own clock. Instants are UTC; days are counted locally."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays.countries.netherlands import Netherlands

NOT_CLOSED_BY_DEFAULT = "Goede vrijdag"  # public in the list we seed from, a working day by convention
SATURDAY = 5


class NonexistentTime(ValueError):
    """The clock jumped over this local time."""


class AmbiguousTime(ValueError):
    """The clock showed this local time twice: say which (fold 0 or 1)."""


@dataclass(frozen=True)
class Calendar:
    zone: ZoneInfo
    opens: time
    closes: time
    close_of_day: time
    closed_days: frozenset[date]


def is_working_day(day: date, calendar: Calendar) -> bool:
    return day.weekday() < SATURDAY and day not in calendar.closed_days


def next_working_day(day: date, calendar: Calendar) -> date:
    """The first working day strictly after this day."""
    return add_working_days(day, 1, calendar)


def previous_working_day(day: date, calendar: Calendar) -> date:
    """The last working day strictly before this day."""
    day -= timedelta(days=1)
    while not is_working_day(day, calendar):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The day itself is day 0, whatever day it is."""
    for _step in range(count):
        day += timedelta(days=1)
        while not is_working_day(day, calendar):
            day += timedelta(days=1)
    return day


def local(moment: datetime, calendar: Calendar) -> datetime:
    return moment.astimezone(calendar.zone)


def at_local(day: date, hour: time, calendar: Calendar) -> datetime:
    """This local time as UTC. Of a double hour the first; a skipped hour moves on by the length of the jump."""
    return datetime.combine(day, hour, tzinfo=calendar.zone).astimezone(UTC)


def read_wall_clock(naive: datetime, zone: ZoneInfo, fold: int | None = None) -> datetime:
    """What somebody read off a clock, as UTC. Raises NonexistentTime, or AmbiguousTime when fold is not given."""
    first, second = (naive.replace(tzinfo=zone, fold=side) for side in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise NonexistentTime(naive.isoformat())
    if fold is None:
        raise AmbiguousTime(naive.isoformat())
    return (second if fold else first).astimezone(UTC)


def dutch_closed_days(years: Iterable[int]) -> dict[date, str]:
    """Public holidays of the Netherlands by their Dutch names, without Good Friday (source: python-holidays)."""
    return {day: name for year in years for day, name in _closed_in(year)}


class DutchHolidays(Netherlands):
    """python-holidays stops in 2100; its rules hold until somebody changes the law."""

    end_year = MAXYEAR


@lru_cache(maxsize=256)
def _closed_in(year: int) -> tuple[tuple[date, str], ...]:
    found = DutchHolidays(years=year, language="nl", categories=("public",))  # type: ignore[no-untyped-call]  # holidays carries no types
    return tuple((day, name) for day, name in sorted(found.items()) if name != NOT_CLOSED_BY_DEFAULT)
