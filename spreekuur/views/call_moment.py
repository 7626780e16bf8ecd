"""When shall we call you? Behind the candidate's link, for whoever was asked by mail; nothing of the decision here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods

from candidates.actions.call_moments import (
    MomentTaken,
    NotAsked,
    TooLateToChange,
    choose_moment,
    give_up_moment,
    wish_to_be_called,
)
from candidates.actions.limits import take
from candidates.forms.call_moments import CallMomentForm, WishForm
from candidates.models import CallMoment, Deadline, FollowUp, FollowUpKind, Link, Organisation
from candidates.queries.call_moments import asked_promise, free_of, live_moment
from candidates.rules.call_moments import LASTS, at_first, may_change_until, next_three
from candidates.rules.limits import CALL_MOMENT
from candidates.rules.workdays import Calendar
from spreekuur.views.link_door import enough, for_holder


@dataclass(frozen=True)
class Choice:
    """What this person can choose at this moment, and what they chose."""

    request: HttpRequest
    link: Link
    promise: Deadline
    now: datetime

    @cached_property
    def calendar(self) -> Calendar:
        organisation: Organisation = self.request.organisation  # type: ignore[attr-defined]  # of the middleware
        return organisation.calendar()

    @cached_property
    def free(self) -> list[datetime]:
        return free_of(self.promise, self.calendar, now=self.now)

    @cached_property
    def chosen(self) -> CallMoment | None:
        """What is over may be chosen anew."""
        moment = live_moment(self.link.rejection)
        return moment if moment and moment.starts_at + LASTS > self.now else None

    @property
    def may_change(self) -> bool:
        return self.chosen is None or self.now <= may_change_until(self.chosen.starts_at)

    @cached_property
    def wish(self) -> FollowUp | None:
        return FollowUp.objects.open().filter(rejection=self.link.rejection, kind=FollowUpKind.CALL_WISH).first()

    @cached_property
    def nearest(self) -> list[datetime]:
        """What is shown at first; a form that comes back shows all that is free."""
        is_first = self.request.method != "POST" and "all" not in self.request.GET
        return at_first(self.free, self.calendar) if is_first else self.free

    def form(self, data: Any = None, *, offered: list[datetime] | None = None) -> CallMomentForm:
        shown = self.nearest if offered is None else offered
        more = offered is None and len(shown) < len(self.free)
        return CallMomentForm(data, offered=shown, more=more, zone=self.calendar.zone)

    def shown(self, form: CallMomentForm, **more: Any) -> dict[str, Any]:
        return {
            "link": self.link,
            "first_name": self.link.rejection.candidate.first_name,
            "recruiter": self.promise.owner,
            "due_at": self.promise.due_at if self.promise.due_at > self.now else None,
            "chosen": self.chosen,
            "ends_at": self.chosen.starts_at + LASTS if self.chosen else None,
            "change_until": may_change_until(self.chosen.starts_at) if self.chosen else None,
            "may_change": self.may_change,
            "form": form,
            "wish": self.wish,
            "wish_form": WishForm(),
            "now": self.now,
        } | more


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def call_moment(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """Once the call was made, or was never asked for, the link is for something else."""
    promise = asked_promise(link.rejection)
    if promise is None:
        return redirect("link_page", link.public_id)
    choice = Choice(request, link, promise, now)
    if request.method != "POST":
        return render(request, "spreekuur/call_moment.html", choice.shown(choice.form()))
    if not take(CALL_MOMENT, link.public_id.hex, at=now):
        return enough(request)
    return _posted(choice)


def _posted(choice: Choice) -> HttpResponse:
    """Three buttons: choose (or choose anew), give it up, be called."""
    request, about, now = choice.request, choice.link.rejection, choice.now
    try:
        match request.POST.get("do"):
            case "give_up":
                give_up_moment(about, at=now)
            case "wish":
                return _wished(choice)
            case _:
                return _chosen(choice)
    except (NotAsked, TooLateToChange):  # the page says how it stands
        pass
    return redirect("call_moment", choice.link.public_id)


def _chosen(choice: Choice) -> HttpResponse:
    form = choice.form(choice.request.POST)
    if not form.is_valid():
        return render(choice.request, "spreekuur/call_moment.html", choice.shown(form))
    wanted = form.wanted
    try:
        choose_moment(choice.link.rejection, starts_at=wanted, calendar=choice.calendar, at=choice.now)
    except MomentTaken:
        return _somebody_was_first(choice, wanted)
    return redirect("call_moment", choice.link.public_id)


def _somebody_was_first(choice: Choice, wanted: datetime) -> HttpResponse:
    """The three moments that come next, looked up afresh."""
    offered = next_three(free_of(choice.promise, choice.calendar, now=choice.now), wanted)
    shown = choice.shown(choice.form(offered=offered), taken=wanted, offered=offered)
    return render(choice.request, "spreekuur/call_moment.html", shown, status=409)


def _wished(choice: Choice) -> HttpResponse:
    form = WishForm(choice.request.POST)
    if not form.is_valid():
        shown = choice.shown(choice.form(), wish_form=form)
        return render(choice.request, "spreekuur/call_moment.html", shown)
    when = form.cleaned_data["when"]
    wish_to_be_called(choice.link.rejection, when=when, calendar=choice.calendar, at=choice.now)
    return redirect("call_moment", choice.link.public_id)
