"""The talks of a recruiter, the lines of a day, and the next day somebody has talks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q

from candidates.models import User
from spreekuur.models import Booking, BookingState, Day, Slot, SlotState, Talk

LOOK_BACK = timedelta(days=60)
ABOUT = ("slot__day", "slot__recruiter", "rejection__candidate")


def talks_for_calendar(recruiter: User, *, now: datetime) -> list[Booking]:
    """Those that are booked, or were held not long ago. What is cancelled is not there, and so leaves the calendar."""
    talks = Booking.objects.taking_their_slot().of(recruiter).filter(slot__starts_at__gt=now - LOOK_BACK)
    return list(talks.select_related(*ABOUT).order_by("slot__starts_at", "pk"))


@dataclass(frozen=True)
class Line:
    """A quarter of an hour of the day: somebody's, free, or closed."""

    slot: Slot
    booking: Booking | None
    talk: Talk | None
    now: datetime

    @property
    def is_now(self) -> bool:
        return self.slot.starts_at <= self.now < self.slot.ends_at

    @property
    def is_to_write(self) -> bool:
        """It began, and nothing is written down yet."""
        return self.booking is not None and self.booking.is_live and self.slot.starts_at <= self.now

    @property
    def is_missed(self) -> bool:
        return self.booking is not None and self.booking.state == BookingState.NO_SHOW

    @property
    def is_open(self) -> bool:
        return self.slot.state == SlotState.OPEN

    @property
    def is_free(self) -> bool:
        return self.is_open and self.booking is None


def lines_of(day: Day, recruiter: User | None, *, now: datetime) -> list[Line]:
    """Of one recruiter, or of everybody, in a fixed number of queries."""
    taken = Booking.objects.taking_their_slot().select_related("rejection__candidate", "rejection__vacancy", "talk")
    slots = Slot.objects.filter(day=day).select_related("recruiter")
    if recruiter:
        slots = slots.of(recruiter)
    held = slots.prefetch_related(Prefetch("bookings", taken, to_attr="taken")).in_order()
    return [_line(slot, now) for slot in held]


def _line(slot: Slot, now: datetime) -> Line:
    taken: list[Booking] = slot.taken  # type: ignore[attr-defined]  # annotated by its query
    booking = taken[0] if taken else None
    return Line(slot, booking, getattr(booking, "talk", None), now)


def takes_part(day: Day, user: User) -> bool:
    return Slot.objects.of(user).filter(day=day).exists()


def next_to_write(lines: Sequence[Line], *, after: Booking | None = None) -> Line | None:
    """The next talk that nothing is written about yet; behind this one first."""
    left = [line for line in lines if line.booking and line.booking.is_live and line.booking != after]
    later = [line for line in left if after is None or line.slot.starts_at >= after.slot.starts_at]
    return next(iter(later or left), None)


@dataclass(frozen=True)
class NextDay:
    """A day that comes, with the quarters that are open."""

    day: Day
    is_own: bool
    lines: list[Line]
    now: datetime

    @property
    def taken(self) -> int:
        return sum(line.booking is not None for line in self.lines)

    @property
    def places(self) -> int:
        return len(self.lines)

    @property
    def begins(self) -> datetime:
        return self.lines[0].slot.starts_at

    @property
    def ends(self) -> datetime:
        return max(line.slot.ends_at for line in self.lines)


def next_day(recruiter: User | None, *, today: date, now: datetime) -> NextDay | None:
    """The first day from today on with open quarters of this recruiter, or of anybody."""
    open_slots = Q(slots__state=SlotState.OPEN)
    if recruiter:
        open_slots &= Q(slots__recruiter=recruiter)
    day = Day.objects.open().from_day(today).filter(open_slots).distinct().first_first().first()
    if day is None:
        return None
    lines = [line for line in lines_of(day, recruiter, now=now) if line.is_open]
    return NextDay(day, recruiter is not None, lines, now) if lines else None
