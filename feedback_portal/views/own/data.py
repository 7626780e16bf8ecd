"""My data: everything we have about this person, to read and to take along."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from candidates.models import Link
from candidates.papers.own_data import Chapter, as_json, to_read
from candidates.queries.own_data import own_data as ground_data
from candidates.queries.own_data import scope_of
from candidates.views.downloads import JSON, download
from feedback_portal.views.own.visit import OwnVisit
from spreekuur.queries.own_data import talk_data, without_new_decisions
from spreekuur.views.link_door import for_holder


@require_safe
@for_holder
def own_data(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    """A page that prints well."""
    visit = OwnVisit(request, link, now)
    zone = visit.organisation.zone_info
    chapters = sorted(_chapters(visit), key=lambda chapter: chapter.is_long)  # what grows without end comes last
    read = [(chapter, list(to_read(chapter, zone))) for chapter in chapters]
    return visit.page("data", chapters=read, left_out=_left_out())


@require_safe
@for_holder
def own_data_file(request: HttpRequest, link: Link, now: datetime) -> HttpResponse:
    visit = OwnVisit(request, link, now)
    paper = as_json(_chapters(visit), organisation=visit.organisation.name, left_out=_left_out(), made_at=now)
    return download(paper, _("my-data.json"), kind=JSON)


def _chapters(visit: OwnVisit) -> list[Chapter]:
    """Those that hold something."""
    scope = without_new_decisions(scope_of(visit.candidate, zone=visit.organisation.zone_info))
    return [chapter for chapter in [*ground_data(scope), *talk_data(scope)] if chapter.records]


def _left_out() -> str:
    """The same for everybody, so that it tells nobody anything."""
    return _("What we have to tell you ourselves first is not in here. You may ask for it: a person answers you.")
