"""The call that tells the decision: a script, four outcomes, and what to do when nobody answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_to_change
from candidates.actions.calls import AlreadyAnswered, close_call, keep_points, polish_points
from candidates.actions.written_route import CallFirst, choose_writing
from candidates.models import CallMoment, CallOutcome, DeadlineKind, FollowUp, FollowUpKind, Letter, Role, WrittenRoute
from candidates.queries.call_letters import WhyNot, newest_of_kind, why_not_ask, why_not_confirm
from candidates.queries.call_moments import live_moment
from candidates.queries.feedback import may_choose_writing
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.reads import Looked
from candidates.views.call_desk import CallDesk

ATTEMPTS = (CallOutcome.REACHED, CallOutcome.VOICEMAIL, CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER)
KEEP, ASK, WRITE = "keep", "ask", "write"


@open_to(Role.RECRUITER)
def call(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Tells the decision by phone. Only "reached" stops the clock; what was typed is kept with every outcome."""
    now = timezone.now()
    rejection = rejection_to_change(request.user, public_id, now=now, what=Looked.CALL)
    desk = CallDesk(request, rejection, now, DeadlineKind.TELL)
    if request.method == "POST" and desk.result in (*ATTEMPTS, KEEP, ASK, WRITE) and desk.is_valid():
        return _done(desk)
    return render(request, "candidates/call.html", desk.shown() | _next_steps(desk))


def _done(desk: CallDesk) -> HttpResponse:
    if desk.result in ATTEMPTS:
        return _called(desk)
    if desk.is_told:
        return _polished(desk)
    keep_points(desk.rejection, desk.said(), by=desk.request.user, at=desk.now)
    if desk.result == WRITE:
        return _written(desk)
    if desk.result == ASK:
        return redirect("ask_moment", desk.rejection.public_id)
    messages.success(desk.request, _("Your text is kept. Nothing has been sent yet."))
    return redirect("call", desk.rejection.public_id)


def _called(desk: CallDesk) -> HttpResponse:
    name, outcome, about = {"name": desk.rejection.candidate.name}, CallOutcome(desk.result), desk.rejection
    after, calendar, by = desk.after_call(), desk.organisation.calendar(), desk.request.user
    try:
        close_call(
            about, outcome=outcome, said=desk.said(), answers=desk.answers(), after=after, calendar=calendar, by=by,
            at=desk.now,
        )  # fmt: skip
    except AlreadyAnswered:
        messages.info(desk.request, _("%(name)s was told already.") % name)
        return redirect("today")
    if outcome != CallOutcome.REACHED:
        messages.success(desk.request, _("Kept: no answer from %(name)s yet. The clock runs on.") % name)
        return _after_an_attempt(desk)
    messages.success(desk.request, _("%(name)s knows. Well done.") % name)
    return redirect("today") if why_not_confirm(about) else redirect("confirmation", about.public_id)


def _polished(desk: CallDesk) -> HttpResponse:
    """Told already: the text is made ready for the confirmation."""
    about, by = desk.rejection, desk.request.user
    polish_points(about, said=desk.said(), answers=desk.answers(), by=by, at=desk.now)
    messages.success(desk.request, _("Your text is kept. Nothing has been sent yet."))
    return redirect("call" if why_not_confirm(about) else "confirmation", about.public_id)


def _after_an_attempt(desk: CallDesk) -> HttpResponse:
    """A wrong number wants another one; with a second call in vain there is something to choose."""
    if desk.result == CallOutcome.WRONG_NUMBER:
        return redirect("call", desk.rejection.public_id)
    return redirect("today")


def _written(desk: CallDesk) -> HttpResponse:
    why, details = desk.route.cleaned_data["why"], desk.route.cleaned_data["details"]
    try:
        choose_writing(desk.rejection, why=why, details=details, by=desk.request.user, at=desk.now)
    except CallFirst:
        messages.info(desk.request, _("Call twice first. After that you may write."))
        return redirect("call", desk.rejection.public_id)
    messages.success(desk.request, _("Your reason is kept. Now write the mail."))
    return redirect("feedback", desk.rejection.public_id)


def _next_steps(desk: CallDesk) -> dict[str, Any]:
    """What can be done besides calling, and what the candidate chose."""
    about, hindrance = desk.rejection, why_not_ask(desk.rejection)
    asked: Letter | None = newest_of_kind(about, LetterKind.ASK_MOMENT)
    chosen: CallMoment | None = live_moment(about)
    wish = FollowUp.objects.open().filter(rejection=about, kind=FollowUpKind.CALL_WISH).first()
    return {
        "asked": asked,
        "may_ask": hindrance is None,
        "needs_address": hindrance is WhyNot.NO_ADDRESS,
        "chosen": chosen,
        "wish": wish,
        "may_write": may_choose_writing(about) and bool(about.candidate.email),
        "written": WrittenRoute.objects.filter(rejection=about).first(),
        "may_confirm": why_not_confirm(about) is None,
        "number_is_wrong": bool(desk.in_vain) and desk.in_vain[-1].outcome == CallOutcome.WRONG_NUMBER,
    }
