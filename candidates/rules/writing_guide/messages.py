"""What a whole message holds or lacks: something good, a reason, one or two tips, this person, no debate."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from candidates.rules.writing_guide.findings import SPAN_LABELS, Finding
from candidates.rules.writing_guide.reader import Sentence
from candidates.rules.writing_guide.roles import ROLE_CONTEXTS, open_to, said
from candidates.rules.writing_guide.rulebook import Note, Rulebook
from candidates.rules.writing_guide.shelf import Shelf, Shelves
from candidates.rules.writing_guide.tips import TIP_CONTEXTS, TOO_MANY_TIPS, tips_in

SHORTEST_REMARK = 6
JUDGEMENTS = frozenset({*SPAN_LABELS, "argumentative"})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a message, the roles it plays, and how many tips it holds."""

    roles: frozenset[str]
    tips: int = 0
    judged: frozenset[str] = frozenset()
    open_to: frozenset[str] = frozenset()

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def gives_reason(self) -> bool:
        """A reason that a candidate can check. A sentence that is only vague, or only a tip, gives none."""
        if self.tips or "vague" in self.judged:
            return self.has("requirement")
        return self.has("reason", "requirement", "comparison", "remains")

    def is_specific(self) -> bool:
        return self.gives_reason() or self.has("positive", "named") or 0 < self.tips < TOO_MANY_TIPS


def shelves_of(book: Rulebook) -> Shelves:
    """The contexts of the message file, ready to look in."""
    return {name: Shelf(book.contexts[name]) for name in (*ROLE_CONTEXTS, *TIP_CONTEXTS)}


def lines_of(sentences: list[Sentence], shelves: Shelves, findings: list[Finding]) -> list[Line]:
    judgements = [found for found in findings if found.label in JUDGEMENTS]
    starts = sorted((found.start, found.label) for found in judgements if found.start is not None)
    return _settled([_line(sentence, shelves, starts) for sentence in sentences])


def _line(sentence: Sentence, shelves: Shelves, starts: list[tuple[int, str]]) -> Line:
    start, end = sentence.span(0, len(sentence.tokens))
    judged = {label for _, label in starts[bisect_left(starts, (start, "")) : bisect_left(starts, (end, ""))]}
    found = {name for name in ROLE_CONTEXTS if shelves[name].stands_in(sentence, sentence.whole)}
    tips = tips_in(sentence, shelves)
    roles, choices = said(found, judged), set()
    if not tips and not judged and "specific" in found and len(sentence.tokens) >= SHORTEST_REMARK:
        choices = open_to(found, roles)
    return Line(frozenset(roles), tips, frozenset(judged), frozenset(choices))


def _settled(lines: list[Line]) -> list[Line]:
    """What is neither thanks nor decision: the good thing comes first, then the reason, then what to do with it."""
    settled: list[Line] = []
    praised, explained = (
        any(line.has(*roles) for line in lines) for roles in (("positive",), ("reason", "requirement"))
    )
    advised = any(line.tips for line in lines)
    for line in lines:
        can_wait = explained or any(other.open_to & {"remains", "reason"} for other in lines if other is not line)
        role = _role(line, settled, praised=praised, explained=explained, advised=advised, can_wait=can_wait)
        settled.append(replace(line, roles=line.roles | role))
        praised |= "positive" in role
    return settled


def _role(
    line: Line, before: list[Line], *, praised: bool, explained: bool, advised: bool, can_wait: bool
) -> frozenset[str]:
    """`can_wait`: the reason may still be given by another line."""
    choices = line.open_to
    if choices <= {"reason"}:
        return choices
    reasoned = any(earlier.has("reason", "requirement", "remains") for earlier in before)
    decided = any(earlier.has("decision") for earlier in before)
    if "limit" in choices and not reasoned and (praised or decided or not can_wait):
        return frozenset({"reason"})
    if "positive" in choices and not reasoned and _is_due(choices, before, praised=praised, explained=explained):
        return frozenset({"positive"} if can_wait or "cause" not in choices else {"reason"})
    if "cause" in choices:
        return frozenset({"reason"})
    if "advice" in choices and (reasoned or (decided and explained)):
        return frozenset({"advice"})
    if reasoned or (decided and not advised and not _praise_came_last(before)):
        return frozenset({"advice"}) & choices
    return frozenset({"remains"})


def _is_due(choices: frozenset[str], before: list[Line], *, praised: bool, explained: bool) -> bool:
    """Whether the good thing may still come: before the decision, or after one that opens the message."""
    if any(line.has("decision") for line in before):
        return not praised and (explained or "about_you" in choices)
    return not any(line.has("positive") for line in before)


def _praise_came_last(before: list[Line]) -> bool:
    return next((line.has("positive") for line in reversed(before) if line.has("decision", "positive")), False)


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
