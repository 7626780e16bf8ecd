"""The organisation's own promise and how often it is kept, for everybody. Only where the organisation wants it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from candidates.access.desk import public
from candidates.figures.asked import Asked
from candidates.models import Organisation
from candidates.rules.figures import month_after
from candidates.rules.periods import TWELVE_MONTHS, Period
from feedback_portal.dashboard.page import Dashboard
from feedback_portal.views.promises import promises_in_words


@public
@require_safe
def promise_page(request: HttpRequest) -> HttpResponse:
    """Of the twelve months that are over: what is still under way says nothing yet."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # the middleware puts it there
    if not organisation.promise_page:
        raise Http404
    now = timezone.now()
    this_month = now.astimezone(organisation.zone_info).date().replace(day=1)
    period = Period(TWELVE_MONTHS, month_after(this_month, -12), month_after(this_month, -1))
    figures = Dashboard(Asked(period), organisation, now)
    shown = {"figures": figures, "promises": promises_in_words(organisation)}
    return render(request, "feedback_portal/promise_page.html", shown)
