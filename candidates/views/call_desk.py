"""What the pages of the call and the talk stand on: small forms beside each other, and what was tried before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import cached_property

from candidates.access.desk import StaffRequest
from candidates.access.typing import filled_in
from candidates.actions.calls import AfterCall, Said
from candidates.actions.held_back import Answers
from candidates.forms.calls import POINTS, AfterForm, MomentForm, PointsForm, RouteForm
from candidates.forms.margin import Margin
from candidates.models import CallAttempt, CallOutcome, Deadline, DeadlineKind, Feedback, Organisation, Rejection
from candidates.queries.today import attempts_of
from candidates.views.drafting import answers_in
from candidates.views.promise import PromiseBar

TOLD = (CallOutcome.REACHED, CallOutcome.TALK_HELD)


@dataclass
class CallDesk:
    """Every button sends the whole page: what was typed is kept, whichever is pressed."""

    request: StaffRequest
    rejection: Rejection
    now: datetime
    kind: DeadlineKind

    def __post_init__(self) -> None:
        data = filled_in(self.request)
        self.result = data.get("result", "") if data else ""
        person, is_call = self.rejection.candidate, self.kind == DeadlineKind.TELL
        told = self.result in TOLD or self.is_told
        self.points = PointsForm(data, told=told, initial=self._kept())
        self.after = AfterForm(data, candidate=person, is_call=is_call, initial=self._kept())
        self.route = RouteForm(data, needed=self.result == "write")
        self.when = MomentForm(
            data, zone=self.zone, now=self.now, needed=self.result == "agreed", initial=self._agreed()
        )

    @property
    def organisation(self) -> Organisation:
        return self.request.organisation

    @property
    def zone(self) -> ZoneInfo:
        return self.organisation.zone_info

    @cached_property
    def deadline(self) -> Deadline | None:
        return self.rejection.deadlines.filter(kind=self.kind).first()

    @cached_property
    def attempts(self) -> list[CallAttempt]:
        return list(attempts_of(self.rejection))

    @property
    def in_vain(self) -> list[CallAttempt]:
        return [call for call in self.attempts if call.outcome not in TOLD]

    @cached_property
    def margin(self) -> Margin:
        """What the writing guide says of the points, and the answers to it."""
        return self._margin(POINTS, self.points, whole=True)

    @property
    def is_told(self) -> bool:
        return self.deadline is not None and self.deadline.met_at is not None

    def is_valid(self) -> bool:
        """What was said is judged like what is written: a sentence that is stopped is rewritten, or gets a reason."""
        valid = all([form.is_valid() for form in (self.points, self.after, self.route, self.when)])  # noqa: C419
        judged = self.result in TOLD or self.is_told
        return valid and (not judged or self.margin.is_answered(self.points))

    def said(self) -> Said:
        points = {name: self.points.cleaned_data[name] for name in POINTS}
        return Said(**points, note=self.after.cleaned_data["note"])

    def answers(self) -> Answers:
        return answers_in(self.margin)

    def after_call(self) -> AfterCall:
        given = self.after.cleaned_data
        return AfterCall(given["minutes"], given.get("promised", False), given.get("no_more_calls", False))

    def shown(self) -> dict[str, Any]:
        deadline = self.deadline
        return {
            "rejection": self.rejection,
            "form": self.points,
            "after": self.after,
            "when": self.when,
            "route": self.route,
            "margin": self.margin,
            "note_margin": self._margin(("note",), self.after, whole=False),
            "deadline": deadline,
            "promise": PromiseBar(deadline, self.rejection.decided_at, self.now, self.zone) if deadline else None,
            "attempts": self.attempts,
            "in_vain": self.in_vain,
            "now": self.now,
            "page": "today",
        }

    def _margin(self, names: tuple[str, ...], form: forms.BaseForm, *, whole: bool) -> Margin:
        texts = {name: str(form[name].value() or "").replace("\r\n", "\n") for name in names}
        data = form.data if form.is_bound else None
        return Margin(texts, self.rejection, self.request.user, self.organisation, now=self.now, whole=whole, data=data)

    def _kept(self) -> dict[str, str]:
        kept = Feedback.objects.filter(rejection=self.rejection).values(*POINTS, "note").first()
        return dict(kept) if kept else {}

    def _agreed(self) -> dict[str, Any]:
        agreed = self.deadline.agreed_for if self.deadline else None
        return {"moment": agreed} if agreed else {}
