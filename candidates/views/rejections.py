"""All rejections as a list to search, and one of them with everything that happened."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.rejections import rejection_to_read, rejections_to_read
from candidates.access.searches import keep_words, words_of
from candidates.forms.filters import LONGEST, RejectionFilter
from candidates.queries.keyset import COUNT_TO
from candidates.queries.standing import with_standing
from candidates.views.one_rejection import OneRejection

SEARCH = "search"  # in the address: the key to the words


@open_to(*READERS)
@require_safe
def rejections(request: StaffRequest) -> HttpResponse:
    now, organisation = timezone.now(), request.organisation
    key = request.GET.get(SEARCH, "")
    words = words_of(request, key)
    form = RejectionFilter(request.GET.dict() | {"q": words})
    after, zone = request.GET.get("after", ""), organisation.zone_info
    found = rejections_to_read(request.user, form.wanted, after=after, now=now, zone=zone)
    listed = {
        "form": form,
        "rows": with_standing(found.page.rows, now=now, zone=zone),
        "slice": found.page,
        "count": found.count,
        "count_to": COUNT_TO,
        "query": _carried_along(request),
        "words_are_gone": bool(key) and not words,
        "page": "rejections",
    }
    return render(request, "candidates/rejections.html", listed)


@open_to(*READERS)
@require_POST
def rejections_search(request: StaffRequest) -> HttpResponse:
    """A POST, because a name belongs in no address; the filters do, so that a list can be kept and passed on."""
    words = request.POST.get("q", "").strip()[:LONGEST]
    asked = RejectionFilter(request.POST).in_address
    if words:
        asked[SEARCH] = keep_words(request, words)
    query = urlencode(asked)
    return HttpResponseRedirect(reverse("rejections") + (f"?{query}" if query else ""))


@open_to(*READERS)
@require_safe
def rejection(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now, organisation = timezone.now(), request.organisation
    shown = rejection_to_read(request.user, public_id, now=now)
    one = OneRejection(shown, reader=request.user, now=now, zone=organisation.zone_info)
    template = "candidates/rejection_forgotten.html" if shown.forgotten_at else "candidates/rejection.html"
    return render(request, template, {"one": one, "page": "rejections"})


def _carried_along(request: StaffRequest) -> str:
    """What was asked for, for the link to the next page; ends with & unless it is empty."""
    asked = {name: value for name, value in request.GET.items() if name not in ("after", "q")}
    return f"{urlencode(asked)}&" if asked else ""
