"""The list of closed days as people read it: a holiday per row, a year per column."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from candidates.models import ClosedDay


@dataclass(frozen=True)
class Holiday:
    name: str
    is_closed: bool
    days: list[tuple[int, date | None]]  # one for each year of the table


@dataclass(frozen=True)
class Holidays:
    years: list[int]
    rows: list[Holiday]

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.rows]


def holidays(*, since: int) -> Holidays:
    """In the order of the calendar. A name counts as closed when its newest day is."""
    known: dict[str, list[ClosedDay]] = defaultdict(list)
    for day in ClosedDay.objects.filter(is_seeded=True, date__year__gte=since):
        known[day.name].append(day)
    years = sorted({day.date.year for days in known.values() for day in days})
    ordered = sorted(known.values(), key=lambda days: days[-1].date.replace(year=2000))
    return Holidays(years, [_row(days, years) for days in ordered])


def own_days() -> QuerySet[ClosedDay]:
    return ClosedDay.objects.filter(is_seeded=False).order_by("date")


def _row(days: list[ClosedDay], years: list[int]) -> Holiday:
    by_year = {day.date.year: day.date for day in days}
    return Holiday(days[-1].name, days[-1].is_closed, [(year, by_year.get(year)) for year in years])
