"""Write the three points, see exactly the mail that goes out, and send it: now, or later but never too late."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.rejections import rejection_to_change
from candidates.access.typing import typed_before
from candidates.actions.drafts import DraftChanged, save_by_itself, save_draft
from candidates.actions.feedback import CannotLeave, Moment, approve_and_send
from candidates.actions.held_back import HeldBack
from candidates.actions.taking_back import MailIsLeaving
from candidates.forms.feedback import FeedbackForm
from candidates.forms.margin import Margin
from candidates.forms.sending import SendForm
from candidates.models import Role
from candidates.rules.reads import Looked
from candidates.views import said
from candidates.views.composer import Composer
from candidates.views.drafting import answers_in, begin_with, draft_of, seen_version

BEGIN = "begin:"


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now = timezone.now()
    desk = Composer(request, rejection_to_change(request.user, public_id, now=now, what=Looked.FEEDBACK), now)
    if not desk.is_owed:
        messages.info(request, _("Nothing has to be sent for this rejection."))
        return redirect("rejection", public_id)
    if desk.is_answered:
        return render(request, "candidates/letter.html", desk.shown())
    if request.method == "POST":
        return _posted(desk)
    typed = typed_before(request)
    desk.posted = typed or desk.posted
    form, send = desk.points_form(typed), desk.send_form(typed)
    return render(request, "candidates/feedback.html", desk.shown(form, send))


@open_to(Role.RECRUITER)
@require_safe
def letter_preview(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Both forms of the mail beside each other, from the draft as it was saved."""
    now = timezone.now()
    desk = Composer(request, rejection_to_change(request.user, public_id, now=now, what=Looked.PREVIEW), now)
    return render(request, "candidates/letter_preview.html", desk.shown())


def _posted(desk: Composer) -> HttpResponse:
    """Send; keep and go back; keep and look at the mail. Only checking, and beginning with a skeleton, save nothing."""
    wish = desk.request.POST.get("do", "keep")
    if wish.startswith(BEGIN):
        forms = begin_with(desk, wish.removeprefix(BEGIN))
        return render(desk.request, "candidates/feedback.html", desk.shown(*forms))
    sending = wish == "send" and desk.may_send
    form, send = desk.points_form(desk.posted, sending=sending), desk.send_form(desk.posted)
    is_valid, margin = form.is_valid(), desk.margin(form)
    if sending:
        is_valid = all([is_valid, send.is_valid(), margin.is_answered(form)])
    if not is_valid:
        _keep_what_was_typed(desk)
    if not is_valid or wish == "check":
        return render(desk.request, "candidates/feedback.html", desk.shown(form, send, margin))
    try:
        return _sent(desk, form, send, margin) if sending else _kept(desk, form, wish)
    except DraftChanged as changed:
        return _somebody_was_first(desk, form, send, changed)


def _keep_what_was_typed(desk: Composer) -> None:
    """What may not leave yet is not lost when somebody goes elsewhere first."""
    form = desk.points_form(desk.posted)
    if form.is_valid():
        with suppress(DraftChanged):
            version = seen_version(form)
            save_by_itself(desk.rejection, draft_of(desk, form), version=version, by=desk.request.user, at=desk.now)


def _kept(desk: Composer, form: FeedbackForm, wish: str) -> HttpResponse:
    save_draft(desk.rejection, draft_of(desk, form), version=seen_version(form), by=desk.request.user, at=desk.now)
    if wish == "look":
        return redirect("letter_preview", desk.rejection.public_id)
    messages.success(desk.request, _("Your text is kept. Nothing has been sent yet."))
    return redirect("today")


def _sent(desk: Composer, form: FeedbackForm, send: SendForm, margin: Margin) -> HttpResponse:
    request, about, when = desk.request, desk.rejection, Moment(send.chosen)
    try:
        letter = approve_and_send(
            about,
            draft_of(desk, form),
            version=seen_version(form),
            by=request.user,
            at=desk.now,
            when=when,
            answers=answers_in(margin),
        )
    except (MailIsLeaving, CannotLeave, HeldBack):
        messages.error(request, _("Something changed while you wrote. Look again before you send it."))
        return redirect("feedback", about.public_id)
    page = reverse("feedback", args=[about.public_id])
    said.leaves(request, letter, to=about.candidate, page=page, now=desk.now, zone=desk.zone)
    return redirect("today")


def _somebody_was_first(desk: Composer, form: FeedbackForm, send: SendForm, changed: DraftChanged) -> HttpResponse:
    """Both texts on one page. Who saves again has seen the other one."""
    theirs = {"theirs": changed.theirs, "version": changed.theirs.version}
    return render(desk.request, "candidates/feedback.html", desk.shown(form, send) | theirs)
