"""Which lists of the rule files a word stands on: by its form, its lemma, a wildcard, or one typing error away."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

Lemma = Callable[[str], str]
Known = Callable[[str], bool]
SHORTEST_TYPO = 7
PAST = ("te", "de", "ten", "den")


class Group(NamedTuple):
    """Words that count together; they are looked up by the longest of them, which is the rarest in a text."""

    parts: tuple[str, ...]
    offset: int
    feature: str


class Vocabulary:
    """The word lists of one language.

    An entry is a base form (`arrogant`), an exact form (`=was`), a start or an end (`sollicit*`, `*ervaring`), a group
    of words (`niet goed`) or another list (`{trait}`).
    """

    def __init__(
        self, lists: Mapping[str, Iterable[str]], *, literals: Iterable[str], lemma: Lemma, known: Known
    ) -> None:
        self._lemma, self._known = lemma, known
        self._single: dict[str, set[str]] = {}
        self._exact: dict[str, set[str]] = {}
        self._starts: dict[str, set[str]] = {}
        self._ends: dict[str, set[str]] = {}
        self.groups: dict[str, list[Group]] = {}
        for name in lists:
            for entry in _flat(lists, name, seen=()):
                self._enter(entry, f"{{{name}}}")
        for literal in literals:
            self._enter(literal, literal)
        self._near = _neighbours(word for word in self._single if len(word) >= SHORTEST_TYPO and word.isalpha())

    def _enter(self, entry: str, feature: str) -> None:
        if " " in entry:
            parts = tuple(entry.split())
            longest = max(parts, key=len)
            self.groups.setdefault(longest, []).append(Group(parts, parts.index(longest), feature))
        elif entry.startswith("="):
            self._exact.setdefault(entry[1:], set()).add(feature)
        elif entry.startswith("*"):
            self._ends.setdefault(entry[1:], set()).add(feature)
        elif entry.endswith("*"):
            self._starts.setdefault(entry[:-1], set()).add(feature)
        else:
            self._single.setdefault(entry, set()).add(feature)

    def features(self, word: str, *, name: bool = False) -> frozenset[str]:
        """Every list and every base form of one plain word. A name is never taken for a typing error."""
        bases = self._bases(word, name=name)
        found = set(bases) | self._exact.get(word, set()) | _endings(word, self._lemma(word))
        for base in bases:
            found |= self._single.get(base, set())
        for form in {word, _singular(word)}:
            for cut in range(1, len(form) + 1):
                found |= self._starts.get(form[:cut], set())
                found |= self._ends.get(form[-cut:], set())
        return frozenset(found)

    def _bases(self, word: str, *, name: bool) -> set[str]:
        bases = {word, self._lemma(word)}
        if word.endswith("'s"):
            bases |= {word[:-2], self._lemma(word[:-2])}
        if word.endswith("e") and len(word) > 4:
            bases.add(word[:-2] if word[-2] == word[-3] else word[:-1])
        if name or len(word) < SHORTEST_TYPO or not word.isalpha():
            return bases
        if bases.isdisjoint(self._single) and not self._known(word):
            bases |= self._typo_of(word)
        return bases

    def _typo_of(self, word: str) -> set[str]:
        """The listed words that are one letter away (added, lost, changed, or two swapped)."""
        forms = [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
        return {near for form in forms for near in self._near.get(form, ()) if abs(len(near) - len(word)) <= 1}


def _endings(word: str, base: str) -> set[str]:
    """What an ending tells: before its noun (`stille`), comparing (`stiller`), a verb's bare stem (`loop`), any form
    of it that goes with one person (`loopt`, `liep`), or its past (`werkte`, `worked`)."""
    found = set()
    if word != base and word.endswith("e") and not base.endswith("e"):
        found.add("{inflected}")
    if word != base and word.endswith(("er", "ere")) and word.startswith(base[:-1]) and len(word) > len(base) + 1 > 3:
        found.add("{more_so}")
    if len(base) > len(word) and base.endswith("n") and word[-1] not in "dtn" and base.startswith(word[:-1]):
        found.add("{stem}")
    if word != base and base.endswith("n") and not word.endswith(("n", "end", "ende")):
        found.add("{finite}")
    if word != base and _is_past(word, base):
        found.add("{past}")
    return found


def _is_past(word: str, base: str) -> bool:
    if word.endswith("ed"):
        return True
    return base.endswith("en") and word.startswith(base[:2]) and word.endswith(PAST) and not word.endswith("ende")


def _singular(word: str) -> str:
    """Without a plural's ending, roughly: good enough for the end of a compound."""
    return next((word.removesuffix(end) for end in ("en", "s") if len(word) > 6 and word.endswith(end)), word)


def _flat(lists: Mapping[str, Iterable[str]], name: str, *, seen: tuple[str, ...]) -> Iterable[str]:
    if name in seen:
        raise ValueError(f"list {name} contains itself")
    for entry in lists[name]:
        if entry.startswith("{"):
            yield from _flat(lists, entry.strip("{}"), seen=(*seen, name))
        else:
            yield entry


def _neighbours(listed: Iterable[str]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for word in listed:
        for form in (word, *(word[:at] + word[at + 1 :] for at in range(len(word)))):
            near.setdefault(form, set()).add(word)
    return near
