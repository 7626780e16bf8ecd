"""What a candidate can choose from: free slots, and the days that are full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Subquery

from candidates.queries.prepared import Given, Prepared
from spreekuur.models import Day, DayQuerySet, Slot, WaitingPlace
from spreekuur.rules.terms import OFFERED_INSTEAD, SHOWN_FIRST, Terms, bookable_from

COLUMNS = (
    "pk", "starts_at", "ends_at", "day_id", "day__date", "day__place",
    "recruiter_id", "recruiter__first_name", "recruiter__last_name", "day__ways",
)  # fmt: skip
ORDER = ("day__date", "day_id", "recruiter__first_name", "recruiter_id", "starts_at")
AFTER = Given("after")


def _open_days(after: datetime | Given = AFTER) -> DayQuerySet:
    """Those that somebody can still come to."""
    slots = Slot.objects.held().filter(day=OuterRef("pk"), starts_at__gt=after)
    return Day.objects.open().filter(Exists(slots))


def _how_many(days: DayQuerySet) -> Subquery:
    return Subquery(days.order_by().values("state").annotate(n=Count("pk")).values("n"))


FREE = Prepared(
    lambda: (
        Slot.objects.free(AFTER).order_by(*ORDER).annotate(days=_how_many(_open_days())).values_list(*COLUMNS, "days")
    )
)
OPEN_DAYS = Prepared(lambda: _open_days().first_first().values_list("pk", "date"))


class Free(NamedTuple):
    """A slot that can be chosen, with what a page says of it."""

    pk: int
    starts_at: datetime
    ends_at: datetime
    day: int
    date: date
    place: str
    recruiter: int
    first_name: str
    last_name: str
    ways: tuple[str, ...]

    @property
    def name(self) -> str:
        """Of the recruiter."""
        return f"{self.first_name} {self.last_name}".strip()


class OpenDay(NamedTuple):
    pk: int
    date: date


@dataclass(frozen=True)
class Choice:
    """The slots first things first; the days that have none left."""

    free: list[Free]
    full: list[OpenDay]

    @property
    def nearest(self) -> list[Free]:
        """Of the first days with a recruiter."""
        groups = groupby(self.free, key=lambda slot: (slot.day, slot.recruiter))
        return [slot for _key, slots in islice(groups, SHOWN_FIRST) for slot in slots]

    @property
    def is_there(self) -> bool:
        """There is a spreekuur, be it a full one."""
        return bool(self.free or self.full)

    @property
    def nearest_is_full(self) -> bool:
        return bool(self.full) and (not self.free or self.full[0].date < self.free[0].date)


def choice(now: datetime, terms: Terms) -> Choice:
    """Most days have room: then nobody need look for those that are full."""
    after = bookable_from(now, terms)
    rows = FREE(after=after)
    free = _as_free(rows)
    with_room = {slot.day for slot in free}
    if rows and rows[0][-1] == len(with_room):
        return Choice(free, [])
    days = map(OpenDay._make, OPEN_DAYS(after=after))
    return Choice(free, [day for day in days if day.pk not in with_room])


def next_day_after(day: date, *, now: datetime, terms: Terms) -> Day | None:
    return _open_days(bookable_from(now, terms)).filter(date__gt=day).first_first().first()


def free_slots(now: datetime, terms: Terms) -> list[Free]:
    return _as_free(FREE(after=bookable_from(now, terms)))


def _as_free(rows: list[tuple[Any, ...]]) -> list[Free]:
    return [Free._make((*columns, tuple(ways))) for *columns, ways, _days in rows]


def as_free(slot: Slot) -> Free:
    """One that is kept for somebody: free for them."""
    day, recruiter = slot.day, slot.recruiter
    return Free(
        slot.pk, slot.starts_at, slot.ends_at, day.pk, day.date, day.place,
        recruiter.pk, recruiter.first_name, recruiter.last_name, tuple(day.ways),
    )  # fmt: skip


def next_instead(free: Iterable[Free], wanted: Slot | None) -> list[Free]:
    """The three that come after the one that was taken; when there are not so many, the first ones as well."""
    in_time = sorted(free, key=lambda slot: (slot.starts_at, slot.pk))
    if wanted is None:
        return in_time[:OFFERED_INSTEAD]
    later = [slot for slot in in_time if slot.starts_at >= wanted.starts_at]
    earlier = [slot for slot in in_time if slot.starts_at < wanted.starts_at]
    return (later + earlier)[:OFFERED_INSTEAD]


def before_in_line(place: WaitingPlace) -> int:
    waiting = WaitingPlace.objects.live().filter(day=place.day_id)
    return waiting.filter(joined_at__lt=place.joined_at).count()


def line_of(day: OpenDay) -> int:
    return WaitingPlace.objects.live().filter(day=day.pk).count()
