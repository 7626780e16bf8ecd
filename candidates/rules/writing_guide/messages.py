"""What a whole message holds or lacks: something good, a reason, one or two tips, this person, no debate."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from candidates.rules.writing_guide.findings import Finding
from candidates.rules.writing_guide.patterns import Shelf
from candidates.rules.writing_guide.reader import Sentence, Stretch
from candidates.rules.writing_guide.rulebook import Note, Rulebook

TOO_MANY_TIPS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a message, the roles its words show, and how many tips it holds."""

    sentence: Sentence
    roles: frozenset[str]
    tips: int
    judged: frozenset[str]

    def has(self, role: str) -> bool:
        return role in self.roles

    def gives_reason(self) -> bool:
        """A reason that a candidate can check. A sentence that is only vague, or only a tip, gives none."""
        if self.tips or "vague" in self.judged:
            return self.has("requirement")
        return bool(self.roles & {"reason", "requirement", "comparison"})

    def gives_positive(self) -> bool:
        return self.has("positive")

    def is_specific(self) -> bool:
        return self.gives_reason() or self.gives_positive() or self.tips > 0


Shelves = Mapping[str, Shelf]


def shelves_of(book: Rulebook) -> Shelves:
    """The contexts of the message file, ready to look in."""
    return {name: Shelf(book.contexts[name]) for name in (*ROLE_CONTEXTS, "no_tip", "tip_piece", "tip", "tip_list")}


def lines_of(sentences: list[Sentence], shelves: Shelves, findings: list[Finding]) -> list[Line]:
    starts = sorted((found.start, found.label) for found in findings if found.start is not None)
    return [_line(sentence, shelves, starts) for sentence in sentences]


def _line(sentence: Sentence, shelves: Shelves, starts: list[tuple[int, str]]) -> Line:
    start, end = sentence.span(0, len(sentence.tokens))
    judged = {label for _, label in starts[bisect_left(starts, (start, "")) : bisect_left(starts, (end, ""))]}
    found = {name for name in ROLE_CONTEXTS if shelves[name].stands_in(sentence, sentence.whole)}
    tips = _tips(sentence, shelves)
    roles = _said(found | judged) | (set() if tips else _observed(found, judged))
    return Line(sentence, frozenset(roles), tips, frozenset(judged))


def _said(found: set[str]) -> set[str]:
    """The roles a sentence shows in so many words."""
    roles = found & {"reason", "requirement", "comparison"}
    return roles | {"positive"} if "positive" in found and "not_positive" not in found else roles


def _observed(found: set[str], judged: set[str]) -> set[str]:
    """What was seen of this person is the reason when something lacks in it, else the good thing."""
    if "observation" not in found or judged or found & {"polite_only", "decision", "requirement", "reason"}:
        return set()
    if "deficit" not in found:
        return {"positive"}
    return set() if "positive" in found and "turn" not in found else {"reason"}


ROLE_CONTEXTS = (
    "reason",
    "requirement",
    "positive",
    "not_positive",
    "observation",
    "deficit",
    "turn",
    "decision",
    "polite_only",
)


def _tips(sentence: Sentence, shelves: Shelves) -> int:
    """Each piece between commas and 'and' that tells the reader what to do is one; 'three things' is too many."""
    if shelves["no_tip"].stands_in(sentence, sentence.whole):
        return 0
    if shelves["tip_list"].stands_in(sentence, sentence.whole):
        return TOO_MANY_TIPS
    told = sum(shelves["tip_piece"].stands_in(sentence, piece) for piece in _pieces(sentence))
    return told or int(shelves["tip"].stands_in(sentence, sentence.whole))


PIECE_BREAKS = frozenset({",", ";", ":", "en", "and", "of", "or", "-", "•"})


def _pieces(sentence: Sentence) -> list[Stretch]:
    cuts = [at for at, token in enumerate(sentence.tokens) if token.word in PIECE_BREAKS]
    return [Stretch(lo + 1, hi) for lo, hi in pairwise([-1, *cuts, len(sentence.tokens)]) if hi > lo + 1]


def notes_on(lines: list[Line], book: Rulebook) -> Iterator[Finding]:
    """The findings on the whole message."""
    notes = book.notes
    if not any(line.gives_positive() for line in lines):
        yield whole(notes["message.no_positive"])
    if not any(line.gives_reason() for line in lines):
        yield whole(notes["message.no_reason"])
    tips = sum(line.tips for line in lines)
    if not tips:
        yield whole(notes["message.no_tip"])
    if tips >= TOO_MANY_TIPS:
        yield whole(notes["message.too_many_tips"])
    if not any(line.is_specific() for line in lines):
        yield whole(notes["message.for_anybody"])


def whole(note: Note) -> Finding:
    return Finding(
        label=note.label, rule=note.name, why=note.why, better=note.better, source=note.source, severity=note.severity
    )
