"""What the next page says after something was done: who it was about, and how to take it back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from candidates.models import Candidate, Letter, Rejection
from candidates.rules.stages import Channel
from candidates.rules.words import full_moment, near_moment


def logged(request: HttpRequest, rejection: Rejection, *, now: datetime, zone: ZoneInfo) -> None:
    messages.success(
        request,
        format_html(
            '{} {} <a href="{}">{}</a>',
            _("The decision about %(name)s is logged.") % {"name": rejection.candidate.name},
            _next_step(rejection, now=now, zone=zone),
            reverse("rejection_take_back", args=[rejection.public_id]),
            _("Take it back"),
        ),
    )
    if rejection.is_back_dated:
        messages.warning(request, _("It was decided a while ago. The record says that it was logged later."))


def leaves(request: HttpRequest, letter: Letter, *, to: Candidate, page: str, now: datetime, zone: ZoneInfo) -> None:
    """With the way to take it back, when there is a time for that."""
    given = {"name": to.name, "moment": near_moment(letter.not_before, now, zone)}
    words, look = _("The mail to %(name)s leaves %(moment)s.") % given, _("View or take back")
    if letter.not_before <= now:
        words, look = _("The mail to %(name)s leaves now.") % given, _("View the mail")
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, page, look))


def _next_step(rejection: Rejection, *, now: datetime, zone: ZoneInfo) -> str:
    promise = rejection.deadlines.first_due_first().first()
    if promise is None:
        return _("Nothing is promised, and nothing is sent.")
    words = {"name": rejection.candidate.first_name, "moment": full_moment(promise.due_at, now, zone)}
    if promise.channel == Channel.MAIL:
        return _("You write to %(name)s by %(moment)s.") % words
    return _("You call %(name)s by %(moment)s.") % words
