"""The call that tells the decision, and the talk of a quarter of an hour."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_to_change
from candidates.access.typing import filled_in
from candidates.actions.calls import AlreadyAnswered, Said, agree_on_talk, log_attempt, talk_held
from candidates.forms.calls import POINTS, AfterForm, MomentForm, PointsForm
from candidates.models import CallOutcome, Deadline, DeadlineKind, Feedback, Rejection, Role, User
from candidates.queries.today import attempts_of
from candidates.rules.route import ATTEMPTS_BEFORE_WRITING
from candidates.views.promise import PromiseBar


@dataclass
class Desk:
    """One page with three small forms: the points, what comes after, and the moment of a talk."""

    request: StaffRequest
    rejection: Rejection
    now: datetime
    kind: DeadlineKind

    def __post_init__(self) -> None:
        data = filled_in(self.request)
        self.result = data.get("result", "") if data else ""
        told = self.result in (CallOutcome.REACHED, CallOutcome.TALK_HELD)
        self.points = PointsForm(data, told=told, initial=self._kept())
        self.after = AfterForm(data, initial=self._kept())
        self.when = MomentForm(
            data, zone=self.zone, now=self.now, needed=self.result == "agreed", initial=self._agreed()
        )

    @property
    def zone(self) -> Any:
        return self.request.organisation.zone_info

    @property
    def deadline(self) -> Deadline | None:
        return self.rejection.deadlines.filter(kind=self.kind).first()

    def is_valid(self) -> bool:
        return all([self.points.is_valid(), self.after.is_valid(), self.when.is_valid()])

    def said(self) -> Said:
        points = {name: self.points.cleaned_data[name] for name in POINTS}
        return Said(**points, note=self.after.cleaned_data["note"])

    def _kept(self) -> dict[str, str]:
        kept = Feedback.objects.filter(rejection=self.rejection).values(*POINTS, "note").first()
        return dict(kept) if kept else {}

    def _agreed(self) -> dict[str, Any]:
        agreed = self.deadline.agreed_for if self.deadline else None
        return {"moment": agreed} if agreed else {}

    def shown(self) -> dict[str, Any]:
        attempts, deadline = list(attempts_of(self.rejection)), self.deadline
        bar = PromiseBar(deadline, self.rejection.decided_at, self.now, self.zone) if deadline else None
        in_vain = [call for call in attempts if call.outcome not in (CallOutcome.REACHED, CallOutcome.TALK_HELD)]
        return {
            "rejection": self.rejection,
            "form": self.points,
            "after": self.after,
            "when": self.when,
            "deadline": deadline,
            "promise": bar,
            "attempts": attempts,
            "in_vain": in_vain,
            "may_write": len(in_vain) >= ATTEMPTS_BEFORE_WRITING,
            "page": "today",
        }


@open_to(Role.RECRUITER)
def call(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Tells the decision by phone. Only "reached" stops the clock; what was typed is kept with every attempt."""
    now = timezone.now()
    rejection = rejection_to_change(request.user, public_id, now=now, what="call")
    desk = Desk(request, rejection, now, DeadlineKind.TELL)
    if request.method == "POST" and desk.result in CallOutcome.values and desk.is_valid():
        return _attempted(desk, request.user)
    return render(request, "candidates/call.html", desk.shown())


@open_to(Role.RECRUITER)
def talk(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The quarter of an hour: agree on a moment, hold it, write down what was said."""
    now = timezone.now()
    rejection = rejection_to_change(request.user, public_id, now=now, what="talk")
    desk = Desk(request, rejection, now, DeadlineKind.TALK)
    if request.method == "POST" and desk.result in ("agreed", CallOutcome.TALK_HELD) and desk.is_valid():
        return _agreed_or_held(desk, request.user)
    return render(request, "candidates/talk.html", desk.shown())


def _attempted(desk: Desk, user: User) -> HttpResponse:
    name, outcome = desk.rejection.candidate.name, CallOutcome(desk.result)
    try:
        minutes = desk.after.cleaned_data["minutes"]
        log_attempt(desk.rejection, outcome=outcome, said=desk.said(), minutes=minutes, by=user, at=desk.now)
    except AlreadyAnswered:
        messages.info(desk.request, _("%(name)s was told already.") % {"name": name})
    else:
        reached, tried = _("%(name)s knows. Well done."), _("Kept: no answer from %(name)s yet. The clock runs on.")
        sentence = reached if outcome == CallOutcome.REACHED else tried
        messages.success(desk.request, sentence % {"name": name})
    return redirect("today")


def _agreed_or_held(desk: Desk, user: User) -> HttpResponse:
    name = {"name": desk.rejection.candidate.name}
    try:
        if desk.result == CallOutcome.TALK_HELD:
            minutes = desk.after.cleaned_data["minutes"]
            talk_held(desk.rejection, said=desk.said(), minutes=minutes, by=user, at=desk.now)
            messages.success(desk.request, _("The talk with %(name)s is kept.") % name)
        else:
            calendar = desk.request.organisation.calendar()
            moment = desk.when.cleaned_data["moment"]
            agree_on_talk(desk.rejection, moment=moment, calendar=calendar, by=user, at=desk.now)
            messages.success(desk.request, _("The moment of the talk with %(name)s is kept.") % name)
    except AlreadyAnswered:
        messages.info(desk.request, _("The talk with %(name)s was held already.") % name)
    return redirect("today")
