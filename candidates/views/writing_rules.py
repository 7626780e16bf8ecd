"""Every rule of the writing guide, with its why and its examples: nothing about it is secret."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from candidates.access.desk import ALL_ROLES, StaffRequest, open_to
from candidates.rules.margin import guided
from candidates.rules.rule_chapters import chapters


@open_to(*ALL_ROLES)
@require_safe
def writing_rules(request: StaffRequest) -> HttpResponse:
    language = guided(request.GET.get("language") or get_language() or "")
    found = chapters(language)
    page = {"chapters": found, "language": language, "total": sum(len(chapter.rules) for chapter in found)}
    return render(request, "candidates/writing_rules.html", page | {"page": "writing_rules"})
