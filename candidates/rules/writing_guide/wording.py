"""The better wording of a finding, in the form of address of the text: je or u."""

from dataclasses import replace

from candidates.rules.writing_guide.findings import Finding
from candidates.rules.writing_guide.reader import Sentence

FORMAL = frozenset({"u", "uw"})
FAMILIAR = frozenset({"je", "jij", "jou", "jouw"})


def is_formal(sentences: list[Sentence]) -> bool:
    """Whether a Dutch text says u more often than je."""
    said = [token.word for sentence in sentences for token in sentence.tokens]
    return sum(word in FORMAL for word in said) > sum(word in FAMILIAR for word in said)


def addressed(finding: Finding, *, formal: bool) -> Finding:
    if finding.better is None:
        return finding
    words = {"{je}": "u", "{Je}": "U", "{jouw}": "uw"} if formal else {"{je}": "je", "{Je}": "Je", "{jouw}": "je"}
    better = finding.better
    for mark, word in words.items():
        better = better.replace(mark, word)
    return replace(finding, better=better)
