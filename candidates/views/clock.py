from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from candidates.access.desk import ALL_ROLES, StaffRequest, open_to
from candidates.queries.clock import pulses


@open_to(*ALL_ROLES)
def clock(request: StaffRequest) -> HttpResponse:
    """Says in words whether the clock runs."""
    now = timezone.now()
    rings = pulses(now)
    return render(
        request, "candidates/clock.html", {"rings": rings, "now": now, "runs": all(r.is_alive for r in rings)}
    )
