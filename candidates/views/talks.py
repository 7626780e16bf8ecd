"""The quarter of an hour for whoever came far or is wanted for the talent pool: plan it, prepare it, hold it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_to_change
from candidates.actions.calls import AlreadyAnswered, TimeTaken, agree_on_talk, close_talk, keep_points
from candidates.models import CallOutcome, DeadlineKind, Role
from candidates.queries.call_letters import newest_of_kind, why_not_confirm
from candidates.queries.feedback import promise_to_tell
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.reads import Looked
from candidates.rules.reasons import reason_label
from candidates.views.call_desk import CallDesk
from candidates.views.calls import KEEP

AGREED = "agreed"


@open_to(Role.RECRUITER)
def talk(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Agree on a moment, hold it, write down what was said."""
    now = timezone.now()
    rejection = rejection_to_change(request.user, public_id, now=now, what=Looked.TALK)
    desk = CallDesk(request, rejection, now, DeadlineKind.TALK)
    if request.method == "POST" and desk.result in (AGREED, KEEP, CallOutcome.TALK_HELD) and desk.is_valid():
        answer = _done(desk)
        if answer:
            return answer
    told = promise_to_tell(rejection)
    shown = {
        "told": told if told and told.met_at else None,
        "invited": newest_of_kind(rejection, LetterKind.CONFIRMATION),
        "may_confirm": why_not_confirm(rejection) is None,
    }
    return render(request, "candidates/talk.html", desk.shown() | shown)


@open_to(Role.RECRUITER)
@require_safe
def talk_sheet(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """On paper: who it is, what was said before, and room to write."""
    now = timezone.now()
    rejection = rejection_to_change(request.user, public_id, now=now, what=Looked.TALK_SHEET)
    desk = CallDesk(request, rejection, now, DeadlineKind.TALK)
    shown = {"told": promise_to_tell(rejection), "reason": reason_label(rejection.reason), "points": desk.points}
    return render(request, "candidates/talk_sheet.html", desk.shown() | shown)


def _done(desk: CallDesk) -> HttpResponse | None:
    """None when the moment cannot be kept: the page says why, with all that was typed."""
    name, by = {"name": desk.rejection.candidate.name}, desk.request.user
    try:
        if desk.result == CallOutcome.TALK_HELD:
            minutes = desk.after.cleaned_data["minutes"]
            said, answers = desk.said(), desk.answers()
            close_talk(desk.rejection, said=said, answers=answers, minutes=minutes, by=by, at=desk.now)
            messages.success(desk.request, _("The talk with %(name)s is kept.") % name)
        else:
            keep_points(desk.rejection, desk.said(), by=by, at=desk.now)
            return _planned(desk) if desk.result == AGREED else redirect("talk", desk.rejection.public_id)
    except AlreadyAnswered:
        messages.info(desk.request, _("The talk with %(name)s was held already.") % name)
    return redirect("today")


def _planned(desk: CallDesk) -> HttpResponse | None:
    moment, calendar = desk.when.cleaned_data["moment"], desk.organisation.calendar()
    try:
        agree_on_talk(desk.rejection, moment=moment, calendar=calendar, by=desk.request.user, at=desk.now)
    except TimeTaken:
        desk.when.add_error("moment", _("You have something else then. Choose another time"))
        return None
    said = _("The moment of the talk with %(name)s is kept.") % {"name": desk.rejection.candidate.name}
    messages.success(desk.request, said)
    return redirect("today")
