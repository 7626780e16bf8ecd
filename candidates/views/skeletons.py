"""The skeletons that a recruiter may begin with, per stage and language. A change is a new version."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.access.desk import StaffRequest, open_to
from candidates.access.typing import filled_in
from candidates.actions.skeletons import BreaksExamples, SkeletonChanged, change_skeleton
from candidates.forms.skeletons import SkeletonForm
from candidates.models import Role, Skeleton
from candidates.queries.skeletons import skeleton
from candidates.rules.points import Points
from candidates.rules.reasons import reason_label
from candidates.rules.skeletons import filled, points_of
from candidates.rules.stages import Stage
from candidates.rules.standard_texts import LANGUAGES


@open_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def skeleton_edit(request: StaffRequest, stage: str, language: str, name: str) -> HttpResponse:
    if stage not in list(Stage) or language not in LANGUAGES:
        raise Http404
    newest = skeleton(Stage(stage), language, name)
    if newest is None:
        raise Http404
    form = SkeletonForm(filled_in(request), skeleton=newest, initial=points_of(newest).all())
    if request.method == "POST" and form.is_valid() and _changed(request, form, newest):
        return redirect("letter_texts")
    page = {"form": form, "skeleton": newest, "label": reason_label(name), "examples": _read_out(newest)}
    return render(request, "candidates/skeleton_edit.html", page | {"page": "letter_texts"})


def _changed(request: StaffRequest, form: SkeletonForm, newest: Skeleton) -> bool:
    version, more = form.cleaned_data["version"], form.words_for_places
    try:
        change_skeleton(newest, form.points, more=more, version=version, by=request.user, at=timezone.now())
    except (SkeletonChanged, BreaksExamples):
        form.add_error(None, _("A colleague changed this text meanwhile. Compare, and save again."))
        return False
    messages.success(request, _("The text is kept. Who begins with it now gets the new one."))
    return True


def _read_out(newest: Skeleton) -> list[Points]:
    """The stored examples, filled in."""
    return [filled(points_of(newest), example) for example in newest.examples]
