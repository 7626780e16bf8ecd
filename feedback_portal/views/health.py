"""For the machine that watches us."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from candidates.access.desk import public
from candidates.queries.clock import pulses


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Whether its surroundings do: readyz."""
    return HttpResponse("ok", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> JsonResponse:
    """503 when the database is away or a ring has been silent too long. Names no person and no setting."""
    try:
        rings = {pulse.ring.name: pulse.is_alive for pulse in pulses(timezone.now())}
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    ready = all(rings.values())
    return JsonResponse({"ready": ready, "database": True, "rings": rings}, status=200 if ready else 503)
