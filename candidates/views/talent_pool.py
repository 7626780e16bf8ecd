"""The talent pool: who said yes to being kept longer, and a personal message to one of them."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.retention import candidate_in_pool, member_to_write_to, pool_to_read
from candidates.access.searches import keep_words, words_of
from candidates.access.typing import filled_in
from candidates.actions.consents import withdraw_consent
from candidates.actions.talent_pool import NotInPool, ShownAnother, message_to, write_to_pool
from candidates.forms.filters import LONGEST
from candidates.forms.talent_pool import PoolMessageForm, PoolSearch
from candidates.letters.composing import Composed
from candidates.models import Consent, Role
from candidates.queries.talent_pool import SHOWN

SEARCH = "search"  # in the address: the key to the words


@open_to(*READERS)
@require_safe
def talent_pool(request: StaffRequest) -> HttpResponse:
    now, key = timezone.now(), request.GET.get(SEARCH, "")
    words = words_of(request, key)
    found = pool_to_read(request.user, words, today=_today(request, now), now=now)
    shown = {
        "form": PoolSearch({"q": words}),
        "consents": found,
        "is_narrowed": bool(words),
        "words_are_gone": bool(key) and not words,
        "is_cut": len(found) == SHOWN,
        "page": "privacy_desk" if request.user.is_hr_manager else "talent_pool",
    }
    return render(request, "candidates/talent_pool.html", shown)


@open_to(*READERS)
@require_POST
def talent_pool_search(request: StaffRequest) -> HttpResponse:
    """A POST, because a name belongs in no address."""
    words = request.POST.get("q", "").strip()[:LONGEST]
    query = urlencode({SEARCH: keep_words(request, words)}) if words else ""
    return HttpResponseRedirect(reverse("talent_pool") + (f"?{query}" if query else ""))


@open_to(Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def talent_pool_message(request: StaffRequest, pk: int) -> HttpResponse:
    """Write, look at the mail as it goes out, send. Only what was looked at is sent."""
    now = timezone.now()
    consent = member_to_write_to(request.user, pk, today=_today(request, now), now=now)
    form, mail = PoolMessageForm(filled_in(request)), None
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if request.POST.get("do") == "send" and _sent(request, consent, words, now=now):
            return redirect("talent_pool")
        mail = _mail(request, consent, words)
    shown = {"form": form, "consent": consent, "candidate": consent.candidate, "mail": mail, "page": "talent_pool"}
    return render(request, "candidates/talent_pool_message.html", shown)


@open_to(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def talent_pool_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """For somebody who said so to us; their own page and each mail have a button for it."""
    now = timezone.now()
    person = candidate_in_pool(request.user, pk, today=_today(request, now), now=now)
    if request.method == "POST":
        withdraw_consent(person, organisation=request.organisation, at=now)
        messages.success(request, _("%(name)s is in the talent pool no more.") % {"name": person.name})
        return redirect("talent_pool")
    return render(request, "candidates/talent_pool_leave.html", {"candidate": person, "page": "talent_pool"})


def _mail(request: StaffRequest, consent: Consent, words: str) -> Composed | None:
    try:
        return message_to(consent.candidate, words, by=request.user, organisation=request.organisation)
    except NotInPool:
        messages.error(request, _("We have no address of this person."))
        return None


def _sent(request: StaffRequest, consent: Consent, words: str, *, now: datetime) -> bool:
    seen = request.POST.get("seen", "")
    try:
        write_to_pool(consent.candidate, words, seen=seen, by=request.user, organisation=request.organisation, at=now)
    except ShownAnother:
        messages.info(request, _("This is the mail as it goes out. Look at it, then send it."))
        return False
    except NotInPool:
        messages.error(request, _("This person is in the talent pool no more, or has no address."))
        return False
    messages.success(request, _("Your message to %(name)s leaves now.") % {"name": consent.candidate.name})
    return True


def _today(request: StaffRequest, now: datetime) -> date:
    return now.astimezone(request.organisation.zone_info).date()
