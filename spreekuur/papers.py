"""Talks as files for a calendar (RFC 5545). The same appointment keeps its UID for ever; each version has a number."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, Timezone, vCalAddress, vText

from candidates.models import Organisation, User
from spreekuur.models import Booking, BookingState
from spreekuur.rules.talks import WAY_LABELS, Way

PRODUCT = "-//Feedback Portal//Spreekuur//NL"


class Method(StrEnum):
    REQUEST = "REQUEST"  # comes by mail: a new appointment, or a change of it
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"  # taken along from a page


def appointment(booking: Booking, organisation: Organisation, *, by_mail: bool = True) -> str:
    """For the candidate: nothing of the job or the decision. The same row gives the same file."""
    is_off = booking.state == BookingState.CANCELLED
    event = _event(booking, organisation)
    event.add("summary", _about(booking, organisation))
    event.add("description", _("To move or cancel this talk, use the link in our mail."))
    event["organizer"] = _person(booking.slot.recruiter.name, _answers_to(booking.slot.recruiter, organisation))
    if booking.rejection.candidate.email:
        event.add("attendee", _guest(booking))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    method = Method.CANCEL if is_off else Method.REQUEST if by_mail else Method.PUBLISH
    return _file([event], organisation.zone_info, method=method)


def agenda(bookings: Iterable[Booking], organisation: Organisation) -> str:
    """The talks of one recruiter, for a calendar that asks again and again. First names only."""
    events = [_own_event(booking, organisation) for booking in bookings]
    return _file(events, organisation.zone_info, method=Method.PUBLISH, name=_("Spreekuur"))


def _own_event(booking: Booking, organisation: Organisation) -> Event:
    event = _event(booking, organisation)
    way = str(WAY_LABELS[Way(booking.way)])
    name = booking.rejection.candidate.first_name
    event.add("summary", _("Spreekuur: %(name)s, %(way)s") % {"name": name, "way": way.lower()})
    event.add("status", "CONFIRMED")
    return event


def _event(booking: Booking, organisation: Organisation) -> Event:
    event, zone = Event(), organisation.zone_info
    event.add("uid", f"{booking.uid}@{settings.SITE.hostname}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", booking.ended_at or booking.booked_at)
    event.add("dtstart", booking.slot.starts_at.astimezone(zone))
    event.add("dtend", booking.slot.ends_at.astimezone(zone))
    where = _where(booking)
    if where:
        event.add("location", where)
    return event


def _where(booking: Booking) -> str:
    return {
        Way.SITE: booking.slot.day.place,
        Way.PHONE: _("We call you"),
        Way.VIDEO: booking.slot.video_link,
    }[Way(booking.way)]


def _about(booking: Booking, organisation: Organisation) -> str:
    names = [booking.slot.recruiter.name, organisation.name]
    return _("Talk with %(names)s") % {"names": ", ".join(filter(None, names))}


def _answers_to(recruiter: User, organisation: Organisation) -> str:
    return organisation.reply_address or recruiter.email


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = vText(name)
    return person


def _guest(booking: Booking) -> vCalAddress:
    guest = _person(booking.rejection.candidate.first_name, booking.rejection.candidate.email)
    guest.params["PARTSTAT"], guest.params["RSVP"] = vText("ACCEPTED"), vText("FALSE")
    return guest


def _file(events: list[Event], zone: ZoneInfo, *, method: Method, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", name)
    years = [event.start.year for event in events]
    if years:
        calendar.add_component(_zone(zone.key, min(years) - 1, max(years) + 1))
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


@lru_cache(maxsize=32)
def _zone(key: str, first: int, last: int) -> Timezone:
    """The rules of the zone for whole years around the events."""
    zone = Timezone.from_tzid(key, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1))
    zone.pop("comment", None)
    for change in zone.subcomponents:
        _say_as_rule(change)
    return zone


def _say_as_rule(change: Component) -> None:
    """ "The last Sunday of March" instead of a list of dates: every program knows that, and it holds in later years."""
    listed = change.pop("rdate", [])
    dates = [moment.dt for one in (listed if isinstance(listed, list) else [listed]) for moment in one.dts]
    months = {date.month for date in dates}
    if len(dates) > 1 and len(months) == 1 and all(map(_is_last_sunday, dates)):
        change.add("rrule", {"freq": "yearly", "bymonth": months.pop(), "byday": "-1su"})
    elif dates:
        change.add("rdate", dates)


def _is_last_sunday(moment: datetime) -> bool:
    return moment.isoweekday() == 7 and (moment + timedelta(days=7)).month != moment.month


def file_name(moment: datetime, zone: ZoneInfo) -> str:
    return f"spreekuur-{moment.astimezone(zone):%Y-%m-%d}.ics"
