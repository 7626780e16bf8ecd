"""A file of decisions: which columns it has, which words may stand in them, and how big it may be."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from candidates.rules.stages import Channel, EndedBy, Stage

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE
MOST_BYTES_UNPACKED = 20 * MEGABYTE
MOST_ROWS = 5_000
MOST_COLUMNS = 50
LONGEST_CELL = 1_000  # characters
FIRST_YEAR = 2000  # an older decision is a slip of the pen


class Column(StrEnum):
    STAGE = "stage"
    VACANCY = "vacancy"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    DECIDED_AT = "decided_at"
    REFERENCE = "reference"
    ENDED_BY = "ended_by"
    REASON = "reason"
    REQUIREMENT = "requirement"
    TALENT_POOL = "talent_pool"
    LANGUAGE = "language"
    DEPARTMENT = "department"
    TOLD_AT = "told_at"
    CHANNEL = "channel"


SPECIAL = "special"  # no problem, but a question: a special word in somebody's own words for a reason
NEEDED = (Column.STAGE, Column.VACANCY, Column.NAME, Column.DECIDED_AT)
LONGEST = {
    Column.REFERENCE: 120,
    Column.VACANCY: 160,
    Column.DEPARTMENT: 120,
    Column.NAME: 160,
    Column.REQUIREMENT: 300,
}

# The first name is the one we write ourselves; the others are read too.
DUTCH_HEADERS: Mapping[Column, tuple[str, ...]] = {
    Column.STAGE: ("fase", "stap", "ronde"),
    Column.VACANCY: ("vacature", "functie"),
    Column.NAME: ("naam", "kandidaat"),
    Column.EMAIL: ("mail", "mailadres", "e-mail", "e-mailadres"),
    Column.PHONE: ("telefoon", "telefoonnummer", "mobiel"),
    Column.DECIDED_AT: ("besloten_op", "besluit_op", "besluit", "afgewezen_op"),
    Column.REFERENCE: ("referentie", "kenmerk", "nummer"),
    Column.ENDED_BY: ("beëindigd_door", "gestopt_door"),
    Column.REASON: ("reden",),
    Column.REQUIREMENT: ("functie-eis", "eis"),
    Column.TALENT_POOL: ("talentpool",),
    Column.LANGUAGE: ("taal",),
    Column.DEPARTMENT: ("afdeling",),
    Column.TOLD_AT: ("verteld_op",),
    Column.CHANNEL: ("verteld_via", "kanaal"),
}
ENGLISH_HEADERS: Mapping[Column, tuple[str, ...]] = {
    Column.STAGE: ("stage", "stage_at_rejection"),
    Column.VACANCY: ("vacancy", "job", "position"),
    Column.NAME: ("name", "candidate"),
    Column.EMAIL: ("email", "email_address"),
    Column.PHONE: ("phone", "phone_number", "telephone", "mobile"),
    Column.DECIDED_AT: ("decided_at", "decision", "rejected_at"),
    Column.REFERENCE: ("reference", "id"),
    Column.ENDED_BY: ("ended_by",),
    Column.REASON: ("reason",),
    Column.REQUIREMENT: ("requirement",),
    Column.TALENT_POOL: ("talent_pool",),
    Column.LANGUAGE: ("language",),
    Column.DEPARTMENT: ("department",),
    Column.TOLD_AT: ("told_at",),
    Column.CHANNEL: ("channel", "told_by"),
}
# In our own file of wrong rows; somebody who mends it sends these along.
LINE_HEADERS = {"nl": "regel", "en": "line"}
WRONG_HEADERS = {"nl": "wat_klopt_niet", "en": "what_is_wrong"}

# The first word is the one we write ourselves.
STAGE_WORDS: Mapping[Stage, tuple[str, ...]] = {
    Stage.CV_SCREENING: ("cv-selectie", "cv-screening", "cv", "brief", "briefselectie", "screening"),
    Stage.INTERVIEW: ("gesprek", "interview", "na gesprek", "eerste gesprek", "tweede gesprek", "sollicitatiegesprek"),
    Stage.LATE_STAGE: ("eindronde", "late-stage", "final round", "laatste ronde", "eindgesprek"),
}
ENDED_BY_WORDS: Mapping[EndedBy, tuple[str, ...]] = {
    EndedBy.US: ("wij", "us", "we", "werkgever", "employer"),
    EndedBy.CANDIDATE: ("kandidaat", "candidate", "teruggetrokken", "withdrawn"),
    EndedBy.OTHER: ("anders", "other", "iets anders", "something else"),
}
CHANNEL_WORDS: Mapping[Channel, tuple[str, ...]] = {
    Channel.MAIL: ("mail", "e-mail"),
    Channel.CALL: ("telefoon", "call", "phone", "gebeld", "bellen", "telefonisch"),
    Channel.TALK: ("gesprek", "talk"),
}
LANGUAGE_WORDS: Mapping[str, tuple[str, ...]] = {
    "nl": ("nl", "nederlands", "dutch"),
    "en": ("en", "engels", "english"),
}
YES_OR_NO_WORDS: Mapping[bool, tuple[str, ...]] = {
    True: ("ja", "yes", "j", "y", "x", "1", "true", "waar"),
    False: ("nee", "no", "n", "0", "false", "onwaar"),
}


class Unreadable(Exception):
    """The file as a whole cannot be read. Its code is put into words by rules.decision_words."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code, about)
        self.code, self.about = code, about


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell. An empty column is about the row as a whole."""

    column: str
    code: str
    value: str = ""

    def as_list(self) -> list[str]:
        return [self.column, self.code, self.value]


@dataclass(frozen=True)
class FileRow:
    """One line: what it says when it can be read, else the cells as they were found, and why not."""

    line: int
    data: dict[str, Any]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Contents:
    rows: list[FileRow]
    unused: list[str] = field(default_factory=list)  # headers that mean nothing to us


def folded(text: str) -> str:
    """Case, accents, spaces and strokes do not count: "Beëindigd door" is "beeindigd_door"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def header_of(column: Column, language: str) -> str:
    """The name we write above a column ourselves."""
    return (DUTCH_HEADERS if language == "nl" else ENGLISH_HEADERS)[column][0]


def title_key(title: str) -> str:
    """Two vacancies (or departments) with one name are one vacancy, however the name was typed."""
    return " ".join(title.split()).casefold()
