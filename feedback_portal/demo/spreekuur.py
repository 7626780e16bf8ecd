"""The spreekuur of the demo: the fourth Thursday of the month, an extra hour that fills up, and what was held already."""

from datetime import datetime, time, timedelta

from candidates.models import Deadline, DeadlineKind, Organisation, Rejection
from candidates.rules.workdays import local, next_working_day
from feedback_portal.demo.hospital import Hospital
from feedback_portal.demo.room import PLACE, Room
from feedback_portal.demo.talks import write_talks
from spreekuur.actions.days import Extra, add_day
from spreekuur.actions.rhythms import Seat, Wanted, set_rhythm
from spreekuur.models import Day, Slot
from spreekuur.rules.rhythm import Hours
from spreekuur.rules.talks import Way, Wishes

RHYTHM = {"nth": 4, "weekday": 3, "starts": time(13), "ends": time(14, 30), "place": PLACE}
LOTTE = "Lotte van Dijk"  # logged with the open work; the others for their talk
GUESTS = (
    ("Ilse Kuipers", "Doktersassistent", time(13), Way.SITE, ["letter", "search"], "Hoe laat ik zien dat ik snel leer?"),
    ("Hamza Aksoy", "Projectleider", time(13, 15), Way.PHONE, ["reason"], ""),
    ("Rachid Bouzian", "Financieel adviseur", time(13, 30), Way.VIDEO, ["letter"], "Is mijn brief te lang?"),
    (LOTTE, "Data-analist", time(13, 45), Way.SITE, ["letter", "profile"], "Ik werkte twee jaar met data van een huisartsenpost. Telt dat niet als zorgdata?"),
    ("Jeroen Visser", "Planner", time(14), Way.PHONE, ["search"], ""),
)  # fmt: skip
LATER = (("Mila Peters", "Kok"), ("Sem de Graaf", "Beheerder"), ("Zoë Bos", "Medewerker klantcontact"))


def write_spreekuur(hospital: Hospital, *, now: datetime) -> None:
    room = Room(hospital, Organisation.objects.current(), now)
    seats = [Seat(person) for person in hospital.recruiters[:3]]
    set_rhythm(Wanted(RHYTHM, seats, months={12: (-1, False)}), organisation=room.organisation, at=now)
    _extra_hour(room)
    _later_talks(room)
    write_talks(room)


def _extra_hour(room: Room) -> None:
    """Five talks with Nadia, and one quarter free."""
    calendar = room.organisation.calendar()
    on = next_working_day(local(room.now, calendar).date(), calendar)
    if not Day.objects.filter(date=on).exists():  # the rhythm may fall on this day as well
        extra = Extra(on, Hours(time(13), time(14, 30), 15), [room.hospital.nadia], place=PLACE)
        add_day(extra, by=room.hospital.nadia, at=room.now)
    slots = Slot.objects.open().of(room.hospital.nadia).filter(day__date=on)
    by_hour = {local(slot.starts_at, calendar).time(): slot for slot in slots}
    for name, title, hour, way, topics, question in GUESTS:
        about = _lotte() if name == LOTTE else room.told(name, title, by=room.hospital.nadia)
        if hour in by_hour:
            room.book(about, by_hour[hour], Wishes(way, topics=list(topics), question=question))


def _later_talks(room: Room) -> None:
    slots = list(Slot.objects.open().filter(day__rhythm__isnull=False, starts_at__gt=room.now).in_order())
    soon = room.now + timedelta(days=2)
    for (name, title), slot in zip(LATER, [slot for slot in slots if slot.starts_at > soon][::2], strict=False):
        about = room.told(name, title, by=room.hospital.recruiters[1])
        room.book(about, slot, Wishes(Way.PHONE, topics=["reason"]))


def _lotte() -> Rejection:
    return Deadline.objects.get(kind=DeadlineKind.TALK, rejection__candidate__name=LOTTE).rejection
