"""The rules of the writing guide as a person reads them: in chapters, by what they are about."""

from dataclasses import dataclass

from candidates.rules.guide_words import SUBJECTS, Subject, subject_of
from candidates.rules.writing_guide import Severity, rulebook
from candidates.rules.writing_guide.rulebook import Note, Rule

FAMILIAR = {"{je}": "je", "{Je}": "Je", "{jouw}": "je"}


@dataclass(frozen=True)
class Entry:
    name: str
    why: str
    better: str
    source: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    holds_back: bool


@dataclass(frozen=True)
class Chapter:
    label: str
    subject: Subject
    rules: list[Entry]

    @property
    def holds_back(self) -> bool:
        """A sentence like this does not go out by itself."""
        return any(rule.holds_back for rule in self.rules)


def chapters(language: str) -> list[Chapter]:
    """Every rule of a language once, in the order of guide_words; what is new comes last."""
    book = rulebook(language)
    by_label: dict[str, list[Entry]] = {label: [] for label in SUBJECTS}
    every: list[Rule | Note] = [*book.rules, *book.notes.values()]
    for rule in every:
        by_label.setdefault(rule.label, []).append(_entry(rule))
    return [Chapter(label, subject_of(label), rules) for label, rules in by_label.items() if rules]


def _entry(rule: Rule | Note) -> Entry:
    """{je} is the word for the reader, which follows the form of address of the text: here the usual one."""
    better = rule.better or ""
    for mark, word in FAMILIAR.items():
        better = better.replace(mark, word)
    why = rule.why.replace("{people}", "17")
    stops = rule.severity is Severity.STOP
    return Entry(rule.name, why, better, rule.source, rule.yes, rule.no, stops)
