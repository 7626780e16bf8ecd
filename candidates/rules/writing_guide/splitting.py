"""Cut a text into tokens and sentences. Every expression here is linear: no nested repetition, no overlap."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+(?:['’‘`´\-‑][^\W_]+)*|[^\w\s]|_")
CLOSERS = frozenset("\"'”’»)]")
ENDERS = frozenset(".!?…")
LONGEST_SENTENCE = 120

ABBREVIATIONS = frozenset(
    {"dhr", "hr", "mevr", "mw", "drs", "ir", "mr", "mrs", "ms", "dr", "prof", "bijv", "bv", "ca", "nr", "tel"}
    | {"enz", "jl", "incl", "excl", "evt", "resp", "o.a", "st", "jr", "sr", "vs", "etc", "dept", "approx"}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token as it stands in the text."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Lower case, accents off, one kind of apostrophe and hyphen: the form in which words are compared."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.replace("`", "'")
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(mark))
    return bare.translate(_SAME)


_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‑": "-"})


def words(text: str) -> Iterator[Word]:
    for found in TOKEN.finditer(text):
        yield Word(found[0], found.start(), found.end())


def sentences(text: str) -> Iterator[list[Word]]:
    """Group the words: a sentence ends at . ! ? or at a line's end; abbreviations and times do not end one."""
    current: list[Word] = []
    for word in words(text):
        if current and _breaks(text, current, word):
            yield current
            current = []
        current.append(word)
    if current:
        yield current


def _breaks(text: str, current: list[Word], word: Word) -> bool:
    last = current[-1]
    between = text[last.end : word.start]
    if "\n" in between or len(current) >= LONGEST_SENTENCE:
        return True
    if not between or word.text in CLOSERS:
        return False
    return _ends(current) and not word.text[0].islower()


def _ends(current: list[Word]) -> bool:
    at = len(current) - 1
    while at and current[at].text in CLOSERS:
        at -= 1
    if current[at].text not in ENDERS:
        return False
    before = current[at - 1] if at else None
    if before is None or current[at].text != ".":
        return True
    return before.text.lower() not in ABBREVIATIONS and not (len(before.text) == 1 and before.text.isupper())
