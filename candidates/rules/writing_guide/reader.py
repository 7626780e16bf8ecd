"""Read a text once: sentences of tokens, each token with the lists it stands on, each sentence with its parts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from candidates.rules.writing_guide import splitting
from candidates.rules.writing_guide.vocabulary import Vocabulary


class Token(NamedTuple):
    word: str
    start: int
    end: int
    features: frozenset[str]


class Stretch(NamedTuple):
    """A run of tokens in a sentence, end exclusive."""

    lo: int
    hi: int


@dataclass(slots=True)
class Runs:
    """Runs of words of one kind in a sentence: where they start, and from each start where they may end."""

    starts: int = 0
    ends: dict[int, int] = field(default_factory=dict)

    def add(self, start: int, ends: int) -> None:
        if ends:
            self.starts |= 1 << start
            self.ends[start] = self.ends.get(start, 0) | ends

    def after(self, places: int) -> int:
        reached, left = 0, places & self.starts
        while left:
            reached |= self.ends[(left & -left).bit_length() - 1]
            left &= left - 1
        return reached


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens, and for each feature the places where it stands: one bit for each token."""

    tokens: tuple[Token, ...]
    masks: dict[str, int]
    groups: dict[str, Runs]
    parts: tuple[Stretch, ...]
    clauses: tuple[Stretch, ...]
    clause_ends: int
    present: frozenset[str]
    whole: Stretch
    named: dict[str, Runs] = field(default_factory=dict)

    def span(self, lo: int, hi: int) -> tuple[int, int]:
        return self.tokens[lo].start, self.tokens[hi - 1].end


CLAUSE_ENDS = frozenset(",;:.!?()…\"'”’–—")
CACHED_WORDS = 20_000
PART_BREAKS = frozenset({";", "{but}"})
CLAUSE_BREAKS = PART_BREAKS | {",", ":", "(", ")", "–", "—", "{because}", "{although}"}


class Reader:
    def __init__(self, vocabulary: Vocabulary, *, contractions: dict[str, str]) -> None:
        self._vocabulary = vocabulary
        self._contractions = {short: tuple(full.split()) for short, full in contractions.items()}
        self._known = lru_cache(maxsize=CACHED_WORDS)(self._look_up)

    def read(self, text: str) -> Iterator[Sentence]:
        for words in splitting.sentences(text):
            yield self._sentence([token for at, word in enumerate(words) for token in self._tokens(word, first=not at)])

    def _tokens(self, word: splitting.Word, *, first: bool) -> Iterator[Token]:
        """Usually one; a contraction ("didn't") gives its words, all on the same span."""
        for part, features in self._known(word.text, first=first):
            yield Token(part, word.start, word.end, features)

    def _look_up(self, text: str, *, first: bool) -> tuple[tuple[str, frozenset[str]], ...]:
        plain, shape = splitting.plain(text), _shape(text, first=first)
        parts = self._contractions.get(plain, (plain,))
        return tuple((part, self._vocabulary.features(part, name="{capital}" in shape) | shape) for part in parts)

    def _sentence(self, tokens: list[Token]) -> Sentence:
        masks: dict[str, int] = {}
        for at, token in enumerate(tokens):
            for feature in token.features:
                masks[feature] = masks.get(feature, 0) | 1 << at
        groups = self._groups(tokens)
        return Sentence(
            tokens=tuple(tokens),
            masks=masks,
            groups=groups,
            parts=_stretches(tokens, PART_BREAKS),
            clauses=_stretches(tokens, CLAUSE_BREAKS),
            clause_ends=sum(1 << at for at, token in enumerate(tokens) if token.word in CLAUSE_ENDS),
            present=frozenset(masks.keys() | groups.keys()),
            whole=Stretch(0, len(tokens)),
        )

    def _groups(self, tokens: list[Token]) -> dict[str, Runs]:
        """Per list: where its groups of words stand."""
        found: dict[str, Runs] = {}
        known = self._vocabulary.groups
        for at, token in enumerate(tokens):
            for base in token.features & known.keys():
                for group in known[base]:
                    start = at - group.offset
                    if _stands(tokens, start, group.parts):
                        found.setdefault(group.feature, Runs()).add(start, 1 << start + len(group.parts))
        return found


def _stands(tokens: list[Token], start: int, parts: tuple[str, ...]) -> bool:
    if start < 0 or start + len(parts) > len(tokens):
        return False
    return all(word in tokens[start + offset].features for offset, word in enumerate(parts))


def _stretches(tokens: list[Token], breaks: frozenset[str]) -> tuple[Stretch, ...]:
    """Cut at each breaking token; the breaking word itself opens the next stretch."""
    cuts = [at for at, token in enumerate(tokens) if not breaks.isdisjoint(token.features)]
    return tuple(Stretch(lo, hi) for lo, hi in pairwise([0, *cuts, len(tokens)]) if hi > lo)


def _shape(text: str, *, first: bool) -> frozenset[str]:
    """What the writing itself tells: digits, capitals, a capital inside the sentence."""
    shape = set()
    if any(mark.isdigit() for mark in text):
        shape.add("{digits}")
    if len(text) > 1 and text.isupper():
        shape.add("{capitals}")
    if not first and text[:1].isupper() and not text.isupper():
        shape.add("{capital}")
    if text[0].isalpha():
        shape.add("{word}")
    return frozenset(shape)


def lemmatizer(lang: str) -> tuple[Callable[[str], str], Callable[[str], bool]]:
    """The lemma of a word, and whether the dictionary knows it."""
    # Loading the dictionaries takes 0.3 s and 50 MB: only a process that reads a text pays for it.
    from simplemma import is_known, lemmatize  # noqa: PLC0415

    def lemma(word: str) -> str:
        return str(lemmatize(word, lang)).lower() if word.isalpha() else word

    def known(word: str) -> bool:
        return bool(is_known(word, lang))

    return lemma, known
