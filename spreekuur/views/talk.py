"""One talk: the sheet to prepare with, and what came of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.actions.taking_back import MailIsLeaving
from candidates.forms.margin import Margin
from candidates.models import Deadline, DeadlineKind, Feedback, Role
from candidates.rules.words import full_moment
from candidates.views.notes import fresh, texts_in
from spreekuur.access.talks import quarters_at_hand, talk_at_hand, talk_to_cancel, talk_to_hold
from spreekuur.actions.bookings import cancel
from spreekuur.actions.holding import Who
from spreekuur.actions.refusals import Changed, NotForYou, NothingBooked
from spreekuur.actions.talks import NotYet, ReopenedAlready, Went, record_talk
from spreekuur.forms.talks import POINTS, TalkForm
from spreekuur.models import Booking, Talk
from spreekuur.queries.agenda import next_to_write
from spreekuur.rules.talks import TOPIC_LABELS, Outcome, Topic
from spreekuur.views.day import OneDay
from spreekuur.views.saying import call_them


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_talk(request: StaffRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    booking, quarters = talk_to_hold(request.user, pk, now=now)
    form = TalkForm(filled_in(request), user=request.user, initial=_written(booking))
    if request.method == "POST" and form.is_valid():
        saved = _recorded(request, booking, form, now)
        if saved is not None:
            return saved
    shown = _shown(request, booking, form, OneDay(booking.slot.day, quarters, request.user, now))
    return render(request, "spreekuur/spreekuur_talk.html", shown)


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def spreekuur_talk_cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """A page of its own: the candidate is told by mail."""
    now = timezone.now()
    booking = talk_to_cancel(request.user, pk, now=now)
    if request.method != "POST" and booking.is_live:
        return render(request, "spreekuur/spreekuur_talk_cancel.html", {"booking": booking, "page": "spreekuur_days"})
    try:
        cancel(booking.rejection, who=Who(request.organisation, by=request.user), at=now, only=booking)
    except (Changed, NotForYou):
        messages.info(request, _changed(request, booking, now))
    else:
        messages.success(request, _cancelled(booking))
    return redirect("spreekuur_day", booking.slot.day_id)


@open_to(Role.RECRUITER)
@require_POST
def talk_notes(request: StaffRequest, pk: int) -> HttpResponse:
    """What the writing guide says of the three points, while they are typed. Saves nothing."""
    booking = talk_at_hand(request.user, pk)
    margin = _margin(request, booking, texts_in(request.POST, POINTS))
    return fresh(request, booking.rejection, margin.changed(request.POST))


def _recorded(request: StaffRequest, booking: Booking, form: TalkForm, now: datetime) -> HttpResponse | None:
    """Answers where to go on; None when the page has to say why not."""
    try:
        talk = record_talk(booking, Went(**form.given()), by=request.user, organisation=request.organisation, at=now)
    except NotYet:
        form.add_error(None, _("This talk is still to come. Write it down when it began."))
    except ReopenedAlready:
        form.add_error(None, _("A colleague decides anew: what was written down stays as it is."))
    except MailIsLeaving:
        form.add_error(None, _("A mail is leaving right now. Wait a minute and look again"))
    except NothingBooked:
        messages.info(request, _("This talk was moved or cancelled meanwhile."))
        return redirect("spreekuur_day", booking.slot.day_id)
    else:
        messages.success(request, _done(booking, talk))
        return _go_on(request, booking, now)
    return None


def _cancelled(booking: Booking) -> str:
    person = booking.rejection.candidate
    said = _("The talk with %(name)s is cancelled.") % {"name": person.name}
    by_mail = _("A mail with new moments leaves.")
    return f"{said} {by_mail if person.email else call_them([person])}"


def _changed(request: StaffRequest, booking: Booking, now: datetime) -> str:
    """With the talk there is now, which was left alone."""
    said = _("This talk was moved or cancelled meanwhile.")
    live = Booking.objects.live().filter(rejection=booking.rejection_id).select_related("slot__recruiter").first()
    if live is None:
        return said
    moment = full_moment(live.slot.starts_at, now, request.organisation.zone_info)
    given = {"name": booking.rejection.candidate.name, "moment": moment, "colleague": live.slot.recruiter.name}
    return said + " " + _("%(name)s has a talk %(moment)s with %(colleague)s. That one stays.") % given


def _done(booking: Booking, talk: Talk) -> str:
    name = {"name": booking.rejection.candidate.name}
    if talk.outcome == Outcome.REOPENED:
        return _("The decision about %(name)s is reopened. Your colleague sees it on Today.") % name
    if talk.outcome == Outcome.NO_SHOW:
        offered = _("%(name)s did not come. A new moment is offered once.") % name
        missed = _("%(name)s did not come.") % name
        person = booking.rejection.candidate
        return offered if person.email else f"{missed} {call_them([person])}"
    return _("The talk with %(name)s is written down.") % name


def _go_on(request: StaffRequest, booking: Booking, now: datetime) -> HttpResponse:
    """To the next talk of the day that has no outcome yet."""
    if request.POST.get("do") == "next":
        day = quarters_at_hand(request.user, booking.slot.day, now=now)
        following = next_to_write(day.lines, after=booking)
        if following and following.booking:
            return redirect("spreekuur_talk", following.booking.pk)
    return redirect("spreekuur_day", booking.slot.day_id)


def _shown(request: StaffRequest, booking: Booking, form: TalkForm, day: OneDay) -> dict[str, Any]:
    rejection = booking.rejection
    texts = {name: str(form[name].value() or "") for name in POINTS}
    tell = Deadline.objects.filter(rejection=rejection, kind=DeadlineKind.TELL).select_related("met_by")
    return {
        "booking": booking,
        "slot": booking.slot,
        "rejection": rejection,
        "day": day,
        "form": form,
        "margin": _margin(request, booking, texts),
        "feedback": Feedback.objects.filter(rejection=rejection).select_related("saved_by").first(),
        "told": tell.filter(met_at__isnull=False).first(),
        "topics": [TOPIC_LABELS[Topic(topic)] for topic in booking.topics],
        "is_about_reason": Topic.REASON in booking.topics,
        "following": next_to_write(day.lines, after=booking),
        "has_begun": booking.slot.starts_at <= day.now,
        "page": "spreekuur_days",
    }


def _margin(request: StaffRequest, booking: Booking, texts: dict[str, str]) -> Margin:
    """Remarks only: what was said is said, so nothing holds it back."""
    return Margin(
        texts, booking.rejection, user=request.user, organisation=request.organisation, now=timezone.now(), whole=False
    )


def _written(booking: Booking) -> dict[str, Any]:
    talk = Talk.objects.filter(booking=booking).first()
    if talk is None:
        return {}
    names = ("outcome", *POINTS, "minutes", "preparation_minutes", "other_vacancy")
    return {name: getattr(talk, name) for name in names} | {"consent": talk.consent_at is not None}
