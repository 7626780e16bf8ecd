"""What a candidate can choose from: free slots, and the days that are full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from candidates.queries.prepared import Given, Prepared
from spreekuur.models import Day, Slot, WaitingPlace
from spreekuur.rules.terms import OFFERED_INSTEAD, SHOWN_FIRST, Terms, bookable_from

COLUMNS = (
    "pk", "starts_at", "ends_at", "day_id", "day__date", "day__place",
    "recruiter_id", "recruiter__first_name", "recruiter__last_name", "day__ways",
)  # fmt: skip
ORDER = ("day__date", "day_id", "recruiter__first_name", "recruiter_id", "starts_at")
AFTER = Given("after")

FREE = Prepared(lambda: Slot.objects.free(AFTER).order_by(*ORDER).values_list(*COLUMNS))
OPEN_DAYS = Prepared(
    lambda: (
        Day.objects.open()
        .filter(Exists(Slot.objects.held().filter(day=OuterRef("pk"), starts_at__gt=AFTER)))
        .first_first()
        .values_list("pk", "date")
    )
)


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
    free = free_slots(now, terms)
    with_room = {slot.day for slot in free}
    return Choice(free, [day for day in open_days(now, terms) if day.pk not in with_room])


def free_slots(now: datetime, terms: Terms) -> list[Free]:
    return [Free._make((*row[:-1], tuple(row[-1]))) for row in FREE(after=bookable_from(now, terms))]


def as_free(slot: Slot) -> Free:
    """One that is kept for somebody: free for them."""
    day, recruiter = slot.day, slot.recruiter
    return Free(
        slot.pk, slot.starts_at, slot.ends_at, day.pk, day.date, day.place,
        recruiter.pk, recruiter.first_name, recruiter.last_name, tuple(day.ways),
    )  # fmt: skip


def open_days(now: datetime, terms: Terms) -> list[OpenDay]:
    """Those that somebody can still come to."""
    return [OpenDay._make(row) for row in OPEN_DAYS(after=bookable_from(now, terms))]


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
