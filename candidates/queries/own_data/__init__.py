"""Everything about one person, and nothing about anybody else. Of colleagues the name only.

What somebody was not told yet is left out: no file may tell it first. The page says so, whether there is any or not.
"""

from zoneinfo import ZoneInfo

from candidates.models import Candidate, Rejection
from candidates.papers.own_data import Chapter
from candidates.queries.own_data import asked, cases, person, told
from candidates.queries.own_data.scope import Scope


def scope_of(candidate: Candidate, *, zone: ZoneInfo) -> Scope:
    theirs = Rejection.objects.filter(candidate=candidate)
    heard = set(theirs.filter(undone_at=None).told().values_list("pk", flat=True))
    heard |= set(theirs.filter(undone_at=None).withdrawn().values_list("pk", flat=True))
    unheard = set(theirs.exclude(pk__in=heard).values_list("pk", flat=True))
    return Scope(candidate=candidate, heard=heard, unheard=unheard, zone=zone)


def own_data(scope: Scope) -> list[Chapter]:
    """A fixed number of questions, however much there is."""
    return [*person.chapters(scope), *cases.chapters(scope), *told.chapters(scope), *asked.chapters(scope)]


__all__ = ["Scope", "own_data", "scope_of"]
