"""HR's desk for privacy: what candidates asked about their data, first due first, and an answer to each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.privacy import may_answer, request_to_read, requests_to_read
from candidates.access.typing import filled_in
from candidates.actions.data_requests import AnsweredAlready
from candidates.actions.letters import TooLate, retry, settle_doubt
from candidates.actions.request_answers import answer_by_mail
from candidates.forms.privacy import AnswerForm
from candidates.models import DataRequest, Letter, LetterState, Role
from candidates.queries.data_requests import holds_of, letter_of
from candidates.rules.replies import in_words
from candidates.rules.request_words import days_left
from candidates.rules.words import TimeLeft

STUCK = (LetterState.FAILED, LetterState.HELD)


@dataclass(frozen=True)
class RequestLine:
    request: DataRequest
    time: TimeLeft
    mine: bool  # this person may answer it


@open_to(Role.HR_MANAGER)
@require_safe
def privacy_desk(request: StaffRequest) -> HttpResponse:
    now, zone = timezone.now(), request.organisation.zone_info
    desk = requests_to_read(request.user, now=now)
    lines = [_line(row, request, now=now, zone=zone) for row in desk.open]
    shown = {"lines": lines, "answered": desk.answered, "page": "privacy_desk"}
    return render(request, "candidates/privacy_desk.html", shown)


@open_to(Role.HR_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def data_request(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Read it, do what it asks, and answer. A POST answers."""
    now = timezone.now()
    asked = request_to_read(request.user, public_id, now=now)
    today = now.astimezone(request.organisation.zone_info).date()
    holds = holds_of(asked.candidate, today)
    is_held = any(hold.data_request_id == asked.pk for hold in holds)
    form, may = AnswerForm(filled_in(request), is_held=is_held), may_answer(request.user, asked)
    if request.method == "POST" and may and form.is_valid():
        return _answered(request, asked, form.cleaned_data, now=now)
    letter = letter_of(asked)
    shown = {
        "line": _line(asked, request, now=now, zone=request.organisation.zone_info),
        "asked": asked,
        "form": form,
        "may_answer": may,
        "holds": holds,
        "letter": letter,
        "trouble": in_words(letter.last_reply) if letter and letter.state in STUCK else "",
        "page": "privacy_desk",
    }
    refused = request.method == "POST" and not may
    return render(request, "candidates/data_request.html", shown, status=403 if refused else 200)


@open_to(Role.HR_MANAGER)
@require_POST
def data_request_mail(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """An answer that got stuck goes again, to the address we have now; of one in doubt somebody says what happened."""
    now = timezone.now()
    asked = request_to_read(request.user, public_id, now=now)
    letter = letter_of(asked)
    try:
        if letter is not None:
            _settled(request, asked, letter, now=now)
    except TooLate:
        messages.error(request, _("Too late: the mail is not where it was. This is how it stands now."))
    return redirect("data_request", public_id)


def _settled(request: StaffRequest, asked: DataRequest, letter: Letter, *, now: datetime) -> None:
    if letter.state == LetterState.IN_DOUBT:
        arrived = request.POST.get("arrived") == "yes"
        settle_doubt(letter, arrived=arrived, by=request.user, at=now)
        messages.success(request, _("Kept: the mail arrived.") if arrived else _("The mail is sent once more."))
    elif not asked.candidate.email:
        messages.error(request, _("We have no address of this person."))
    else:
        retry(letter, address=asked.candidate.email, by=request.user, at=now)
        messages.success(request, _("The mail is sent once more."))


def _answered(request: StaffRequest, asked: DataRequest, given: dict[str, Any], *, now: datetime) -> HttpResponse:
    name, house, lets_go = {"name": asked.candidate.name}, request.organisation, given.get("let_go", False)
    try:
        letter = answer_by_mail(
            asked, words=given["words"], by=request.user, organisation=house, at=now, lets_go=lets_go
        )
    except AnsweredAlready:
        messages.info(request, _("A colleague answered this already."))
        return redirect("data_request", asked.public_id)
    if letter is None:
        messages.warning(request, _("Your answer is kept. We have no address of %(name)s: tell them yourself.") % name)
    else:
        messages.success(request, _("Your answer goes to %(name)s by mail, and is kept.") % name)
    return redirect("privacy_desk")


def _line(row: DataRequest, request: StaffRequest, *, now: datetime, zone: ZoneInfo) -> RequestLine:
    return RequestLine(row, days_left(row.due_at, now, zone), may_answer(request.user, row))
