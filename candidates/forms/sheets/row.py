"""One line of a file of decisions: each cell judged by its column, then the cells beside each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from phonenumbers import NumberParseException, PhoneNumberFormat

from candidates.forms.sheets.moments import NoMoment, read_moment
from candidates.rules.contact import keeps_phone, needs_mail, needs_phone
from candidates.rules.decision_files import (
    CHANNEL_WORDS,
    ENDED_BY_WORDS,
    LANGUAGE_WORDS,
    LONGEST,
    LONGEST_CELL,
    NEEDED,
    STAGE_WORDS,
    YES_OR_NO_WORDS,
    Column,
    FileRow,
    Problem,
    folded,
)
from candidates.rules.reasons import REASONS
from candidates.rules.stages import EndedBy, Stage

MINUTE = timedelta(minutes=1)
LONGEST_MAIL = 254
SHOWN = 60  # characters of a wrong value in a message
EXCEL_ERRORS = frozenset({"#REF!", "#N/A", "#N/B", "#VALUE!", "#WAARDE!", "#NAME?", "#NAAM?", "#DIV/0!", "#DEEL/0!"})


def _by_word(meanings: Mapping[Any, tuple[str, ...]]) -> dict[str, Any]:
    return {folded(word): meaning for meaning, words in meanings.items() for word in words}


WORDS: Mapping[Column, Mapping[str, Any]] = {
    Column.STAGE: _by_word(STAGE_WORDS),
    Column.ENDED_BY: _by_word(ENDED_BY_WORDS),
    Column.CHANNEL: _by_word(CHANNEL_WORDS),
    Column.LANGUAGE: _by_word(LANGUAGE_WORDS),
    Column.TALENT_POOL: _by_word(YES_OR_NO_WORDS),
}
DEFAULTS = {Column.ENDED_BY: EndedBy.US, Column.LANGUAGE: "nl", Column.TALENT_POOL: False}


@dataclass
class RowReader:
    """Reads the lines of one file. Moments without an offset are on the clock of the organisation."""

    zone: ZoneInfo
    now: datetime
    reasons: Mapping[str, str] = field(default_factory=lambda: _reasons())

    def read(self, line: int, cells: Mapping[Column, str], *, too_many: bool = False) -> FileRow:
        found: dict[str, Any] = {}
        problems = [Problem("", "too_many_cells")] if too_many else []
        for column in Column:
            text = cells.get(column, "")
            try:
                found[column.value] = self._cell(column, text)
            except _Wrong as wrong:
                problems.append(Problem(column, wrong.code, wrong.value or text[:SHOWN]))
        problems += self._together(found, {problem.column for problem in problems})
        if problems:
            return FileRow(line, {column.value: text[:LONGEST_CELL] for column, text in cells.items()}, tuple(problems))
        return FileRow(line, _for_storing(found))

    def _cell(self, column: Column, text: str) -> Any:
        most = LONGEST.get(column, LONGEST_CELL)
        if len(text) > most:
            raise _Wrong("too_long", str(most))
        if text.upper() in EXCEL_ERRORS:
            raise _Wrong("excel_error")
        if not text:
            return self._nothing(column)
        read = READERS.get(column)
        if column in (Column.DECIDED_AT, Column.TOLD_AT):
            return self._moment(text)
        if column is Column.REASON:
            return self.reasons.get(folded(text), text)
        return read(text) if read else _meaning(column, text) if column in WORDS else text

    def _nothing(self, column: Column) -> Any:
        if column in NEEDED:
            raise _Wrong("empty")
        return DEFAULTS.get(column, "")

    def _moment(self, text: str) -> datetime:
        try:
            moment = read_moment(text, self.zone)
        except NoMoment as no_moment:
            raise _Wrong(no_moment.code) from no_moment
        if moment > self.now:
            raise _Wrong("future")
        return moment

    def _together(self, found: dict[str, Any], wrong: set[str]) -> list[Problem]:
        """What only shows when cells lie beside each other. A cell that is wrong already is not blamed twice."""
        problems = _unreachable(found, wrong) if not {Column.STAGE, Column.ENDED_BY} & wrong else []
        decided_at, told_at = found.get(Column.DECIDED_AT), found.get(Column.TOLD_AT)
        if decided_at and told_at and told_at < decided_at.replace(second=0):
            told = told_at.astimezone(self.zone)
            problems.append(Problem(Column.TOLD_AT, "told_too_early", f"{told:%d-%m-%Y %H:%M}"))
        if found.get(Column.CHANNEL) and not told_at and Column.TOLD_AT not in wrong:
            problems.append(Problem(Column.TOLD_AT, "told_when"))
        return problems


class _Wrong(Exception):
    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code, self.value = code, value


def _meaning(column: Column, text: str) -> Any:
    try:
        return WORDS[column][folded(text)]
    except KeyError as error:
        raise _Wrong(column.value) from error


def _mail(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise _Wrong("mail") from error
    if len(text) > LONGEST_MAIL:
        raise _Wrong("mail")
    return text.lower()


def _phone(text: str) -> str:
    """E.164. Also 612345678: Excel takes the first nought away."""
    try:
        number = phonenumbers.parse(text, "NL")
    except NumberParseException as error:
        raise _Wrong("phone") from error
    if not phonenumbers.is_valid_number(number):
        raise _Wrong("phone")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


READERS: Mapping[Column, Callable[[str], str]] = {Column.EMAIL: _mail, Column.PHONE: _phone}


def _unreachable(found: dict[str, Any], wrong: set[str]) -> list[Problem]:
    stage, ended_by = found[Column.STAGE], found[Column.ENDED_BY]
    problems = []
    if needs_mail(stage, ended_by) and not found.get(Column.EMAIL) and Column.EMAIL not in wrong:
        problems.append(Problem(Column.EMAIL, "mail_needed"))
    if needs_phone(stage, ended_by) and not found.get(Column.PHONE) and Column.PHONE not in wrong:
        problems.append(Problem(Column.PHONE, "phone_needed"))
    return problems


def _for_storing(found: dict[str, Any]) -> dict[str, Any]:
    """Only what the promise needs: a number is kept from the interview on. Moments as ISO in UTC."""
    stage: Stage = found[Column.STAGE]
    if not keeps_phone(stage):
        found[Column.PHONE] = ""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in found.items()}


def _reasons() -> dict[str, str]:
    """Ids and labels in both languages, to ids."""
    known = {folded(reason.id): reason.id for reason in REASONS}
    for language in ("nl", "en"):
        with translation.override(language):
            known |= {folded(str(reason.label)): reason.id for reason in REASONS}
    return known
