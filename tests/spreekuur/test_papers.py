"""The calendar files, read by icalendar and by vobject, which share no code."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject

from candidates.models import Organisation, Rejection
from spreekuur.actions.bookings import cancel, move
from spreekuur.models import Booking
from spreekuur.papers import agenda, appointment
from tests import cast
from tests.spreekuur_cast import AMSTERDAM, NOW, booked, day, rejection, slot, who

pytestmark = pytest.mark.django_db

# the last working days before, and the first after, the clock changes
AROUND_THE_CHANGES = [date(2027, 3, 26), date(2027, 3, 29), date(2027, 10, 29), date(2027, 11, 1)]


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


def file_of(booking: Booking, **how: Any) -> str:
    return appointment(Booking.objects.get(pk=booking.pk), Organisation.objects.current(), **how)


def by_icalendar(words: str) -> tuple[str, int, datetime, str]:
    read = icalendar.Calendar.from_ical(words)
    (event,) = read.walk("VEVENT")
    return str(event["uid"]), int(event["sequence"]), event.start.astimezone(UTC), str(read["method"])


def by_vobject(words: str) -> tuple[str, int, datetime, str]:
    """It reads the VTIMEZONE of the file itself."""
    read = vobject.readOne(words)
    (event,) = read.vevent_list
    return event.uid.value, int(event.sequence.value), event.dtstart.value.astimezone(UTC), read.method.value


@pytest.mark.parametrize("on", AROUND_THE_CHANGES, ids=str)
def test_the_local_hour_is_right_on_both_sides_of_both_changes(on: date) -> None:
    day(on)
    booking = booked(rejection(), slot(13, 45))
    words = file_of(booking)
    expected = datetime(on.year, on.month, on.day, 13, 45, tzinfo=AMSTERDAM).astimezone(UTC)
    assert [read(words)[2] for read in (by_icalendar, by_vobject)] == [expected, expected]
    assert f"DTSTART;TZID=Europe/Amsterdam:{on:%Y%m%d}T134500" in words
    assert "BEGIN:VTIMEZONE" in words
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in words.replace("BYDAY=-1SU;BYMONTH=3", "BYMONTH=3;BYDAY=-1SU")


def test_one_event_is_made_changed_and_taken_away() -> None:
    day()
    about: Rejection = rejection()
    first = booked(about, slot(13, 45))
    made = file_of(first)
    second = move(about, slot=slot(14).pk, key=uuid.uuid4(), who=who(about), at=NOW + timedelta(minutes=5))
    changed = file_of(second)
    cancel(about, who=who(about), at=NOW + timedelta(minutes=9))
    gone = file_of(second)
    for read in (by_icalendar, by_vobject):
        calendar: dict[str, datetime] = {}
        numbers = []
        for words in (made, changed, gone):
            uid, number, starts_at, method = read(words)
            numbers.append(number)
            if method == "CANCEL":
                del calendar[uid]
            else:
                calendar[uid] = starts_at
        assert (numbers, calendar) == ([0, 1, 2], {})
    assert [read(changed)[2] for read in (by_icalendar, by_vobject)] == [slot(14).starts_at] * 2
    assert [by_icalendar(words)[3] for words in (made, changed, gone)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert "STATUS:CANCELLED" in gone


def test_the_same_row_gives_the_same_bytes_and_lines_a_calendar_can_read() -> None:
    day()
    booking = booked(rejection(), slot(13, 45))
    assert file_of(booking) == file_of(booking)
    lines = file_of(booking).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in "".join(lines)


def test_a_recruiters_calendar_holds_what_stands_now() -> None:
    day()
    youssef, lotte = rejection(), rejection("Lotte van Dijk")
    booked(youssef, slot(13))
    booked(lotte, slot(13, 15))
    cancel(lotte, who=who(lotte), at=NOW)
    words = agenda(Booking.objects.taking_their_slot(), Organisation.objects.current())
    for events in (icalendar.Calendar.from_ical(words).walk("VEVENT"), vobject.readOne(words).vevent_list):
        assert len(events) == 1
    assert "Youssef" in words
    assert "El Amrani" not in words
