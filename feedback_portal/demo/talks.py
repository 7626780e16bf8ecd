"""Talks of the demo that began: two days that are over with what came of them, and this morning, still to write down."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from candidates.models import User
from candidates.rules.workdays import (
    at_local,
    is_working_day,
    local,
    next_working_day,
    previous_working_day,
)
from feedback_portal.demo.room import PLACE, Room
from spreekuur.actions.days import Extra, add_day
from spreekuur.actions.reopening import hire
from spreekuur.actions.talks import Went, record_talk
from spreekuur.models import Booking, Talk
from spreekuur.rules.rhythm import Hours
from spreekuur.rules.talks import Outcome, Way, Wishes

QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)


@dataclass(frozen=True)
class Guest:
    """Who came, about which vacancy, and how the talk went; `went` is None while nobody wrote it down."""

    name: str
    title: str
    way: Way
    question: str = ""
    topics: Sequence[str] = field(default_factory=lambda: ["letter", "reason"])
    went: Went | None = None
    reason: str = "application"
    seen: str = "Brief en cv noemen geen voorbeelden van eigen werk."


def advice(went_well: str, words: str, *, minutes: int = 15) -> Went:
    return Went(Outcome.ADVICE, went_well=went_well, advice=words, minutes=minutes, preparation_minutes=5)


LAST_MONTH = (
    Guest("Anouk Verbeek", "Planner", Way.SITE, "Hoe laat ik zien dat ik kan plannen?", went=advice(
        "Je legde goed uit hoe je een rooster van veertig mensen rondkreeg.",
        "Zet dat rooster als voorbeeld boven in je cv, met wat het opleverde.")),
    Guest("Mehmet Arslan", "Doktersassistent", Way.PHONE, "Mijn diploma stond er wel in.", went=Went(
        Outcome.REOPENED, wrong="Het diploma doktersassistent stond op de tweede bladzijde van het cv.", minutes=14,
        preparation_minutes=6), reason="diploma", seen="Het cv noemt geen diploma doktersassistent."),
    Guest("Iris Hoekstra", "Kok", Way.PHONE, went=Went(Outcome.NO_SHOW)),
    Guest("Daan Willemsen", "Financieel adviseur", Way.VIDEO, "Waar kan ik verder zoeken?", went=advice(
        "Je vragen over zorgverkoop waren scherp.", "Kijk ook bij verzekeraars: daar begint dit werk vaak.", minutes=17)),
)  # fmt: skip
YESTERDAY = (
    Guest("Saskia Molenaar", "Medewerker klantcontact", Way.SITE, "Waar zaten de taalfouten?", went=advice(
        "Je bleef rustig toen ik doorvroeg.", "Laat je brief nalezen; de fouten zaten vooral in de d's en t's.")),
    Guest("Bilal Chahid", "Beheerder", Way.PHONE, went=Went(Outcome.NO_SHOW)),
    Guest("Eline Groot", "Data-analist", Way.VIDEO, "Ik werkte drie jaar met SQL. Telde dat niet?", went=Went(
        Outcome.REOPENED, wrong="Drie jaar SQL stond onder “vrijwilligerswerk” en is gemist.", minutes=16,
        preparation_minutes=5), reason="experience", seen="Het cv noemt geen werk met SQL."),
    Guest("Wouter Schipper", "Projectleider", Way.SITE, "Mag ik later nog eens solliciteren?", went=Went(
        Outcome.TALENT_POOL, went_well="Sterk verhaal over de verbouwing van een school.", consent=True, minutes=15)),
    Guest("Fatma Kaya", "Verpleegkundige", Way.PHONE, "Telt mijn stage op de huisartsenpost mee?"),
    Guest("Leroy Sedney", "Doktersassistent", Way.SITE, "Hoe schrijf ik over de jaren dat ik niet werkte?"),
)  # fmt: skip
THIS_MORNING = (
    Guest("Niels Brouwer", "Teamleider", Way.SITE, "Wat miste je in mijn brief?"),
    Guest("Chantal Meijer", "Fysiotherapeut", Way.PHONE, "Hoe schrijf ik een korte brief?"),
    Guest("Omar Saidi", "Kok", Way.VIDEO, "Welke cursus helpt mij het meest?"),
)


def write_talks(room: Room) -> None:
    """Three weeks ago with a hire, the last working day with a case that is open, and this morning where people work."""
    calendar = room.organisation.calendar()
    today = local(room.now, calendar).date()
    _held(room, LAST_MONTH, on=_back(room, today, 15), begins=time(13))
    _hired(room)
    _held(room, YESTERDAY, on=_back(room, today, 1), begins=time(13))
    if is_working_day(today, calendar):
        _held(room, THIS_MORNING, on=today, begins=time(10))


def _held(room: Room, guests: Sequence[Guest], *, on: date, begins: time) -> None:
    """Everything at the moment it would have happened: invited and booked days before, written down after the talk."""
    calendar, nadia = room.organisation.calendar(), room.hospital.nadia
    starts_at = at_local(on, begins, calendar)
    then = replace(room, now=starts_at - 2 * DAY)
    ends = (datetime.combine(on, begins) + (len(guests) + 1) * QUARTER).time()
    day = add_day(Extra(on, Hours(begins, ends, 15), [nadia], place=PLACE), by=nadia, at=then.now)
    for guest, slot in zip(guests, day.slots.in_order(), strict=False):
        about = then.told(guest.name, guest.title, by=nadia, reason=guest.reason, seen=guest.seen)
        then.book(about, slot, Wishes(guest.way, topics=list(guest.topics), question=guest.question))
        if guest.went is not None:
            _written(room, about.bookings.get(), guest.went, at=slot.ends_at)


def _written(room: Room, booking: Booking, went: Went, *, at: datetime) -> Talk:
    anew = replace(went, decider=_bram(room)) if went.outcome is Outcome.REOPENED else went
    return record_talk(booking, anew, by=room.hospital.nadia, organisation=room.organisation, at=at)


def _hired(room: Room) -> None:
    """A day later Bram decides anew; the work begins next month."""
    calendar = room.organisation.calendar()
    talk = Talk.objects.get(outcome=Outcome.REOPENED)
    decided_on = next_working_day(local(talk.at, calendar).date(), calendar)
    first_day = (local(room.now, calendar).date().replace(day=1) + 32 * DAY).replace(day=1)
    hire(talk.reopening, on=first_day, by=_bram(room), at=at_local(decided_on, time(11), calendar))


def _bram(room: Room) -> User:
    return room.hospital.recruiters[1]


def _back(room: Room, day: date, count: int) -> date:
    for _step in range(count):
        day = previous_working_day(day, room.organisation.calendar())
    return day
