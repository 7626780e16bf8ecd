"""The page behind the link says how it stands now, whichever mail it was opened from."""

from datetime import timedelta

from django.http import HttpResponse

from spreekuur.forms.booking import BookingForm
from spreekuur.forms.request import RequestForm
from spreekuur.models import Booking, BookingState, Offer, WaitingPlace
from spreekuur.queries.choosing import before_in_line, line_of
from spreekuur.queries.standing import hears_anew, request_of
from spreekuur.rules.discreet import address_beginning, number_ending
from spreekuur.rules.reminders import day_ahead
from spreekuur.rules.terms import cut_off, may_change, moves_left
from spreekuur.views.visit import Visit

NEWS = timedelta(days=1)  # so long the page says that a talk was cancelled


def page_of(visit: Visit) -> HttpResponse:
    if visit.rejection.is_taken_back:
        return visit.page("looked_at_anew", reopening=hears_anew(visit.rejection))
    standing = visit.standing
    if standing.booking:
        return booked(visit, standing.booking)
    if standing.offer:
        return offered(visit, standing.offer)
    if standing.place:
        return waiting(visit, standing.place)
    if standing.talked:
        return visit.page("talked", booking=standing.talked)
    return to_choose(visit)


def booked(visit: Visit, booking: Booking) -> HttpResponse:
    slot, terms = booking.slot, visit.terms
    is_open = may_change(slot.starts_at, visit.now, terms)
    number = str(booking.phone or visit.rejection.candidate.phone or "")
    return visit.page(
        "booked",
        booking=booking,
        slot=slot,
        is_over=visit.now >= slot.ends_at,
        may_change=is_open,
        may_move=is_open and moves_left(booking.moves, terms) > 0,
        until=cut_off(slot.starts_at, terms),
        reminded_at=_reminded_at(booking, visit),
        ending=number_ending(number),
        beginning=address_beginning(visit.rejection.candidate.email),
    )


def offered(visit: Visit, offer: Offer, form: BookingForm | None = None, *, status: int = 200) -> HttpResponse:
    form = form or visit.offer_form(offer.slot)
    return visit.page("offered", offer=offer, slot=offer.slot, form=form, status=status)


def waiting(visit: Visit, place: WaitingPlace) -> HttpResponse:
    return visit.page("waiting", place=place, before=before_in_line(place), choice=visit.choice)


def to_choose(visit: Visit, form: BookingForm | None = None, *, status: int = 200, **more: object) -> HttpResponse:
    """A moment; when the nearest day is full, a later one or the waiting list; without a spreekuur a question."""
    if not visit.choice.is_there:
        return asking(visit, status=status)
    name = "full" if visit.choice.nearest_is_full else "choose"
    full = visit.choice.full[0] if name == "full" else None
    shown = {
        "form": form,
        "choice": visit.choice,
        "full": full,
        "in_line": line_of(full) if full else 0,
        "cancelled": _cancelled_lately(visit),
    }
    return visit.page(name, status=status, **shown | ({} if form else visit.fresh_form()) | more)


def asking(visit: Visit, form: RequestForm | None = None, *, status: int = 200) -> HttpResponse:
    return visit.page("ask", asked=request_of(visit.rejection), form=form or RequestForm(), status=status)


def _cancelled_lately(visit: Visit) -> Booking | None:
    last = visit.standing.last
    if last is None or last.state != BookingState.CANCELLED or last.ended_at is None:
        return None
    by_us = last.ended_why != "candidate"
    return last if by_us or visit.now - last.ended_at < NEWS else None


def _reminded_at(booking: Booking, visit: Visit) -> object:
    moment = day_ahead(booking.slot.starts_at, visit.terms.zone)
    return moment if moment > booking.booked_at else None
