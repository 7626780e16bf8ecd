"""The two mails around a call, each on a page of its own: exactly as it goes out, with one button that sends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_to_change
from candidates.actions.call_letters import (
    CannotLeave,
    ShownAnother,
    ask_for_moment,
    judged_as_said,
    mail_that_asks,
    mail_that_confirms,
    send_confirmation,
)
from candidates.actions.held_back import HeldBack
from candidates.actions.taking_back import MailIsLeaving
from candidates.letters.call_letters import CallLetter
from candidates.letters.composing import Composed
from candidates.models import Letter, LetterState, Organisation, Rejection, Role
from candidates.queries.call_letters import WhyNot, newest_of_kind, why_not_ask, why_not_confirm
from candidates.queries.call_moments import free_of
from candidates.queries.feedback import promise_to_tell
from candidates.rules.letter_kinds import LetterKind
from candidates.views import said
from candidates.views.mail_trouble import trouble_of

ON_ITS_WAY = (LetterState.WAITING, LetterState.SENDING, LetterState.IN_DOUBT, LetterState.SENT)


@dataclass(frozen=True)
class MailPage:
    request: StaffRequest
    rejection: Rejection
    now: datetime
    kind: LetterKind
    hindrance: WhyNot | None

    @property
    def organisation(self) -> Organisation:
        return self.request.organisation

    @cached_property
    def letter(self) -> Letter | None:
        return newest_of_kind(self.rejection, self.kind)

    @property
    def is_on_its_way(self) -> bool:
        return self.letter is not None and self.letter.state in ON_ITS_WAY and not self.letter.came_back_at

    @cached_property
    def why_not(self) -> WhyNot | None:
        if self.hindrance or self.kind == LetterKind.ASK_MOMENT:
            return self.hindrance
        try:
            judged_as_said(self.rejection)
        except HeldBack:
            return WhyNot.HELD_BACK
        return None

    def mail(self) -> Composed | None:
        if self.why_not or self.is_on_its_way:
            return None
        letter = CallLetter(self.rejection, self.request.user, self.organisation)
        return (
            mail_that_asks(letter, now=self.now) if self.kind == LetterKind.ASK_MOMENT else mail_that_confirms(letter)
        )

    def choice(self) -> dict[str, Any]:
        """What there is to choose from for whoever gets this mail now."""
        promise = promise_to_tell(self.rejection) if self.kind == LetterKind.ASK_MOMENT else None
        if promise is None:
            return {}
        free = free_of(promise, self.organisation.calendar(), now=self.now)
        return {"late_since": promise.due_at if promise.due_at <= self.now else None, "any_free": bool(free)}

    def shown(self) -> dict[str, Any]:
        return (
            self.choice()
            | trouble_of(self.request, self.letter, self.rejection)
            | {
                "rejection": self.rejection,
                "candidate": self.rejection.candidate,
                "letter": self.letter,
                "on_its_way": self.is_on_its_way,
                "mail": self.mail(),
                "why_not": self.why_not,
                "asks": self.kind == LetterKind.ASK_MOMENT,
                "now": self.now,
                "page": "today",
            }
        )


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_moment(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Two calls in vain: a mail asks when it suits. It tells nothing of the decision, and the clock runs on."""
    return _page(request, public_id, LetterKind.ASK_MOMENT, why_not=why_not_ask, send=ask_for_moment)


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What was said by telephone, in writing."""
    return _page(request, public_id, LetterKind.CONFIRMATION, why_not=why_not_confirm, send=send_confirmation)


def _page(
    request: StaffRequest,
    public_id: UUID,
    kind: LetterKind,
    *,
    why_not: Callable[[Rejection], WhyNot | None],
    send: Callable[..., Letter],
) -> HttpResponse:
    now = timezone.now()
    rejection = rejection_to_change(request.user, public_id, now=now, what=str(kind))
    page = MailPage(request, rejection, now, kind, why_not(rejection))
    if request.method == "POST":
        return _sent(page, send)
    return render(request, "candidates/call_letter.html", page.shown())


def _sent(page: MailPage, send: Callable[..., Letter]) -> HttpResponse:
    about, request = page.rejection, page.request
    try:
        letter = send(about, seen=request.POST.get("seen", ""), by=request.user, at=page.now)
    except (CannotLeave, ShownAnother, MailIsLeaving, HeldBack):
        messages.error(request, _("Something changed meanwhile. Look again before you send it."))
        return redirect(str(page.kind), about.public_id)
    said.leaves(request, letter, to=about.candidate, page=request.path, now=page.now, zone=page.organisation.zone_info)
    return redirect("today")
