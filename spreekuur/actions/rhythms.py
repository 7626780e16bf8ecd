"""HR sets the rhythm. What somebody booked, waits for or closed by hand stays as it is, and the answer names it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from candidates.models import Organisation, TakenTime, User
from spreekuur.actions.days import make_days
from spreekuur.models import (
    Booking,
    ClosedWhy,
    Day,
    Offer,
    Rhythm,
    RhythmMonth,
    RhythmRecruiter,
    Slot,
    WaitingPlace,
    terms_of,
)
from spreekuur.rules.terms import local_day


@dataclass(frozen=True)
class Seat:
    recruiter: User
    pause_starts: time | None = None
    pause_ends: time | None = None
    video_link: str = ""


@dataclass(frozen=True)
class Wanted:
    """`columns` are those of Rhythm; `months` of RhythmMonth: (weeks, is_without) by month."""

    columns: Mapping[str, Any]
    seats: Collection[Seat]
    months: Mapping[int, tuple[int, bool]] = field(default_factory=dict)


@dataclass(frozen=True)
class Changed:
    rhythm: Rhythm
    made: list[Day]
    kept: list[Day]  # as they were


@transaction.atomic
def set_rhythm(wanted: Wanted, *, rhythm: Rhythm | None = None, organisation: Organisation, at: datetime) -> Changed:
    """A new one, or a change of this one: the days to come that nobody touched are made anew."""
    rhythm = rhythm or Rhythm(made_at=at)
    for name, value in wanted.columns.items():
        setattr(rhythm, name, value)
    rhythm.save()
    _set_parts(rhythm, wanted)
    kept = _remove_untouched(rhythm, organisation, at=at)
    return Changed(rhythm, make_days(at, organisation), kept)


@transaction.atomic
def end_rhythm(rhythm: Rhythm, *, organisation: Organisation, at: datetime) -> Changed:
    """It makes no more days; those that somebody touched are still held."""
    rhythm.ended_at = at
    rhythm.save(update_fields=["ended_at"])
    return Changed(rhythm, [], _remove_untouched(rhythm, organisation, at=at))


def _set_parts(rhythm: Rhythm, wanted: Wanted) -> None:
    rhythm.seats.all().delete()
    RhythmRecruiter.objects.bulk_create(RhythmRecruiter(rhythm=rhythm, **vars(seat)) for seat in wanted.seats)
    rhythm.months.all().delete()
    RhythmMonth.objects.bulk_create(
        RhythmMonth(rhythm=rhythm, month=month, weeks=weeks, is_without=is_without)
        for month, (weeks, is_without) in wanted.months.items()
    )


def _remove_untouched(rhythm: Rhythm, organisation: Organisation, *, at: datetime) -> list[Day]:
    """Answers the days that stay. Who books at the same time waits for us, and then finds the slot gone."""
    ahead = Day.objects.filter(rhythm=rhythm).open().from_day(local_day(at, terms_of(organisation)))
    list(Slot.objects.select_for_update().filter(day__in=ahead).order_by("pk"))
    kept = list(ahead.filter(_is_touched()).first_first())
    untouched = list(ahead.exclude(pk__in=[day.pk for day in kept]))
    slots = Slot.objects.filter(day__in=untouched)
    times = [time for time in slots.values_list("taken_time", flat=True) if time]
    slots.delete()
    TakenTime.objects.filter(pk__in=times).delete()
    Day.objects.filter(pk__in=[day.pk for day in untouched]).delete()
    return kept


def _is_touched() -> Any:
    by_hand = Slot.objects.filter(day=OuterRef("pk"), closed_why__in=[ClosedWhy.HAND, ClosedWhy.ABSENCE])
    return (
        Exists(Booking.objects.filter(slot__day=OuterRef("pk")))
        | Exists(Offer.objects.filter(slot__day=OuterRef("pk")))
        | Exists(WaitingPlace.objects.filter(day=OuterRef("pk")))
        | Exists(by_hand)
    )
