"""What the next page says after something was done: who it was about, and how to take it back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from candidates.models import Rejection
from candidates.rules.stages import Channel
from candidates.rules.words import full_moment


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


def _next_step(rejection: Rejection, *, now: datetime, zone: ZoneInfo) -> str:
    promise = rejection.deadlines.first_due_first().first()
    if promise is None:
        return _("Nothing is promised, and nothing is sent.")
    words = {"name": rejection.candidate.first_name, "moment": full_moment(promise.due_at, now, zone)}
    if promise.channel == Channel.MAIL:
        return _("You write to %(name)s by %(moment)s.") % words
    return _("You call %(name)s by %(moment)s.") % words
