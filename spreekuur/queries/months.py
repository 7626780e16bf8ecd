"""The days ahead: free and taken, who waits, and how much else falls due in that week."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from candidates.models import Deadline, User
from spreekuur.models import TAKES_ITS_SLOT, Booking, Day, DayState, Slot, SlotState, WaitingPlace
from spreekuur.models.waiting import LIVE_PLACES
from spreekuur.rules.rhythm import nth_weekday
from spreekuur.rules.rhythm_words import moved_in_words


@dataclass(frozen=True)
class DayAhead:
    day: Day
    taken: int
    places: int
    waiting: int
    due: int  # answers promised in the week of this day

    @property
    def free(self) -> int:
        return self.places - self.taken

    @property
    def unusual(self) -> str:
        """The rhythm made it for another day than its weekday says: moved by rule, or the rhythm changed since."""
        rhythm, month = self.day.rhythm, self.day.month
        if rhythm is None or month is None:
            return ""
        usual = nth_weekday(month, rhythm.nth, rhythm.weekday)
        return moved_in_words(self.day.date, usual) if self.day.date != usual else ""

    @property
    def is_on(self) -> bool:
        return self.day.state == DayState.OPEN


def days_ahead(today: date, zone: ZoneInfo) -> list[DayAhead]:
    """In four queries, however many days there are."""
    days = list(Day.objects.from_day(today).select_related("rhythm").first_first())
    taken, places, waiting, due = _taken(days), _places(days), _waiting(days), _due(days, zone)
    return [DayAhead(day, taken[day.pk], places[day.pk], waiting[day.pk], due[_monday(day.date)]) for day in days]


@dataclass(frozen=True)
class Unwritten:
    """A day that is over with talks of which nobody wrote down how they went."""

    day: Day
    count: int


def unwritten_days(today: date, recruiter: User | None) -> list[Unwritten]:
    """Of one recruiter, or of everybody; the newest first."""
    over = Booking.objects.live().filter(slot__day__date__lt=today)
    talks = over.of(recruiter) if recruiter else over
    counts = dict(talks.values_list("slot__day").annotate(Count("pk")))
    return [Unwritten(day, counts[day.pk]) for day in Day.objects.filter(pk__in=counts).order_by("-date", "-pk")]


def booked_on(day: Day, *, now: datetime, recruiter: User | None = None) -> list[Booking]:
    """Talks that are still to come, of one recruiter or of everybody."""
    to_come = Booking.objects.live().filter(slot__day=day, slot__starts_at__gt=now)
    talks = to_come.of(recruiter) if recruiter else to_come
    return list(talks.select_related("rejection__candidate").order_by("slot__starts_at", "pk"))


def waiting_for(day: Day) -> list[WaitingPlace]:
    return list(WaitingPlace.objects.live().filter(day=day).select_related("rejection__candidate").first_first())


def _places(days: list[Day]) -> Counter[int]:
    rows = Slot.objects.filter(day__in=days, state=SlotState.OPEN).values_list("day").annotate(Count("pk"))
    return Counter(dict(rows))


def _taken(days: list[Day]) -> Counter[int]:
    bookings = Booking.objects.filter(slot=OuterRef("pk"), state__in=TAKES_ITS_SLOT)
    slots = Slot.objects.filter(Exists(bookings), day__in=days, state=SlotState.OPEN)
    return Counter(dict(slots.values_list("day").annotate(Count("pk"))))


def _waiting(days: list[Day]) -> Counter[int]:
    places = WaitingPlace.objects.filter(day__in=days, state__in=LIVE_PLACES)
    return Counter(dict(places.values_list("day").annotate(Count("pk"))))


def _due(days: list[Day], zone: ZoneInfo) -> Counter[date]:
    """By the Monday of the week."""
    found: Counter[date] = Counter()
    if not days:
        return found
    until = days[-1].date + timedelta(days=7)
    on = TruncDate("due_at", tzinfo=zone)
    rows = Deadline.objects.open().annotate(on=on).filter(Q(on__gte=_monday(days[0].date)) & Q(on__lte=until))
    for day, count in rows.values_list("on").annotate(Count("pk")):
        found[_monday(day)] += count
    return found


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
