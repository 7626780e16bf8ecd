"""What booking a moment costs at least: two bare views behind the same middleware that write the same rows.

No link is looked up, no moment looked for, no answer judged, no row locked. As a settings module these are the portal's
own settings with the two addresses added, so that one web server answers both.
"""

from datetime import UTC, date, datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from candidates.access.desk import public
from candidates.models import Rejection
from feedback_portal.urls import urlpatterns as ours
from spreekuur.models import Booking

FAR = datetime(2099, 1, 1, tzinfo=UTC)
FORM = engines["django"].from_string("""<!doctype html>
<html lang="nl">
<head><title>Kies een moment</title></head>
<body>
<form method="post" action="book/">
{% csrf_token %}
<input name="slot"><input name="way"><input name="topics"><textarea name="question"></textarea><input name="key">
<button type="submit">Leg vast</button>
</form>
</body>
</html>
""")


@public
@require_safe
def form(request: HttpRequest, link: int, rejection: int) -> HttpResponse:
    return HttpResponse(FORM.render({}, request))


@public
@require_POST
def book(request: HttpRequest, link: int, rejection: int) -> HttpResponse:
    given = request.POST
    with transaction.atomic():
        Booking.objects.create(
            key=given["key"],
            slot_id=given["slot"],
            rejection_id=rejection,
            link_id=link,
            way=given["way"],
            topics=given.getlist("topics"),
            question=given["question"],
            language="nl",
            booked_at=timezone.now(),
            ring_at=FAR,
        )
        Rejection.objects.filter(pk=rejection).update(keep_until=date(2099, 1, 1), keep_why="talk")
    return HttpResponseRedirect(f"/floor/{link}/{rejection}/", status=303)


urlpatterns = [
    *ours,
    path("floor/<int:link>/<int:rejection>/", form),
    path("floor/<int:link>/<int:rejection>/book/", book),
]
