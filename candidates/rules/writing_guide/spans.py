"""Hold the rules against the sentences: which rule is found where, and what lifts it."""

from collections.abc import Iterable, Iterator

from candidates.rules.writing_guide.findings import Finding
from candidates.rules.writing_guide.patterns import Phrase, commonness
from candidates.rules.writing_guide.reader import Sentence, Stretch
from candidates.rules.writing_guide.rulebook import Rule


class Finder:
    """The span rules of one language, sorted by the words that make them worth trying."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_feature: dict[str, set[tuple[int, int]]] = {}
        self._needs: dict[tuple[int, int], tuple[frozenset[str], ...]] = {}
        self._rules = tuple(rules)
        for number, rule in enumerate(self._rules):
            for choice, alternative in enumerate(rule.match):
                self._needs[number, choice] = tuple(need for phrase in alternative for need in phrase.needs)
                for feature in _rarest(alternative):
                    self._by_feature.setdefault(feature, set()).add((number, choice))

    def find(self, sentences: list[Sentence], *, text: str, without: frozenset[str]) -> Iterator[Finding]:
        for at, sentence in enumerate(sentences):
            around = sentences[max(at - 1, 0) : at] + sentences[at + 1 : at + 2]
            yield from _one_per_place(self._found_in(sentence, around, text=text, without=without))

    def _found_in(
        self, sentence: Sentence, around: list[Sentence], *, text: str, without: frozenset[str]
    ) -> Iterator[Finding]:
        for number, choice in self._worth_trying(sentence):
            rule = self._rules[number]
            if rule.name in without:
                continue
            for stretch in _scopes(rule, sentence):
                place = _together(rule.match[choice], sentence, stretch)
                if place and not _lifted(rule, sentence, stretch, around, place=place):
                    yield _finding(rule, sentence.span(*place), text)

    def _worth_trying(self, sentence: Sentence) -> list[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        for feature in sentence.present & self._by_feature.keys():
            found |= self._by_feature[feature]
        lacking = sentence.present.isdisjoint
        return sorted(place for place in found if not any(map(lacking, self._needs[place])))


def _rarest(alternative: tuple[Phrase, ...]) -> frozenset[str]:
    """Of an alternative only its rarest words are looked up: the others are tried when these are present."""
    return min((phrase.anchor() for phrase in alternative), key=commonness)


def _scopes(rule: Rule, sentence: Sentence) -> tuple[Stretch, ...]:
    if rule.scope == "sentence":
        return (sentence.whole,)
    return sentence.clauses if rule.scope == "clause" else sentence.parts


def _together(alternative: tuple[Phrase, ...], sentence: Sentence, within: Stretch) -> Stretch | None:
    places = []
    for phrase in alternative:
        place = phrase.find(sentence, within)
        if place is None:
            return None
        places.append(place)
    return Stretch(min(place.lo for place in places), max(place.hi for place in places))


def _lifted(rule: Rule, sentence: Sentence, stretch: Stretch, around: list[Sentence], *, place: Stretch) -> bool:
    rest = Stretch(place.hi, sentence.whole.hi)
    looked_in = (
        (rule.not_within, place),
        (rule.lifted_after, rest),
        (rule.lifted_by, stretch),
        (rule.lifted_by_sentence, sentence.whole),
    )
    if any(has_any(phrases, sentence, within) for phrases, within in looked_in):
        return True
    return any(has_any(rule.lifted_around, beside, beside.whole) for beside in around)


def has_any(phrases: Iterable[Phrase], sentence: Sentence, within: Stretch) -> bool:
    return any(phrase.find(sentence, within) for phrase in phrases)


def _finding(rule: Rule, span: tuple[int, int], text: str) -> Finding:
    start, end = span
    return Finding(
        label=rule.label,
        rule=rule.name,
        why=rule.why,
        start=start,
        end=end,
        quote=text[start:end],
        better=rule.better,
        source=rule.source,
        severity=rule.severity,
    )


def _one_per_place(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings with one label on overlapping spans the first rule's speaks; the rest would say the same again.

    A reason that is judged for what it says is not called empty as well.
    """
    kept: list[Finding] = []
    for finding in findings:
        if not any(finding.label == other.label and finding.overlaps(other) for other in kept):
            kept.append(finding)
    said = [finding for finding in kept if finding.label in CONTENT]
    return [found for found in kept if found.label != EMPTY or not any(found.overlaps(other) for other in said)]


EMPTY = "vague"
CONTENT = frozenset({"personality", "comparison", "discrimination"})
