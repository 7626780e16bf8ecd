"""A letter as it was approved, and what can be done when it waits, got stuck or came back. Every change is a POST."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.letters import letter_to_change, letter_to_read, may_change_letter
from candidates.access.rejections import rejection_at_hand
from candidates.actions.candidates import AddressTaken
from candidates.actions.letters import TooLate, came_back, correct_address, retry, settle_doubt, take_back_mail
from candidates.forms.letters import AddressForm
from candidates.models import Letter, LetterState, Rejection, Role
from candidates.queries.letters import written_after
from candidates.rules.letter_kinds import WITH_A_PAGE, LetterKind
from candidates.views.composer import Composer
from candidates.views.mail_trouble import trouble_of

WITH_BUTTONS = (LetterState.WAITING, LetterState.SENDING, LetterState.SENT, LetterState.IN_DOUBT)
LONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@open_to(*READERS)
@require_safe
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """Where this mail is. Who may decide about it finds the way on; a mail with a page of its own leads there."""
    now = timezone.now()
    mail, about = letter_to_read(request.user, pk, now=now)
    may_change = may_change_letter(request.user, mail, about)
    shown = {
        "letter": mail,
        "rejection": about,
        "candidate": about.candidate,
        "is_about_talk": may_change and mail.kind not in WITH_A_PAGE,
        "offers_buttons": mail.state in WITH_BUTTONS and not mail.came_back_at,
        "may_change": may_change,
        "newer": written_after(mail),
        "now": now,
        "page": "rejections",
    } | trouble_of(request, mail, about)
    return render(request, "candidates/one_letter.html", shown)


@open_to(*READERS)
@require_safe
def letter_html(request: StaffRequest, pk: int) -> HttpResponse:
    letter, _about = letter_to_read(request.user, pk, now=timezone.now())
    return alone(letter.html)


@open_to(*READERS)
@require_safe
def letter_text(request: StaffRequest, pk: int) -> HttpResponse:
    letter, _about = letter_to_read(request.user, pk, now=timezone.now())
    return _plain(letter.text)


@open_to(Role.RECRUITER)
@require_safe
def draft_html(request: StaffRequest, public_id: UUID) -> HttpResponse:
    mail = Composer(request, rejection_at_hand(request.user, public_id), timezone.now()).preview()
    return _plain(mail) if isinstance(mail, str) else alone(mail.html)


@open_to(Role.RECRUITER)
@require_safe
def draft_text(request: StaffRequest, public_id: UUID) -> HttpResponse:
    mail = Composer(request, rejection_at_hand(request.user, public_id), timezone.now()).preview()
    return _plain(mail if isinstance(mail, str) else mail.text)


@open_to(Role.RECRUITER)
@require_POST
def letter_take_back(request: StaffRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    letter, about = letter_to_change(request.user, pk, now=now)
    if letter.kind not in list(LetterKind):  # the clock wrote it: nobody has a draft of it to write on
        raise Http404
    try:
        take_back_mail(letter, by=request.user, at=now)
        promise_runs = _("The mail is taken back. Nothing was sent; the promise runs on.")
        confirmed = letter.kind == LetterKind.CONFIRMATION
        messages.success(request, _("The mail is taken back. Nothing was sent.") if confirmed else promise_runs)
    except TooLate:
        _too_late(request)
    return redirect(page_of(letter, about))


@open_to(Role.RECRUITER)
@require_POST
def letter_retry(request: StaffRequest, pk: int) -> HttpResponse:
    """To the address that stands in the form, for a mail that failed, was held, or came back."""
    now = timezone.now()
    letter, about = letter_to_change(request.user, pk, now=now)
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form["address"].errors.as_text()).lstrip("* "))
    else:
        _again(request, letter, address=form.cleaned_data["address"], now=now)
    return redirect(page_of(letter, about))


@open_to(Role.RECRUITER)
@require_POST
def letter_settle(request: StaffRequest, pk: int) -> HttpResponse:
    """The recruiter found out: it arrived, or it did not and is sent again."""
    now = timezone.now()
    letter, about = letter_to_change(request.user, pk, now=now)
    arrived = request.POST.get("arrived") == "yes"
    try:
        settle_doubt(letter, arrived=arrived, by=request.user, at=now)
        said = _("Kept: the mail arrived.") if arrived else _("The mail is sent once more.")
        messages.success(request, said)
    except TooLate:
        _too_late(request)
    return redirect(page_of(letter, about))


@open_to(Role.RECRUITER)
@require_POST
def letter_came_back(request: StaffRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    letter, about = letter_to_change(request.user, pk, now=now)
    try:
        came_back(letter, by=request.user, at=now)
        again = _("Check the address and send the mail once more.")
        reopened = _("The promise is open again. Check the address and send the mail once more.")
        messages.warning(request, reopened if letter.deadline_id else again)
    except TooLate:
        _too_late(request)
    return redirect(page_of(letter, about))


def page_of(letter: Letter, about: Rejection) -> str:
    """The page that is about this mail: the kinds that are written by hand have one, by the name of the kind."""
    if letter.kind in WITH_A_PAGE:
        return reverse(letter.kind, args=[about.public_id])
    return reverse("letter", args=[letter.pk])


def alone(html: str) -> HttpResponse:
    """A mail is a document of its own: nothing in it runs, loads or reaches out of its frame."""
    response = HttpResponse(html)
    response["Content-Security-Policy"] = LONE
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "no-store"
    return response


def _plain(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _again(request: StaffRequest, letter: Letter, *, address: str, now: datetime) -> None:
    try:
        if letter.came_back_at and letter.kind in WITH_A_PAGE:
            correct_address(letter, address=address, by=request.user, at=now)
            messages.success(request, _("The address is kept. Read the mail again and send it."))
        else:
            retry(letter, address=address, by=request.user, at=now)
            messages.success(request, _("The mail is sent once more."))
    except AddressTaken:
        messages.error(request, _("Somebody else has this address already."))
    except TooLate:
        _too_late(request)


def _too_late(request: StaffRequest) -> None:
    messages.error(request, _("Too late: the mail is not where it was. This is how it stands now."))
