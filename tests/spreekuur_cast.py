"""The cast of the spreekuur: Thursday 26 November 2026, 13:00 to 14:30, with Nadia and Bram; Youssef holds a link."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from candidates.actions.links import link_for
from candidates.models import Candidate, Organisation, Rejection, User, Vacancy
from spreekuur.actions.bookings import book
from spreekuur.actions.days import Extra, add_day
from spreekuur.actions.holding import Who
from spreekuur.models import Booking, Day, Rhythm, RhythmMonth, RhythmRecruiter, Slot
from spreekuur.rules.rhythm import Hours
from spreekuur.rules.talks import Way, Wishes
from tests import cast, letter_cast

NOW = cast.NOW  # Tuesday 24 November 2026, 10:12 in Amsterdam
THURSDAY = date(2026, 11, 26)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOURS = Hours(time(13), time(14, 30), 15)


def here(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """On the clock in Amsterdam, in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def recruiter(first_name: str) -> User:
    known = User.objects.filter(first_name=first_name).first()
    return known or (cast.nadia() if first_name == "Nadia" else cast.bram())


def rhythm(*recruiters: User, december: int | None = -1, **fields: Any) -> Rhythm:
    """The fourth Thursday; in December a week earlier."""
    given: dict[str, Any] = {
        "nth": 4,
        "weekday": 3,
        "starts": time(13),
        "ends": time(14, 30),
        "place": "Kamer 1.12",
        "made_at": NOW,
    }
    made = Rhythm.objects.create(**given | fields)
    for person in recruiters or (recruiter("Nadia"), recruiter("Bram")):
        RhythmRecruiter.objects.create(rhythm=made, recruiter=person)
    if december:
        RhythmMonth.objects.create(rhythm=made, month=12, weeks=december)
    return made


def day(on: date = THURSDAY, *recruiters: User, hours: Hours = HOURS, at: datetime = NOW, **fields: Any) -> Day:
    people: Sequence[User] = recruiters or (recruiter("Nadia"),)
    given: dict[str, Any] = {"place": "Kamer 1.12, naast de balie"}
    return add_day(Extra(on, hours, people, **given | fields), by=people[0], at=at)


def slot(hour: int, minute: int = 0, *, of: Day | None = None) -> Slot:
    """The one that begins then, of the first recruiter."""
    found = Slot.objects.filter(day=of) if of else Slot.objects.all()
    local = [s for s in found.in_order() if _clock(s) == (hour, minute)]
    return local[0]


def _clock(slot: Slot) -> tuple[int, int]:
    here = slot.starts_at.astimezone(AMSTERDAM)
    return here.hour, here.minute


def rejection(name: str = "Youssef El Amrani", **fields: Any) -> Rejection:
    """Told by mail; the link is in that mail. Kept until four weeks after the decision."""
    given: dict[str, Any] = {"language": "nl", "keep_until": date(2026, 12, 21), "keep_why": "decision"}
    candidate = fields.pop("candidate", None) or Candidate.objects.filter(name=name).first() or cast.candidate(name)
    vacancy = fields.pop("vacancy", None) or Vacancy.objects.first() or cast.vacancy()
    return letter_cast.owed(candidate=candidate, vacancy=vacancy, **given | fields)


def who(about: Rejection | None = None, **fields: Any) -> Who:
    link = link_for(about, at=NOW) if about else None
    return Who(organisation=Organisation.objects.current(), link=link, **fields)


def wishes(**fields: Any) -> Wishes:
    return Wishes(**{"way": Way.SITE, "topics": ["letter"], "question": "Wat kan beter?"} | fields)


def booked(about: Rejection, slot: Slot, *, at: datetime = NOW, key: uuid.UUID | None = None, **fields: Any) -> Booking:
    return book(about, slot=slot.pk, wishes=wishes(**fields), key=key or uuid.uuid4(), who=who(about), at=at)
