"""The small language the rules are written in, and its matcher.

A phrase is a row of words: `je` (this word, or this lemma), `{trait}` (a word of that list), `a|b|{c}` (one of these),
`<hired>` (any phrase of that name), `(x)` (may be there), `..` (up to three words), `...` (up to nine), `!x` (here no
x), `^` (start of the stretch), `$` (end of a clause). A match never looks back: it walks a set of places forward, so
its time is bounded by words times phrase length. The set is one whole number, a bit for each place in the sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from candidates.rules.writing_guide.reader import Runs, Sentence, Stretch

GAPS = {"..": 3, "...": 9}
EVERYDAY_WORDS = """
{you} {your} {we} {not} {less} {be} {be_you} {have} {word} {aux} {our} {they} {digits} {article} {degree} {said} , {job}
{described} {lack_word} {because} {capital} de het een en in op van voor met om te dat die er niet geen wij we ik je u uw
bij aan zijn hebben naar als dan ook nog wat of the a an and to for with on at is be it that this you your i
"""
EVERYDAY = frozenset(EVERYDAY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a phrase: a word, a gap, a named phrase, a "here not", or the end of a clause."""

    features: frozenset[str] = frozenset()
    named: tuple[tuple[str, tuple["Phrase", ...]], ...] = ()
    gap: int = 0
    here_not: bool = False
    optional: bool = False
    or_end: bool = False

    def walk(self, places: int, sentence: Sentence, hi: int) -> int:
        """The places reached from these."""
        if self.gap:
            return _spread(places, self.gap)
        if self.here_not:
            return places & ~self._standing(sentence)
        reached = self._after(places, sentence)
        if self.or_end:
            reached |= places & (sentence.clause_ends | 1 << hi)
        return reached | places if self.optional else reached

    def _standing(self, sentence: Sentence) -> int:
        """The places where one of the words stands."""
        found = 0
        for feature in self.features & sentence.masks.keys():
            found |= sentence.masks[feature]
        for runs in self._runs(sentence):
            found |= runs.starts
        return found

    def _after(self, places: int, sentence: Sentence) -> int:
        found = 0
        for feature in self.features & sentence.masks.keys():
            found |= sentence.masks[feature]
        reached = (places & found) << 1
        for runs in self._runs(sentence):
            reached |= runs.after(places)
        return reached

    def _runs(self, sentence: Sentence) -> Iterator[Runs]:
        """What is longer than a word: groups of words, and named phrases (looked up once for each sentence)."""
        if sentence.groups:
            for feature in self.features & sentence.groups.keys():
                yield sentence.groups[feature]
        for name, phrases in self.named:
            if name not in sentence.named:
                sentence.named[name] = Runs()
                for phrase in phrases:
                    phrase.note(sentence, sentence.named[name])
            yield sentence.named[name]

    def is_sure(self) -> bool:
        """Whether the phrase cannot stand without a word for this step."""
        return not (self.gap or self.here_not or self.optional or self.or_end)

    def openers(self) -> frozenset[str]:
        """The features of which one must be present for this step to succeed."""
        return self.features.union(*(phrase.anchor() for _, phrases in self.named for phrase in phrases))


def _spread(places: int, reach: int) -> int:
    """These places and every place up to `reach` further on."""
    spread = places
    for further in range(1, reach + 1):
        spread |= places << further
    return spread


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    text: str
    steps: tuple[Step, ...]
    opens: bool
    needs: tuple[frozenset[str], ...] = ()

    def anchor(self) -> frozenset[str]:
        """The features of which one must be in the sentence for this phrase to be found at all."""
        return min((step.openers() for step in self.steps if step.is_sure()), key=commonness)

    def find(self, sentence: Sentence, within: Stretch) -> Stretch | None:
        """The first place in this stretch where the phrase stands."""
        lo, hi = within
        starts = 1 << lo if self.opens else (1 << hi) - (1 << lo)
        if not self._possible(sentence) or not self._walk(starts, sentence, hi):
            return None
        for start in range(lo, lo + 1 if self.opens else hi):
            ends = self._walk(1 << start, sentence, hi)
            if ends:
                return Stretch(start, max(_lowest(ends), start + 1))
        return None

    def note(self, sentence: Sentence, runs: Runs) -> None:
        """Add every start and end of this phrase in the sentence."""
        hi = len(sentence.tokens)
        if self._possible(sentence) and self._walk((1 << hi) - 1, sentence, hi):
            for start in range(hi):
                runs.add(start, self._walk(1 << start, sentence, hi))

    def _possible(self, sentence: Sentence) -> bool:
        return not any(map(sentence.present.isdisjoint, self.needs))

    def _walk(self, places: int, sentence: Sentence, hi: int) -> int:
        inside = (1 << hi + 1) - 1
        for step in self.steps:
            places = step.walk(places, sentence, hi) & inside
            if not places:
                break
        return places


class Shelf:
    """Phrases of which any will do, sorted by the words that make them worth trying."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_feature: dict[str, set[Phrase]] = {}
        for phrase in phrases:
            for feature in phrase.anchor():
                self._by_feature.setdefault(feature, set()).add(phrase)

    def stands_in(self, sentence: Sentence, within: Stretch) -> bool:
        tried: set[Phrase] = set()
        for feature in sentence.present & self._by_feature.keys():
            for phrase in self._by_feature[feature] - tried:
                if phrase.find(sentence, within):
                    return True
                tried.add(phrase)
        return False


def _lowest(places: int) -> int:
    return (places & -places).bit_length() - 1


def commonness(features: frozenset[str]) -> tuple[bool, int]:
    """Sorts what is rare in ordinary text before what is common."""
    return not features.isdisjoint(EVERYDAY), len(features)


def compile_phrase(text: str, named: Mapping[str, tuple[Phrase, ...]]) -> Phrase:
    items = text.split()
    opens = items[0] == "^"
    if items[-1].startswith("(") or any(item.count("(") != item.count(")") for item in items):
        raise ValueError(f"parentheses hold one word that may be left out, never the last: {text}")
    steps = tuple(_step(item, named) for item in (items[1:] if opens else items))
    if not any(step.is_sure() for step in steps):
        raise ValueError(f"a phrase needs one word that must be there: {text}")
    needs = tuple(step.features for step in steps if step.is_sure() and not step.named)
    return Phrase(text, steps, opens, needs)


def _step(item: str, named: Mapping[str, tuple[Phrase, ...]]) -> Step:
    if item in GAPS:
        return Step(gap=GAPS[item])
    choices = item.strip("!()").split("|")
    names = tuple(choice[1:-1] for choice in choices if choice.startswith("<"))
    return Step(
        features=frozenset(choice for choice in choices if choice != "$" and not choice.startswith("<")),
        named=tuple((name, named[name]) for name in names),
        here_not=item.startswith("!"),
        optional=item.startswith("("),
        or_end="$" in choices,
    )


def literals(phrases: Iterable[Phrase]) -> set[str]:
    """The bare words and wildcards of these phrases, to be entered in the vocabulary."""
    steps = [step for phrase in phrases for step in phrase.steps]
    return {feature for step in steps for feature in step.features if not feature.startswith("{")}
