"""The standard texts of the mails, per stage and language. A change is a new version and leaves old mails alone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.actions.letter_texts import TextChanged, change_text
from candidates.forms.letter_texts import LetterTextForm
from candidates.letters.composing import compose
from candidates.letters.texts import current_text
from candidates.models import Candidate, LetterText, Rejection, Role, Skeleton, Vacancy
from candidates.queries.skeletons import skeletons
from candidates.rules.placeholders import KNOWN
from candidates.rules.points import Points
from candidates.rules.reasons import reason_label
from candidates.rules.stages import STAGE_LABELS, Stage
from candidates.rules.standard_texts import LANGUAGES


@open_to(Role.ADMINISTRATOR)
@require_safe
def letter_texts(request: StaffRequest) -> HttpResponse:
    rows = [(label, [_offered(stage, language) for language in LANGUAGES]) for stage, label in STAGE_LABELS.items()]
    return render(request, "candidates/letter_texts.html", {"rows": rows, "page": "letter_texts"})


def _offered(stage: Stage, language: str) -> tuple[LetterText, list[tuple[Any, Skeleton]]]:
    """The standard text, and the skeletons to begin with, each under its label."""
    named = [(reason_label(one.name), one) for one in skeletons(stage, language)]
    return current_text(stage, language), named


@open_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_text_edit(request: StaffRequest, stage: str, language: str) -> HttpResponse:
    if stage not in list(Stage) or language not in LANGUAGES:
        raise Http404
    newest = current_text(Stage(stage), language)
    form = LetterTextForm(filled_in(request), initial=vars(newest))
    if request.method == "POST" and form.is_valid() and _changed(request, form, newest):
        return redirect("letter_texts")
    example = _example(request, newest)
    page = {"form": form, "text": newest, "mail": example, "placeholders": KNOWN, "page": "letter_texts"}
    return render(request, "candidates/letter_text_edit.html", page)


def _changed(request: StaffRequest, form: LetterTextForm, newest: LetterText) -> bool:
    version = form.cleaned_data["version"]
    now, stage, language = timezone.now(), Stage(newest.stage), newest.language
    try:
        change_text(stage, language, form.words, version=version, by=request.user, at=now)
    except TextChanged:
        form.add_error(None, _("A colleague changed this text meanwhile. Compare, and save again."))
        return False
    messages.success(request, _("The text is kept. Mails that wait already do not change."))
    return True


def _example(request: StaffRequest, text: LetterText) -> Any:
    """A mail to nobody, with these sentences around three points."""
    candidate = Candidate(name=_("Sam Example"), email="sam@example.org", language=text.language)
    about = Rejection(
        candidate=candidate, vacancy=Vacancy(title=_("Planner")), stage_at_rejection=text.stage, language=text.language
    )
    points = Points(_("Here stands what went well."), _("Here stands why not this job."), _("Here stands one advice."))
    return compose(about, points, text=text, writer=request.user, organisation=request.organisation)
