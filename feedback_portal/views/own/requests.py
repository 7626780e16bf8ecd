"""What a candidate asks about their own data: put it right, object, complain, remove; and: give me feedback."""

from contextlib import suppress
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from candidates.actions.data_requests import ask
from candidates.actions.taking_back import MailIsLeaving
from candidates.forms.own_page import DataRequestForm
from candidates.models import Asks, Link
from candidates.queries.own_page import Stands
from feedback_portal.actions.forgetting import IsHeld, forget_person
from feedback_portal.views.own.visit import OwnVisit
from spreekuur.actions.refusals import NotForYou
from spreekuur.actions.requests import ask_for_feedback
from spreekuur.forms.request import RequestForm
from spreekuur.queries.standing import request_of
from spreekuur.views.link_door import enough, for_holder

WORDS = {"verbeteren": Asks.CORRECT, "bezwaar": Asks.OBJECT, "klacht": Asks.COMPLAINT}  # in the address
MAY_ASK = (Stands.TOLD, Stands.NEVER, Stands.LATE)  # who still hears from us in time need not ask


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def own_request(request: HttpRequest, link: Link, now: datetime, asks: str) -> HttpResponse:
    """What was asked before and is still open stands above the form: what is added goes with it."""
    if asks not in WORDS:
        raise Http404
    visit, what = OwnVisit(request, link, now), WORDS[asks]
    form = DataRequestForm(request.POST if request.method == "POST" else None, asks=what)
    if request.method != "POST" or not form.is_valid():
        return visit.page("request", form=form, asks=what, asked=visit.story.requests.get(what))
    if not visit.may_say():
        return enough(request)
    _ask(visit, what, form.cleaned_data["what"])
    return visit.back("data")


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def own_remove(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """What is lost is said before the button. After it everything is gone at once; while somebody holds it, the wish is
    kept and HR answers."""
    visit = OwnVisit(request, link, now)
    if request.method != "POST":
        return visit.page("remove", asked=visit.story.requests.get(Asks.REMOVE))
    if not visit.may_say():
        return enough(request)
    try:
        forget_person(visit.candidate, by=None, at=now)
    except IsHeld:
        _ask(visit, Asks.REMOVE, "")
        return visit.back("data")
    except MailIsLeaving:
        return visit.page("remove", is_leaving=True)
    return render(request, "feedback_portal/own/removed.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def own_ask(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """A question about the feedback, or: nobody told me anything. Answered within two working days."""
    visit = OwnVisit(request, link, now)
    if visit.story.stands not in MAY_ASK:
        return visit.back()
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return visit.page("ask", form=form, asked=request_of(visit.rejection))
    if not visit.may_say():
        return enough(request)
    with suppress(NotForYou):  # taken back meanwhile: the page says how it stands
        calendar = visit.organisation.calendar()
        ask_for_feedback(visit.rejection, what=form.cleaned_data["what"], calendar=calendar, at=now)
    return visit.back("talk")


def _ask(visit: OwnVisit, asks: Asks, what: str) -> None:
    person, organisation = visit.candidate, visit.organisation
    ask(person, asks=asks, what=what, rejection=visit.rejection, organisation=organisation, at=visit.now)
