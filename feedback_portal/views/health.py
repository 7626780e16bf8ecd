from django.http import HttpRequest, HttpResponse

from candidates.access.desk import public


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Whether its surroundings do: readyz."""
    return HttpResponse("ok", content_type="text/plain")
