"""The candidate's own page: what they hear and when, the feedback once they were told, their talk, their data."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from candidates.actions.opinions import ask_no_questions, say_useful
from candidates.forms.own_page import OpinionForm
from candidates.models import About, Link, Useful
from feedback_portal.views.own.visit import OwnVisit
from spreekuur.views.link_door import enough, for_holder


@require_safe
@for_holder
def own_page(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    return _shown(OwnVisit(request, link, now))


@require_POST
@for_holder
def own_useful(request: HttpRequest, link: Link, now: datetime, about: str) -> HttpResponse:
    """An answer, or another one than before."""
    visit = OwnVisit(request, link, now)
    if about not in About.values:
        raise Http404
    if not _may_judge(visit)[about]:
        return visit.back()
    if not visit.may_say():
        return enough(request)
    form = OpinionForm(request.POST, about=about)
    if not form.is_valid():
        return _shown(visit, {about: form})
    said = form.cleaned_data
    say_useful(visit.rejection, about=About(about), useful=Useful(said["useful"]), why=said["why"].strip(), at=now)
    return visit.back(f"useful-{about}")


@require_POST
@for_holder
def own_questions(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """Do not ask me whether something was useful; or ask me again."""
    visit = OwnVisit(request, link, now)
    if not visit.may_say():
        return enough(request)
    ask_no_questions(visit.candidate, ask=request.POST.get("do") == "ask")
    return visit.back("questions")


def _shown(visit: OwnVisit, forms: dict[str, Any] | None = None) -> HttpResponse:
    said = visit.story.opinions
    known = {
        about: OpinionForm(about=about, opinion=said.get(about)) for about, may in _may_judge(visit).items() if may
    }
    asked = known | (forms or {})
    return visit.page(
        "page",
        feedback_form=asked.get(About.FEEDBACK),
        talk_form=asked.get(About.TALK),
        feedback_opinion=said.get(About.FEEDBACK),
        talk_opinion=said.get(About.TALK),
    )


def _may_judge(visit: OwnVisit) -> dict[str, bool]:
    return {About.FEEDBACK: visit.story.may_judge_feedback, About.TALK: visit.may_judge_talk}
