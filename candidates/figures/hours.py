"""Hours on the telephone and in late talks, per colleague, since New Year: the minutes that were logged."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum

from candidates.models import CallAttempt

A_YEAR = 365.25 * 24 * 3600


@dataclass(frozen=True)
class Hours:
    person: int
    minutes: int
    calls: int

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 1)


def new_year(now: datetime, zone: ZoneInfo) -> datetime:
    first = now.astimezone(zone).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return first.astimezone(UTC)


def part_of_year(now: datetime, zone: ZoneInfo) -> float:
    return min((now - new_year(now, zone)).total_seconds() / A_YEAR, 1.0)


def hours_on_calls(person: int | None, *, now: datetime, zone: ZoneInfo) -> list[Hours]:
    """Fewest first, so that a drawing of it is no ranking of names: it carries none."""
    calls = CallAttempt.objects.filter(at__gte=new_year(now, zone), at__lte=now)
    if person is not None:
        calls = calls.filter(by=person)
    sums = calls.order_by().values_list("by").annotate(minutes=Sum("minutes", default=0), calls=Count("pk"))
    return sorted((Hours(*row) for row in sums), key=lambda row: (row.minutes, row.person))
