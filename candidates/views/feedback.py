"""Write the three points, see exactly the mail that goes out, and send it: now, or later but never too late."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_at_hand, rejection_to_change
from candidates.access.typing import typed_before
from candidates.actions.drafts import DraftChanged, save_draft
from candidates.actions.feedback import CannotLeave, Moment, approve_and_send
from candidates.actions.taking_back import MailIsLeaving
from candidates.forms.feedback import FeedbackForm
from candidates.forms.sending import SendForm
from candidates.models import Letter, Role
from candidates.rules.words import near_moment
from candidates.views.composer import Composer, draft_of


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    desk = Composer(request, rejection_to_change(request.user, public_id, now=now, what="feedback"), now)
    if not desk.is_owed:
        messages.info(request, _("Nothing has to be sent for this rejection."))
        return redirect("rejection", public_id)
    if desk.is_answered:
        return render(request, "candidates/letter.html", desk.shown())
    if request.method == "POST":
        return _posted(desk)
    typed = typed_before(request)
    form, send = desk.points_form(typed), desk.send_form(typed)
    return render(request, "candidates/feedback.html", desk.shown(form, send) | {"came_back": typed is not None})


@open_to(Role.RECRUITER)
@require_safe
def letter_preview(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Both forms of the mail beside each other, from the draft as it was saved."""
    now = timezone.now()
    desk = Composer(request, rejection_to_change(request.user, public_id, now=now, what="preview"), now)
    return render(request, "candidates/letter_preview.html", desk.shown())


@open_to(Role.RECRUITER)
@require_POST
def letter_preview_part(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The mail as it stands while somebody types, with the notes that changed. Saves nothing."""
    desk = Composer(request, rejection_at_hand(request.user, public_id), timezone.now())
    form = desk.points_form(request.POST)
    form.is_valid()
    page = desk.shown(form)
    return render(request, "candidates/_mail_fresh.html", page | {"sides": page["margin"].changed(request.POST)})


def _posted(desk: Composer) -> HttpResponse:
    """Three buttons: send, keep and go back, keep and look at the mail."""
    request, wish = desk.request, desk.request.POST.get("do", "keep")
    sending = wish == "send" and desk.may_send
    form, send = desk.points_form(request.POST, sending=sending), desk.send_form(request.POST)
    if not form.is_valid() or (sending and not send.is_valid()):
        return render(request, "candidates/feedback.html", desk.shown(form, send))
    try:
        if sending:
            return _sent(desk, form, send)
        save_draft(desk.rejection, draft_of(form), version=form.cleaned_data["version"], by=request.user, at=desk.now)
    except DraftChanged as changed:
        return _somebody_was_first(desk, form, send, changed)
    if wish == "look":
        return redirect("letter_preview", desk.rejection.public_id)
    messages.success(request, _("Your text is kept. Nothing has been sent yet."))
    return redirect("today")


def _sent(desk: Composer, form: FeedbackForm, send: SendForm) -> HttpResponse:
    request, about = desk.request, desk.rejection
    version, when = form.cleaned_data["version"], Moment(send.chosen)
    try:
        letter = approve_and_send(about, draft_of(form), version=version, by=request.user, at=desk.now, when=when)
    except (MailIsLeaving, CannotLeave):
        messages.error(request, _("Something changed while you wrote. Look again before you send it."))
        return redirect("feedback", about.public_id)
    messages.success(request, _leaves(desk, letter, now=desk.now))
    return redirect("today")


def _leaves(desk: Composer, letter: Letter, *, now: datetime) -> str:
    """With the way to take it back, as long as that is possible."""
    about = desk.rejection
    return format_html(
        '{} <a href="{}">{}</a>',
        _("The mail to %(name)s leaves %(moment)s.")
        % {"name": about.candidate.name, "moment": near_moment(letter.not_before, now, desk.zone)},
        reverse("feedback", args=[about.public_id]),
        _("View or take back"),
    )


def _somebody_was_first(desk: Composer, form: FeedbackForm, send: SendForm, changed: DraftChanged) -> HttpResponse:
    """Both texts on one page. Who saves again has seen the other one."""
    theirs = {"theirs": changed.theirs, "version": changed.theirs.version}
    return render(desk.request, "candidates/feedback.html", desk.shown(form, send) | theirs)
