"""What the page of one file shows, asked for once each."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from candidates.access.imports import may_change_import
from candidates.forms.imports import PastForm
from candidates.models import ImportRow, ImportRun, ImportState, User
from candidates.queries.clock import pulses
from candidates.queries.imports import SHOWN, Counts, counts_of, new_vacancies, what_came
from candidates.rules.decision_words import file_problem_in_words
from candidates.views.import_lines import ImportLine, import_lines

TITLES = 8  # of new vacancies


@dataclass(frozen=True)
class OneImport:
    run: ImportRun
    reader: User
    now: datetime
    language: str
    page: "Page[ImportRow]" = field(default_factory=lambda: Paginator(ImportRow.objects.none(), 1).get_page(1))
    shown: str = ""
    past_form: PastForm = field(default_factory=PastForm)

    @cached_property
    def counts(self) -> Counts:
        return counts_of(self.run)

    @cached_property
    def lines(self) -> list[ImportLine]:
        return import_lines(self.page, self.run, self.language)

    @property
    def is_preview(self) -> bool:
        return self.run.state == ImportState.PREVIEW

    @property
    def is_done(self) -> bool:
        return self.run.state == ImportState.DONE

    @property
    def is_mine(self) -> bool:
        return may_change_import(self.reader, self.run)

    @property
    def may_choose(self) -> bool:
        return self.is_preview and self.is_mine and self.counts.new > 0

    @cached_property
    def new_vacancies(self) -> tuple[list[str], int]:
        """The first titles, and how many more there are."""
        titles = new_vacancies(self.run)
        return titles[:TITLES], max(0, len(titles) - TITLES)

    @cached_property
    def waiting(self) -> int:
        return what_came(self.run, now=self.now).waiting

    @property
    def filters(self) -> list[tuple[str, int]]:
        """(what is shown, how many rows): all of them first, then what there is."""
        counts: dict[str, int] = {name: getattr(self.counts, name) for name in SHOWN}
        if not self.is_preview:
            counts.pop("past")
        return [("", self.counts.all), *((name, count) for name, count in counts.items() if count)]

    @property
    def trouble(self) -> str:
        run = self.run
        return file_problem_in_words(run.error, run.error_about, self.language) if run.error else ""

    @cached_property
    def clock_runs(self) -> bool:
        return all(pulse.is_alive for pulse in pulses(self.now) if pulse.ring.name == "work_on_imports")

    @property
    def query(self) -> str:
        return self._query(self.page.number)

    @property
    def previous_query(self) -> str:
        return self._query(self.page.previous_page_number())

    @property
    def next_query(self) -> str:
        return self._query(self.page.next_page_number())

    def _query(self, number: int) -> str:
        return urlencode({"show": self.shown, "page": number})
