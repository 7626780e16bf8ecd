"""What happens with a candidate's data, for everybody: made from the settings, so that it says what is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candidates.access.desk import public
from candidates.models import Organisation
from candidates.queries.retention import terms_of
from candidates.rules.processors import processors_in
from candidates.rules.retention_words import term_lines


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # of PersonMiddleware
    terms = terms_of(organisation)
    shown = {
        "organisation": organisation,
        "contact": organisation.privacy_contact or organisation.reply_address,
        "terms": terms,
        "term_lines": term_lines(terms),
        "processors": processors_in(organisation.processors),
    }
    return render(request, "feedback_portal/privacy.html", shown)
