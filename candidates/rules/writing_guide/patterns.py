"""A phrase and its matcher.

A match never looks back: it walks a set of places forward, so its time is bounded by words times phrase length. The set
is one whole number, a bit for each place in the sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from candidates.rules.writing_guide.reader import Runs, Sentence, Stretch

EVERYDAY_WORDS = """
{you} {your} {we} {not} {less} {be} {be_you} {have} {word} {aux} {our} {they} {digits} {article} {degree} {said} , {job}
{described} {lack_word} {because} {capital} de het een en in op van voor met om te dat die er niet geen wij we ik je u
uw bij aan zijn hebben naar als dan ook nog wat of the a an and to for with on at is be it that this you your i
"""
FEW = 4  # so many features are looked up one by one; more, as a set
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
            return places & ~self.standing(sentence)
        reached = self._after(places, sentence)
        if self.or_end:
            reached |= places & (sentence.clause_ends | 1 << hi)
        return reached | places if self.optional else reached

    def standing(self, sentence: Sentence) -> int:
        """The places where one of the words stands."""
        found = self._mask(sentence)
        for runs in self._runs(sentence):
            found |= runs.starts
        return found

    def _after(self, places: int, sentence: Sentence) -> int:
        reached = (places & self._mask(sentence)) << 1
        for runs in self._runs(sentence):
            reached |= runs.after(places)
        return reached

    def _mask(self, sentence: Sentence) -> int:
        masks = sentence.masks
        found = 0
        if len(self.features) <= FEW:
            for feature in self.features:
                found |= masks.get(feature, 0)
        else:
            for feature in self.features & masks.keys():
                found |= masks[feature]
        return found

    def _runs(self, sentence: Sentence) -> Iterator[Runs]:
        """What is longer than a word: groups of words, and named phrases (looked up once for each sentence)."""
        for feature in sentence.groups:
            if feature in self.features:
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
        if not self.possible(sentence):
            return None
        for start, ends in self._matches(1 << lo if self.opens else (1 << hi) - (1 << lo), sentence, hi):
            return Stretch(start, max(_lowest(ends), start + 1))
        return None

    def note(self, sentence: Sentence, runs: Runs) -> None:
        """Add every start and end of this phrase in the sentence."""
        hi = len(sentence.tokens)
        if self.possible(sentence):
            for start, ends in self._matches(1 if self.opens else (1 << hi) - 1, sentence, hi):
                runs.add(start, ends)

    def _matches(self, starts: int, sentence: Sentence, hi: int) -> Iterator[tuple[int, int]]:
        """From left to right: a start, and the places where the phrase may end from there."""
        if self.steps[0].is_sure():
            starts &= self.steps[0].standing(sentence)
        if not starts or not self._walk(starts, sentence, hi):
            return
        while starts:
            ends = self._walk(starts & -starts, sentence, hi)
            if ends:
                yield _lowest(starts), ends
            starts &= starts - 1

    def possible(self, sentence: Sentence) -> bool:
        """Whether each word the phrase cannot do without is in the sentence."""
        return not any(map(sentence.present.isdisjoint, self.needs))

    def _walk(self, places: int, sentence: Sentence, hi: int) -> int:
        inside = (1 << hi + 1) - 1
        for step in self.steps:
            places = step.walk(places, sentence, hi) & inside
            if not places:
                break
        return places


def _lowest(places: int) -> int:
    return (places & -places).bit_length() - 1


def commonness(features: frozenset[str]) -> tuple[bool, int]:
    """Sorts what is rare in ordinary text before what is common."""
    return not features.isdisjoint(EVERYDAY), len(features)
