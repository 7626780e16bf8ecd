"""Calendars and policies for the tests of the rules."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from candidates.rules.deadlines import Policy, dutch_default
from candidates.rules.workdays import Calendar

DATA = Path(__file__).resolve().parents[2] / "data"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DEFAULT = dutch_default(range(2019, 2043))


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def calendar(closed_days: Iterable[date] = (), zone: ZoneInfo = AMSTERDAM) -> Calendar:
    return Calendar(
        zone=zone, opens=time(9), closes=time(17), close_of_day=time(17), closed_days=frozenset(closed_days)
    )


def with_closed_days(policy: Policy, closed_days: Iterable[date]) -> Policy:
    return replace(policy, calendar=replace(policy.calendar, closed_days=frozenset(closed_days)))
