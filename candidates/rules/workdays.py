from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Calendar:
    zone: ZoneInfo
    opens: time
    closes: time
    close_of_day: time
    closed_days: frozenset[date]
