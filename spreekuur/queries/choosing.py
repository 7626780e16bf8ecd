"""What a candidate can choose from: free slots, and the days that are full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from spreekuur.models import Day, Slot, WaitingPlace
from spreekuur.rules.terms import OFFERED_INSTEAD, Terms, bookable_from


@dataclass(frozen=True)
class Choice:
    """The slots first things first, each with its day and recruiter; the days that have none left."""

    free: list[Slot]
    full: list[Day]

    @property
    def is_there(self) -> bool:
        """There is a spreekuur, be it a full one."""
        return bool(self.free or self.full)

    @property
    def nearest_is_full(self) -> bool:
        return bool(self.full) and (not self.free or self.full[0].date < self.free[0].day.date)


def choice(now: datetime, terms: Terms) -> Choice:
    free = free_slots(now, terms)
    with_room = {slot.day_id for slot in free}
    return Choice(free, [day for day in open_days(now, terms) if day.pk not in with_room])


def free_slots(now: datetime, terms: Terms) -> list[Slot]:
    found = Slot.objects.free(bookable_from(now, terms)).select_related("day", "recruiter")
    return list(found.order_by("day__date", "day_id", "recruiter__first_name", "recruiter_id", "starts_at"))


def open_days(now: datetime, terms: Terms) -> list[Day]:
    """Those that somebody can still come to."""
    slots = Slot.objects.held().filter(day=OuterRef("pk"), starts_at__gt=bookable_from(now, terms))
    return list(Day.objects.open().filter(Exists(slots)).first_first())


def next_instead(free: Iterable[Slot], wanted: Slot | None) -> list[Slot]:
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


def line_of(day: Day) -> int:
    return WaitingPlace.objects.live().filter(day=day).count()
