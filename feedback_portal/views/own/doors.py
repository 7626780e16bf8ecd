"""Ways in that stand in mails: to the own page, and to have no more mails of a kind; and a new link for a lost one."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import public
from candidates.access.origin import origin_of
from candidates.actions.consents import withdraw_consent
from candidates.actions.limits import take
from candidates.actions.lost_links import ask_for_links
from candidates.actions.opinions import ask_no_questions
from candidates.forms.own_page import LostLinkForm
from candidates.models import Candidate, Link, Organisation
from candidates.rules.letter_kinds import Leave
from candidates.rules.limits import LOST_LINK_ADDRESS, LOST_LINK_PLACE
from feedback_portal.views.own.visit import OwnVisit
from spreekuur.views.link_door import enough, enter, for_holder, for_token, quietly

ONE_CLICK = "One-Click"


@public
@require_safe
def own_enter(request: HttpRequest, token: str) -> HttpResponse:
    return enter(request, token, to="own_page")


@csrf_exempt  # a mail program has no form of ours: the token in the address is what it proves itself with (RFC 8058)
@public
@require_http_methods(["GET", "HEAD", "POST"])
def own_leave(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """The address in a mail. Opened it leads to a page with one button; a mail program's own button posts here."""
    if what not in set(Leave):
        raise Http404
    if request.method != "POST":
        return enter(request, token, what, to="own_stop")
    if request.POST.get("List-Unsubscribe") != ONE_CLICK:
        return HttpResponse(status=400)
    return for_token(request, token, lambda link: _left_by_program(request, link, Leave(what)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def own_stop(request: HttpRequest, link: Link, now: datetime, what: str) -> HttpResponse:
    """One button. Where it ends the reason to keep the data, the link may be over by then: so the answer is a page."""
    if what not in set(Leave):
        raise Http404
    visit, leave = OwnVisit(request, link, now), Leave(what)
    if request.method != "POST":
        return visit.page("stop", leave=leave, done=_is_done(visit, leave))
    if not visit.may_say():
        return enough(request)
    _stop(visit.candidate, leave, organisation=visit.organisation, at=now)
    return visit.page("stop", leave=leave, done=True)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """The same answer whether we know the address or not."""
    form = LostLinkForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return quietly(render(request, "feedback_portal/own/lost_link.html", {"form": form}), referrer="same-origin")
    now, address = timezone.now(), form.cleaned_data["email"]
    if not take(LOST_LINK_PLACE, origin_of(request), at=now):
        return enough(request)
    if take(LOST_LINK_ADDRESS, address.lower(), at=now):  # one too many is answered like the others
        ask_for_links(address, at=now)
    return quietly(render(request, "feedback_portal/own/lost_link_sent.html", {"address": address}))


def _left_by_program(request: HttpRequest, link: Link, leave: Leave) -> HttpResponse:
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # PersonMiddleware puts it there
    _stop(link.rejection.candidate, leave, organisation=organisation, at=timezone.now())
    return HttpResponse(status=200)


def _stop(candidate: Candidate, leave: Leave, *, organisation: Organisation, at: datetime) -> None:
    if leave is Leave.POOL:
        withdraw_consent(candidate, organisation=organisation, at=at)
    else:
        ask_no_questions(candidate)


def _is_done(visit: OwnVisit, leave: Leave) -> bool:
    return visit.story.consent is None if leave is Leave.POOL else visit.candidate.no_questions
