"""Keep me longer: the candidate's own yes for the talent pool."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from candidates.actions.consents import give_consent
from candidates.forms.own_page import ConsentForm
from candidates.models import Link
from candidates.queries.retention import terms_of
from candidates.rules.retention import consent_until
from feedback_portal.views.own.visit import OwnVisit
from spreekuur.views.link_door import enough, for_holder


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def own_keep(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """Only for who was told: before that the question itself would tell."""
    visit = OwnVisit(request, link, now)
    if not visit.story.is_told:
        return visit.back()
    known = visit.story.consent
    form = ConsentForm(
        request.POST if request.method == "POST" else None, initial={"work": known.work if known else ""}
    )
    if request.method != "POST" or not form.is_valid():
        until = consent_until(visit.story.today, terms_of(visit.organisation))
        return visit.page("keep", form=form, until=until)
    if not visit.may_say():
        return enough(request)
    give_consent(visit.candidate, work=form.cleaned_data["work"], organisation=visit.organisation, at=now)
    return visit.back("data")
