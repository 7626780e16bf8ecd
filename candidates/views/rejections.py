"""All rejections as a list to search, and one of them with everything that happened."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from candidates.access.desk import READERS, StaffRequest, open_to
from candidates.access.rejections import list_to_read, rejection_to_read
from candidates.forms.filters import RejectionFilter
from candidates.queries.keyset import COUNT_TO, count_up_to
from candidates.queries.rejections import rejections_page, wanted_rejections
from candidates.queries.standing import with_standing
from candidates.views.one_rejection import OneRejection


@open_to(*READERS)
@require_safe
def rejections(request: StaffRequest) -> HttpResponse:
    now, organisation = timezone.now(), request.organisation
    list_to_read(request.user, now=now)
    form = RejectionFilter(request.GET)
    found = wanted_rejections(form.wanted, now=now, zone=organisation.zone_info)
    page = rejections_page(found, order=form.wanted.order, after=request.GET.get("after", ""))
    listed = {
        "form": form,
        "rows": with_standing(page.rows, now=now, zone=organisation.zone_info),
        "slice": page,
        "count": count_up_to(found),
        "count_to": COUNT_TO,
        "query": _without_after(request),
        "page": "rejections",
    }
    return render(request, "candidates/rejections.html", listed)


@open_to(*READERS)
@require_safe
def rejection(request: StaffRequest, public_id: UUID) -> HttpResponse:
    now, organisation = timezone.now(), request.organisation
    shown = rejection_to_read(request.user, public_id, now=now)
    one = OneRejection(shown, reader=request.user, now=now, zone=organisation.zone_info)
    return render(request, "candidates/rejection.html", {"one": one, "page": "rejections"})


def _without_after(request: StaffRequest) -> str:
    """What was asked for, to carry along to the next page; ends with & unless it is empty."""
    asked = request.GET.copy()
    asked.pop("after", None)
    return f"{asked.urlencode()}&" if asked else ""
