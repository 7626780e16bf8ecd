"""What a whole message holds or lacks: something good, a reason, one or two tips, this person, no debate."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from candidates.rules.writing_guide.findings import SPAN_LABELS, Finding
from candidates.rules.writing_guide.reader import Sentence
from candidates.rules.writing_guide.rulebook import Note, Rulebook
from candidates.rules.writing_guide.shelf import Shelf, Shelves
from candidates.rules.writing_guide.tips import TIP_CONTEXTS, TOO_MANY_TIPS, tips_in

SHORTEST_REMARK = 6
JUDGEMENTS = frozenset({*SPAN_LABELS, "argumentative"})
NO = frozenset({"decision", "deficit", "requirement", "limit"})


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
    roles, open_to = _said(found, judged), set()
    if not tips and not judged and "specific" in found and len(sentence.tokens) >= SHORTEST_REMARK:
        open_to = _open_to(found, roles)
    return Line(frozenset(roles), tips, frozenset(judged), frozenset(open_to))


def _said(found: set[str], judged: set[str]) -> set[str]:
    """The roles a sentence shows in so many words. Courtesy gives no reason, and flattery by comparison is praise."""
    roles = found & {"decision", "named"}
    if "polite_only" not in found:
        roles |= found & ({"requirement"} if found.isdisjoint({"specific", "about_you"}) else {"reason", "requirement"})
        if "cause" in found and (judged or not found.isdisjoint(NO)):
            roles.add("reason")
    elif "deficit" in found:
        roles |= found & {"requirement"}
    if "decision" in found and "requirement" not in found:
        roles = _why_not(found, roles)
    praised = _praises(found)
    if "comparison" in judged and "specific" in found and not (praised and "about_you" in found):
        roles.add("comparison")
    return roles | {"positive"} if praised else roles


def _why_not(found: set[str], roles: set[str]) -> set[str]:
    """A decision gives a reason only in words of its own: 'you were not selected for an interview' gives none."""
    if "rich" not in found and not {"cause", "specific"} <= found:
        return roles - {"reason"}
    return roles | {"reason"} if "told_why" in found else roles


def _praises(found: set[str]) -> bool:
    """A good word, or a 'no' that is praise ('without one mistake'); not the good words of courtesy."""
    if "polite_only" in found and "rich" not in found:
        return False
    if "no_lack" in found and found.isdisjoint({"decision", "requirement", "turn"}):
        return True
    return "positive" in found and "not_positive" not in found and not _is_hollow(found)


def _is_hollow(found: set[str]) -> bool:
    """Praise of a letter or a talk is courtesy, unless it names three things of its own."""
    return "hollow_praise" in found and found.isdisjoint({"rich", "cause"})


def _open_to(found: set[str], roles: set[str]) -> set[str]:
    """What a sentence with words of its own may be, when it does not say so itself."""
    if found & {"polite_only", "header"} or roles & {"decision", "requirement", "reason"} or _is_hollow(found):
        return set()
    if "positive" in roles and "turn" not in found:
        return set()
    if "deficit" in found and "no_lack" not in found:
        return {"reason"}
    choices = {"positive", "remains"} if "not_positive" not in found else {"remains"}
    if "aside" not in found:
        choices.add("advice")
    return choices | found & {"advice", "cause", "limit", "about_you"}


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


ROLE_CONTEXTS = (
    "reason",
    "cause",
    "told_why",
    "requirement",
    "positive",
    "not_positive",
    "hollow_praise",
    "rich",
    "deficit",
    "limit",
    "no_lack",
    "turn",
    "decision",
    "polite_only",
    "header",
    "named",
    "specific",
    "advice",
    "aside",
    "about_you",
)


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
