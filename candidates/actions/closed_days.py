"""The list of closed days: seeded ahead from the Dutch holidays, switched by name, and days of one's own.

A change counts for decisions taken from now on: what was promised keeps the calendar it was computed with.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import IntegrityError, transaction

from candidates.models import ClosedDay
from candidates.rules.workdays import dutch_closed_days

BEHIND, AHEAD = 1, 2  # years


class DayTaken(Exception):
    """This day stands on the list already."""


def years_around(today: date) -> range:
    return range(today.year - BEHIND, today.year + AHEAD + 1)


@transaction.atomic
def seed(years: Iterable[int]) -> int:
    """Adds the days that are missing; a name that is switched off stays off in a new year. Answers how many came."""
    before = ClosedDay.objects.count()
    off = set(ClosedDay.objects.filter(is_seeded=True, is_closed=False).values_list("name", flat=True))
    ClosedDay.objects.bulk_create(
        (
            ClosedDay(date=day, name=name, is_closed=name not in off, is_seeded=True)
            for day, name in dutch_closed_days(years).items()
        ),
        ignore_conflicts=True,
    )
    return ClosedDay.objects.count() - before


@transaction.atomic
def close_by_name(names: Collection[str]) -> None:
    """Of the seeded days these are closed, in every year; the others are not."""
    seeded = ClosedDay.objects.filter(is_seeded=True)
    seeded.filter(name__in=names).update(is_closed=True)
    seeded.exclude(name__in=names).update(is_closed=False)


def add_own_day(day: date, name: str) -> ClosedDay:
    try:
        with transaction.atomic():
            return ClosedDay.objects.create(date=day, name=name)
    except IntegrityError as taken:
        raise DayTaken from taken


@transaction.atomic
def remove_own_day(day: ClosedDay) -> None:
    """What the seed would have put there comes back."""
    day.delete()
    if ClosedDay.objects.filter(is_seeded=True).in_year(day.date.year).exists():
        seed([day.date.year])
