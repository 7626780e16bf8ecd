"""Files for a calendar: of a candidate's talk, behind the link; and of all a recruiter's talks, at a secret address."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import StaffRequest, open_to, public
from candidates.access.origin import origin_of
from candidates.actions.limits import take
from candidates.models import Link, Organisation, Role
from candidates.rules.limits import FEED_PLACE
from spreekuur.access.feeds import NoSuchFeed, feed_by_token, token_of_feed
from spreekuur.access.talks import talks_in_calendar
from spreekuur.actions.feeds import end_feed, feed_for
from spreekuur.models import Booking, BookingState
from spreekuur.papers import agenda, appointment, file_name
from spreekuur.views.link_door import enough, for_told, quietly
from spreekuur.views.visit import Visit

KIND = "text/calendar; charset=utf-8"


@require_safe
@for_told
def booking_calendar(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """Of the newest appointment; one that is cancelled takes itself out of the calendar."""
    visit = Visit(request, link, now)
    booking = visit.standing.last
    if booking is None or booking.state not in (BookingState.BOOKED, BookingState.CANCELLED):
        return visit.back()
    booking.rejection = visit.rejection
    return _file(appointment(booking, visit.organisation, by_mail=False), booking, visit.organisation)


@public
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A calendar program has no cookie: the address is the key."""
    now = timezone.now()
    try:
        feed = feed_by_token(token)
    except NoSuchFeed as unknown:
        if not take(FEED_PLACE, origin_of(request), at=now):
            return enough(request)
        raise Http404 from unknown
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # the middleware puts it there
    with translation.override(feed.recruiter.language):
        words = agenda(talks_in_calendar(feed, now=now), organisation)
    return quietly(HttpResponse(words, content_type=KIND))


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        return _changed(request)
    token = token_of_feed(request.user)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token])) if token else ""
    return quietly(render(request, "spreekuur/my_calendar.html", {"address": address, "page": "my_settings"}))


def _changed(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("do") == "end":
        end_feed(request.user, at=now)
        messages.success(request, _("Your calendar is ended. Its address shows nothing any more."))
    else:
        feed_for(request.user, at=now)
        messages.success(request, _("Your calendar has an address now."))
    return redirect("my_calendar")


def _file(words: str, booking: Booking, organisation: Organisation) -> HttpResponse:
    response = HttpResponse(words, content_type=KIND)
    name = file_name(booking.slot.starts_at, organisation.zone_info)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
