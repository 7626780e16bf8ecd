"""A row of a file as it is shown: who, what was decided, and what becomes of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from candidates.models import ImportRow, ImportRun, RowVerdict
from candidates.rules.decision_files import Column, header_of
from candidates.rules.decision_words import known_in_words, problem_in_words
from candidates.rules.stages import STAGE_LABELS, EndedBy, Stage

LABELS = {stage.value: STAGE_LABELS[stage] for stage in Stage}


@dataclass(frozen=True)
class ImportLine:
    """Words of a wrong row are those of the file; what is empty there stays empty here."""

    row: ImportRow
    run: ImportRun
    language: str

    @property
    def name(self) -> str:
        return self.row.data.get("name") or (self.row.rejection.candidate.name if self.row.rejection else "")

    @property
    def vacancy(self) -> str:
        return self.row.data.get("vacancy") or (self.row.rejection.vacancy.title if self.row.rejection else "")

    @property
    def stage(self) -> str:
        written = self.row.data.get("stage") or (self.row.rejection.stage_at_rejection if self.row.rejection else "")
        return str(LABELS.get(written, written))

    @property
    def decided_at(self) -> datetime | None:
        if self.row.data and not self.is_wrong:
            return datetime.fromisoformat(self.row.data["decided_at"])
        return self.row.rejection.decided_at if self.row.rejection else None

    @property
    def decided_as_typed(self) -> str:
        return self.row.data.get("decided_at", "") if self.is_wrong else ""

    @property
    def is_wrong(self) -> bool:
        return self.row.verdict == RowVerdict.WRONG

    @property
    def can_be_chosen(self) -> bool:
        return self.row.verdict == RowVerdict.NEW and not self.run.is_over

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(header, sentence) for each cell that is wrong, or that asks for a look before it is imported."""
        if not (self.is_wrong or self.can_be_chosen):
            return []
        return [
            (header_of(Column(column), self.language) if column else "", problem_in_words(code, value))
            for column, code, value in self.row.problems
        ]

    @property
    def fate(self) -> tuple[str, str, str]:
        """Kind, words and shape of the state."""
        if self.is_wrong:
            return "late", _("has a mistake"), "stop"
        if self.row.verdict == RowVerdict.KNOWN:
            return "plan", _("known already"), "none"
        if self.run.is_over:
            return ("done", _("imported"), "done") if self.row.rejection_id else ("plan", _("not imported"), "none")
        return self._fate_of_new()

    @property
    def why_known(self) -> str:
        if self.row.verdict != RowVerdict.KNOWN:
            return ""
        return "; ".join(known_in_words(code, value) for _column, code, value in self.row.problems)

    def _fate_of_new(self) -> tuple[str, str, str]:
        if self.row.data["told_at"]:
            return "done", _("answered already"), "done"
        if self.row.data["ended_by"] == EndedBy.CANDIDATE:
            return "plan", _("the candidate stopped"), "none"
        if self.row.is_past:
            return "late", _("too late already"), "late"
        return "plan", _("waits for an answer"), "plan"


def import_lines(rows: Iterable[ImportRow], run: ImportRun, language: str) -> list[ImportLine]:
    return [ImportLine(row, run, language) for row in rows]


def wrong_lines(rows: Iterable[ImportRow], run: ImportRun, language: str) -> Iterable[tuple[int, dict[str, str], str]]:
    """(line, cells, what is wrong in one sentence after the other)."""
    for line in import_lines(rows, run, language):
        said = (f"{header}: {words}" if header else words for header, words in line.problems)
        yield line.row.line, line.row.data, " ".join(said)
