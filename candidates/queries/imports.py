"""What the pages of an import show: its counts, its rows a page at a time, and the vacancies it would make."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from candidates.models import Deadline, ImportRow, ImportRun, RowVerdict, Vacancy
from candidates.models.imports import ImportRowQuerySet
from candidates.rules.decision_files import SPECIAL, Column, title_key
from candidates.rules.stages import EndedBy

SHOWN = ("wrong", "new", "past", "known")
NEW, KNOWN, WRONG = (Q(verdict=verdict) for verdict in (RowVerdict.NEW, RowVerdict.KNOWN, RowVerdict.WRONG))
CHOSEN = NEW & Q(is_chosen=True)
TOLD, WITHDRAWN = ~Q(data__told_at=""), Q(data__ended_by=EndedBy.CANDIDATE)


@dataclass(frozen=True)
class Counts:
    """Of the rows of one run. What is chosen falls apart into told, withdrawn, past and open (in time)."""

    all: int
    new: int
    known: int
    wrong: int
    past: int
    special: int
    chosen: int
    chosen_told: int
    chosen_withdrawn: int
    chosen_past: int
    written: int

    @property
    def chosen_open(self) -> int:
        return self.chosen - self.chosen_told - self.chosen_withdrawn - self.chosen_past


def counts_of(run: ImportRun) -> Counts:
    return Counts(
        **run.rows.aggregate(
            all=Count("pk"),
            new=Count("pk", filter=NEW),
            known=Count("pk", filter=KNOWN),
            wrong=Count("pk", filter=WRONG),
            past=Count("pk", filter=NEW & Q(is_past=True)),
            special=Count("pk", filter=NEW & Q(problems__contains=[[Column.REASON, SPECIAL]])),
            chosen=Count("pk", filter=CHOSEN),
            chosen_told=Count("pk", filter=CHOSEN & TOLD & ~WITHDRAWN),
            chosen_withdrawn=Count("pk", filter=CHOSEN & WITHDRAWN),
            chosen_past=Count("pk", filter=CHOSEN & Q(is_past=True)),
            written=Count("pk", filter=NEW & Q(rejection__isnull=False)),
        )
    )


def with_counts(runs: QuerySet[ImportRun]) -> QuerySet[ImportRun]:
    """`written` and `wrong` come along, for a list of runs."""
    written = Count("rows", filter=Q(rows__verdict=RowVerdict.NEW, rows__rejection__isnull=False))
    return runs.annotate(written=written, wrong=Count("rows", filter=Q(rows__verdict=RowVerdict.WRONG)))


def rows_of(run: ImportRun, shown: str = "") -> ImportRowQuerySet:
    """What needs somebody first: wrong rows, then new ones, then those that are known; in the order of the file."""
    rows: ImportRowQuerySet = getattr(run.rows, shown)() if shown in SHOWN else run.rows.all()
    first = Case(When(WRONG, then=Value(0)), When(NEW, then=Value(1)), default=Value(2), output_field=IntegerField())
    return rows.select_related("rejection__candidate", "rejection__vacancy").order_by(first, "line")


def new_vacancies(run: ImportRun) -> list[str]:
    """Titles among the chosen rows that the portal does not have yet, as the file writes them."""
    chosen: QuerySet[ImportRow] = run.rows.chosen()
    titles = {title_key(title): title for title in chosen.values_list("data__vacancy", flat=True).distinct()}
    here = {title_key(title) for title in Vacancy.objects.values_list("title", flat=True)}
    return sorted(title for key, title in titles.items() if key not in here)


@dataclass(frozen=True)
class Came:
    """What came in with a file, and who of them still has no answer."""

    written: int
    waiting: int
    late: int


def what_came(run: ImportRun, *, now: datetime) -> Came:
    """In two steps by key, for just after a big file the database's own estimates are of no use."""
    made = list(run.rows.written().values_list("rejection", flat=True))
    promises = Deadline.objects.open().to_tell().filter(rejection__in=made)
    late = Count("pk", filter=Q(due_at__lt=now))
    return Came(written=len(made), **promises.aggregate(waiting=Count("pk"), late=late))
