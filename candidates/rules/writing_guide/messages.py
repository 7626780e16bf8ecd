"""What a whole message holds or lacks: something good, a reason, one or two tips, this person, no debate."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from candidates.rules.writing_guide.findings import SPAN_LABELS, Finding
from candidates.rules.writing_guide.reader import Sentence, Stretch
from candidates.rules.writing_guide.rulebook import Note, Rulebook
from candidates.rules.writing_guide.shelf import Shelf

TOO_MANY_TIPS = 3
SHORTEST_REMARK = 6
JUDGEMENTS = frozenset({*SPAN_LABELS, "argumentative"})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a message, the roles it plays, and how many tips it holds."""

    roles: frozenset[str]
    tips: int
    judged: frozenset[str]

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def gives_reason(self) -> bool:
        """A reason that a candidate can check. A sentence that is only vague, or only a tip, gives none."""
        if self.tips or "vague" in self.judged:
            return self.has("requirement")
        return self.has("reason", "requirement", "comparison", "remains")

    def is_specific(self) -> bool:
        return self.gives_reason() or self.has("positive") or self.tips > 0


Shelves = Mapping[str, Shelf]


def shelves_of(book: Rulebook) -> Shelves:
    """The contexts of the message file, ready to look in."""
    return {name: Shelf(book.contexts[name]) for name in (*ROLE_CONTEXTS, *TIP_CONTEXTS)}


def lines_of(sentences: list[Sentence], shelves: Shelves, findings: list[Finding]) -> list[Line]:
    judgements = [found for found in findings if found.label in JUDGEMENTS]
    starts = sorted((found.start, found.label) for found in judgements if found.start is not None)
    lines: list[Line] = []
    for sentence in sentences:
        lines.append(_line(sentence, shelves, starts, before=lines))
    return lines


def _line(sentence: Sentence, shelves: Shelves, starts: list[tuple[int, str]], *, before: list[Line]) -> Line:
    start, end = sentence.span(0, len(sentence.tokens))
    judged = {label for _, label in starts[bisect_left(starts, (start, "")) : bisect_left(starts, (end, ""))]}
    found = {name for name in ROLE_CONTEXTS if shelves[name].stands_in(sentence, sentence.whole)}
    tips = _tips(sentence, shelves)
    roles = _said(found | judged)
    if not tips and not judged and "specific" in found and len(sentence.tokens) >= SHORTEST_REMARK:
        roles |= _observed(found, before=before)
    return Line(frozenset(roles), tips, frozenset(judged))


def _said(found: set[str]) -> set[str]:
    """The roles a sentence shows in so many words."""
    roles = found & {"reason", "requirement", "comparison", "decision"}
    if "polite_only" in found:
        roles -= {"reason"}
    return roles | {"positive"} if "positive" in found and "not_positive" not in found else roles


def _observed(found: set[str], *, before: list[Line]) -> set[str]:
    """What is neither thanks nor decision: the good thing comes first, then the reason, then what to do with it."""
    if found & {"polite_only", "decision", "requirement", "reason"}:
        return set()
    if "positive" in found and "not_positive" not in found and "turn" not in found:
        return set()
    if "deficit" in found and "no_lack" not in found:
        return {"reason"}
    if any(line.has("reason", "requirement", "decision") for line in before):
        return {"advice"} & found
    if any(line.has("positive", "remains") for line in before):
        return {"remains"}
    return {"positive"} if "observation" in found and "not_positive" not in found else set()


ROLE_CONTEXTS = (
    "reason",
    "requirement",
    "positive",
    "not_positive",
    "observation",
    "deficit",
    "no_lack",
    "turn",
    "decision",
    "polite_only",
    "specific",
    "advice",
)


def _tips(sentence: Sentence, shelves: Shelves) -> int:
    """Each piece between commas and 'and' that tells the reader what to do is one; 'three things' is too many."""
    pieces = [piece for piece in _pieces(sentence) if not shelves["no_tip"].stands_in(sentence, piece)]
    told = sum(_tells(sentence, piece, shelves) for piece in pieces)
    if shelves["no_tip"].stands_in(sentence, sentence.whole):
        return told if told >= TOO_MANY_TIPS else 0
    if shelves["tip_list"].stands_in(sentence, sentence.whole):
        return TOO_MANY_TIPS
    if not shelves["tip"].stands_in(sentence, sentence.whole):
        return told
    things = [piece for piece in pieces if not shelves["no_thing"].stands_in(sentence, piece)]
    return max(told, len(things) if len(things) >= TOO_MANY_TIPS else 1)


def _tells(sentence: Sentence, piece: Stretch, shelves: Shelves) -> bool:
    if shelves["tip_piece"].stands_in(sentence, piece):
        return True
    return shelves["tip"].stands_in(sentence, piece) and not shelves["no_thing"].stands_in(sentence, piece)


TIP_CONTEXTS = ("no_tip", "no_thing", "tip_piece", "tip", "tip_list")
PIECE_BREAKS = frozenset({",", ";", ":", "en", "and", "of", "or", "-", "•"})


def _pieces(sentence: Sentence) -> list[Stretch]:
    cuts = [at for at, token in enumerate(sentence.tokens) if token.word in PIECE_BREAKS]
    return [Stretch(lo + 1, hi) for lo, hi in pairwise([-1, *cuts, len(sentence.tokens)]) if hi > lo + 1]


def notes_on(lines: list[Line], book: Rulebook) -> Iterator[Finding]:
    """The findings on the whole message."""
    notes = book.notes
    if not any(line.has("positive") for line in lines):
        yield whole(notes["message.no_positive"])
    if not any(line.gives_reason() for line in lines):
        yield whole(notes["message.no_reason"])
    tips = sum(line.tips for line in lines)
    if not tips and not any(line.has("advice") for line in lines):
        yield whole(notes["message.no_tip"])
    if tips >= TOO_MANY_TIPS:
        yield whole(notes["message.too_many_tips"])
    if not any(line.is_specific() for line in lines):
        yield whole(notes["message.for_anybody"])


def whole(note: Note) -> Finding:
    return Finding(
        label=note.label, rule=note.name, why=note.why, better=note.better, source=note.source, severity=note.severity
    )
