"""Who looked at whose data, newest first, a page at a time."""

from collections.abc import Iterable

from django.db.models import QuerySet

from candidates.models import Candidate, Read
from candidates.queries.keyset import Page, page_by_moment

PAGE = 50


def reads_of(candidate: Candidate) -> QuerySet[Read]:
    """Of this person, whatever showed them: their own pages and every list they stood on. The two are looked up apart,
    each by its own index: PostgreSQL cannot guess how rare somebody is, and would walk through everything."""
    pages = Read.objects.filter(candidate=candidate).values("pk")
    lists = Read.objects.filter(shown__contains=[candidate.pk]).values("pk")
    return Read.objects.filter(pk__in=pages.union(lists)).select_related("user")


def all_reads() -> QuerySet[Read]:
    return Read.objects.select_related("user", "candidate")


def reads_page(reads: QuerySet[Read], *, after: str, size: int = PAGE) -> Page[Read]:
    return page_by_moment(reads, "at", newest_first=True, after=after, size=size)


def named_in(reads: Iterable[Read]) -> set[int]:
    """Whom a page of the record names: of a list it says only how many there were."""
    return {read.candidate_id for read in reads if read.candidate_id}
