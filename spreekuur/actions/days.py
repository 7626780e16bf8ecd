"""The clock makes days and slots for the months ahead; people add an extra one. Ringing again makes nothing twice."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from candidates.actions.taken_time import constraint_of
from candidates.models import Organisation, Role, User
from candidates.rules.workdays import Calendar, local
from spreekuur.actions.slots import make_slots
from spreekuur.models import Day, Rhythm, RhythmRecruiter
from spreekuur.models.words import all_ways
from spreekuur.rules.rhythm import Hours, Planned, days_ahead, moments


@dataclass(frozen=True)
class Extra:
    """A day that no rhythm makes."""

    on: date
    hours: Hours
    recruiters: Collection[User]
    place: str = ""
    ways: list[str] = field(default_factory=all_ways)


def make_days(now: datetime, organisation: Organisation) -> list[Day]:
    """What the running rhythms plan and is not there yet. Each day with its slots, or not at all."""
    rhythms = list(Rhythm.objects.running().order_by("pk"))
    calendar = organisation.calendar() if rhythms else None
    return [day for rhythm in rhythms if calendar for day in _make_of(rhythm, calendar, now=now)]


@transaction.atomic
def add_day(extra: Extra, *, by: User, at: datetime) -> Day:
    day = Day.objects.create(date=extra.on, place=extra.place, ways=list(extra.ways), made_at=at, made_by=by)
    spans = moments(extra.on, extra.hours, Organisation.objects.current().calendar())
    for recruiter in extra.recruiters:
        make_slots(day, recruiter, [span for span in spans if span[0] > at])
    return day


def _make_of(rhythm: Rhythm, calendar: Calendar, *, now: datetime) -> list[Day]:
    today = local(now, calendar).date()
    planned = days_ahead(rhythm.rule(), today=today, months=rhythm.months_ahead, calendar=calendar)
    if not planned:
        return []
    there = set(Day.objects.filter(rhythm=rhythm, month__gte=planned[0].month).values_list("month", flat=True))
    made = [_make(rhythm, plan, calendar, now=now) for plan in planned if plan.month not in there]
    return [day for day in made if day is not None]


def _who_takes_part(rhythm: Rhythm) -> QuerySet[RhythmRecruiter]:
    """Who works here as a recruiter now; the seat of one who does not stays, for when they do again."""
    working = rhythm.seats.filter(recruiter__is_active=True, recruiter__role=Role.RECRUITER)
    return working.select_related("recruiter").order_by("pk")


def _make(rhythm: Rhythm, plan: Planned, calendar: Calendar, *, now: datetime) -> Day | None:
    """None when another clock was first."""
    try:
        with transaction.atomic():
            day = Day.objects.create(
                date=plan.day, rhythm=rhythm, month=plan.month, place=rhythm.place, ways=rhythm.ways, made_at=now
            )
            for seat in _who_takes_part(rhythm):
                spans = [span for span in moments(plan.day, seat.hours(rhythm), calendar) if span[0] > now]
                make_slots(day, seat.recruiter, spans, video_link=seat.video_link)
            return day
    except IntegrityError as clash:
        if constraint_of(clash) != "a_rhythm_makes_one_day_a_month":
            raise
        return None
