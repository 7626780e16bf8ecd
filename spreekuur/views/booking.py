"""Choose, move, cancel, wait: each a POST behind the link, and each ends at the page that says how it stands."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.models import Link
from spreekuur.actions import bookings, refusals, requests, waiting
from spreekuur.forms.booking import BookingForm, MomentForm
from spreekuur.forms.request import RequestForm
from spreekuur.models import Slot
from spreekuur.queries.choosing import Free, next_instead
from spreekuur.rules.terms import may_change, moves_left
from spreekuur.views import standing
from spreekuur.views.link_door import for_told
from spreekuur.views.visit import Visit

SAYS_ITSELF = (refusals.AlreadyBooked, refusals.NothingBooked, refusals.NotForYou, refusals.NoSuchDay, refusals.NotFull)


def chosen(visit: Visit) -> HttpResponse:
    """The form of the page behind the link was sent. Taken meanwhile: 409, with all other answers as they were."""
    form = visit.answers()
    if not form.is_valid():
        return _asked_again(visit)
    try:
        bookings.book(
            visit.rejection,
            slot=form.wanted,
            wishes=form.wishes(language=visit.language),
            key=form.sent_as,
            who=visit.who,
            at=visit.now,
        )
    except (refusals.SlotTaken, refusals.TooLate):
        return _taken(visit, form)
    except refusals.WayNotOffered:
        return _asked_again(visit, is_way_refused=True)
    except refusals.TooManyBookings:
        return visit.page("too_many", status=429)
    except SAYS_ITSELF:
        pass
    return visit.back()


def _asked_again(visit: Visit, *, is_way_refused: bool = False) -> HttpResponse:
    """The same form, with what there is to choose, what was sent, and what is wrong with it."""
    offer, sent = visit.standing.offer, visit.request.POST
    is_the_offer = offer is not None and sent.get("slot") == str(offer.slot_id)
    form = visit.offer_form(offer.slot, sent) if offer and is_the_offer else visit.booking_form(sent)
    if form.is_valid() and is_way_refused:
        form.refuse_way()
    return standing.offered(visit, offer, form) if offer and is_the_offer else standing.to_choose(visit, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_told
def book_move(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    visit = Visit(request, link, now)
    booking = visit.standing.booking
    if booking is None or visit.rejection.is_taken_back:
        return visit.back()
    if request.method == "POST":
        return _moved(visit)
    may = may_change(booking.slot.starts_at, now, visit.terms) and moves_left(booking.moves, visit.terms)
    return visit.page("move", form=visit.moment_form(), booking=booking, choice=visit.choice) if may else visit.back()


@require_http_methods(["GET", "HEAD", "POST"])
@for_told
def book_cancel(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """Cancelling asks once more; the page after it offers to choose anew."""
    visit = Visit(request, link, now)
    booking = visit.standing.booking
    if booking is None or visit.rejection.is_taken_back:
        return visit.back()
    if request.method == "POST":
        return _done(visit, lambda: bookings.cancel(visit.rejection, who=visit.who, at=now))
    return (
        visit.page("cancel", booking=booking) if may_change(booking.slot.starts_at, now, visit.terms) else visit.back()
    )


@require_safe
@for_told
def book_choose(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """For who waits, or has an offer, and would rather have another day."""
    visit = Visit(request, link, now)
    if visit.rejection.is_taken_back or visit.standing.booking:
        return visit.back()
    return standing.to_choose(visit)


@require_http_methods(["GET", "HEAD", "POST"])
@for_told
def book_wait(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """The days that are full; three buttons: join, leave, and no to a moment that is offered."""
    visit = Visit(request, link, now)
    if request.method != "POST":
        return visit.page("wait", choice=visit.choice) if visit.choice.full else visit.back()
    match request.POST.get("do"):
        case "leave":
            return _done(visit, lambda: waiting.leave(visit.rejection, who=visit.who, at=now))
        case "decline":
            return _done(visit, lambda: waiting.decline(visit.rejection, who=visit.who, at=now))
        case _:
            return _done(visit, lambda: _join(visit))


@require_POST
@for_told
def ask(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """Where there is no spreekuur."""
    visit = Visit(request, link, now)
    form = RequestForm(request.POST)
    if not form.is_valid():
        return standing.asking(visit, form)
    what = form.cleaned_data["what"]
    calendar = visit.organisation.calendar()
    return _done(visit, lambda: requests.ask_for_feedback(visit.rejection, what=what, calendar=calendar, at=now))


def _moved(visit: Visit) -> HttpResponse:
    form = visit.moment_form(visit.request.POST)
    if not form.is_valid():
        return visit.page("move", form=form, booking=visit.standing.booking, choice=visit.choice)
    try:
        bookings.move(visit.rejection, slot=form.wanted, key=form.sent_as, who=visit.who, at=visit.now)
    except refusals.SlotTaken:
        return _taken_while_moving(visit, form)
    except (refusals.TooLate, refusals.NoMovesLeft, *SAYS_ITSELF):
        pass
    return visit.back()


def _taken(visit: Visit, form: BookingForm) -> HttpResponse:
    """Looked up afresh: what is still free, the next three in the message, and all other answers as they were."""
    again = Visit(visit.request, visit.link, visit.now)
    asked = again.booking_form(_typed_without_slot(visit), taken=True)
    return standing.to_choose(again, asked, status=409, taken=True, instead=_instead(again, form, asked))


def _taken_while_moving(visit: Visit, form: MomentForm) -> HttpResponse:
    again = Visit(visit.request, visit.link, visit.now)
    asked = again.moment_form(_typed_without_slot(visit), taken=True)
    shown = {"booking": again.standing.booking, "choice": again.choice, "instead": _instead(again, form, asked)}
    return again.page("move", status=409, form=asked, taken=True, **shown)


def _typed_without_slot(visit: Visit) -> QueryDict:
    """All but the moment that is gone, and the name of the form: the next one is another form."""
    typed = visit.request.POST.copy()
    typed.pop("slot", None)
    typed["key"] = str(uuid.uuid4())
    return typed


def _instead(visit: Visit, form: MomentForm, asked: MomentForm) -> list[tuple[Free, str]]:
    wanted = Slot.objects.filter(pk=form.wanted).first()
    return [(slot, asked.where(slot)) for slot in next_instead(visit.choice.free, wanted)]


def _join(visit: Visit) -> object:
    text = visit.request.POST.get("day", "")
    day = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    return waiting.join(visit.rejection, day=day, language=visit.language, who=visit.who, at=visit.now)


def _done(visit: Visit, act: Callable[[], object]) -> HttpResponse:
    """What could not be done any more the page says by itself."""
    with suppress(refusals.TooLate, *SAYS_ITSELF):
        act()
    return visit.back()
