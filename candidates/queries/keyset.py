"""Pages of a long list that stay fast: from where the last page ended, never by counting past the rows before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

M = TypeVar("M", bound=models.Model)
COUNT_TO = 1_000  # beyond this a page says "more than 1,000"


@dataclass(frozen=True)
class Page(Generic[M]):
    rows: list[M]
    after: str  # where the next page begins; empty on the last one
    is_first: bool


def page_by_moment(queryset: QuerySet[M], field: str, *, newest_first: bool, after: str, size: int) -> Page[M]:
    """In the order of a moment and, within the same moment, of the key."""
    direction = "-" if newest_first else ""
    ordered = queryset.order_by(f"{direction}{field}", f"{direction}pk")
    start = _start(after)
    if start:
        ordered = _beyond(ordered, field, *start, newest_first=newest_first)
    rows = list(ordered[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], after=_mark(getattr(last, field), last.pk) if last else "", is_first=start is None)


def count_up_to(queryset: QuerySet[M], most: int = COUNT_TO) -> int:
    """The number of rows, or most + 1 when there are more: the count of a long list costs no more than that."""
    return queryset.order_by()[: most + 1].count()


def _beyond(queryset: QuerySet[M], field: str, moment: datetime, pk: int, *, newest_first: bool) -> QuerySet[M]:
    """Said in two steps, so that the database walks the index from the moment on."""
    edge, passed = ("lte", "gte") if newest_first else ("gte", "lte")
    return queryset.filter(**{f"{field}__{edge}": moment}).exclude(**{field: moment, f"pk__{passed}": pk})


def _mark(moment: datetime, pk: int) -> str:
    return f"{moment.isoformat()}_{pk}"


def _start(after: str) -> tuple[datetime, int] | None:
    """What does not read as a mark of ours begins at the beginning."""
    moment_text, _line, pk = after.rpartition("_")
    try:
        moment = parse_datetime(moment_text)
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or not pk.isdecimal() or len(pk) > 18:
        return None
    return moment, int(pk)
