"""A moment as it stands in a file: ISO with or without offset, 24-11-2026 10:15, 24 november 2026 10:15."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from candidates.rules.decision_files import FIRST_YEAR, folded
from candidates.rules.workdays import AmbiguousTime, NonexistentTime, read_wall_clock

TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2})"
YEAR, DAY = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})"
FORMS = (
    re.compile(rf"{YEAR}-(?P<month>\d{{1,2}})-{DAY}(?:(?:T|\s+){TIME}\s*{ZONE}?)?", re.A | re.I),
    re.compile(rf"{DAY}(?P<stroke>[-/.])(?P<month>\d{{1,2}})(?P=stroke){YEAR}(?:,?\s+{TIME})?", re.A),
    re.compile(rf"{DAY}\s+(?P<name>[a-z]+)\.?\s+{YEAR}(?:,?\s+(?:om |at )?{TIME})?", re.A | re.I),
)
MONTHS = {
    "jan": 1, "feb": 2, "mrt": 3, "maa": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


class NoMoment(Exception):
    """The code is one of rules.decision_words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """In UTC, to the second. Without an offset the text is on the clock of this zone. Raises NoMoment."""
    found = next(filter(None, (form.fullmatch(text) for form in FORMS)), None)
    if found is None:
        raise NoMoment("moment")
    parts = found.groupdict()
    if parts["hour"] is None:
        raise NoMoment("no_time")
    moment = _on_the_clock(parts)
    if moment.year < FIRST_YEAR:
        raise NoMoment("too_old")
    return _instant(moment, parts.get("zone") or "", zone)


def _on_the_clock(parts: dict[str, str | None]) -> datetime:
    month = MONTHS.get(folded(parts.get("name") or "")[:3]) if parts.get("name") else int(parts["month"] or 0)
    try:
        return datetime(  # noqa: DTZ001  the zone comes next
            int(parts["year"] or 0),
            month or 0,
            int(parts["day"] or 0),
            int(parts["hour"] or 0),
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
        )
    except ValueError as error:
        raise NoMoment("moment") from error


def _instant(moment: datetime, offset: str, zone: ZoneInfo) -> datetime:
    try:
        if offset:
            return datetime.fromisoformat(f"{moment.isoformat()}{offset.upper()}").astimezone(UTC)
        return read_wall_clock(moment, zone)
    except NonexistentTime as error:
        raise NoMoment("no_such_time") from error
    except AmbiguousTime as error:
        raise NoMoment("double_time") from error
    except (ValueError, OverflowError) as error:
        raise NoMoment("moment") from error
