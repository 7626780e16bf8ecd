"""Was this paragraph sent before? Paragraphs are compared by the words in them, as numbers: no readable text is kept.

A paragraph is the same when four in five of its words are. Bands find the few that can be: paragraphs which share so
many words have one of their bands in common, others seldom do (the usual way to find near copies among very many).
"""

import hashlib
import re
import zlib
from collections.abc import Sequence

from candidates.rules.writing_guide import paragraphs
from candidates.rules.writing_guide.splitting import plain

ALIKE = 0.81  # of the words that differ; this comes nearest to four in five of all words (tests, on held-out texts)
BANDS, ROWS = 28, 5
PRIME = (1 << 61) - 1
WORD = re.compile(r"[^\W\d_]+")


def _turn(number: int) -> tuple[int, int]:
    """The same for ever: rows were made with these."""
    made = hashlib.sha256(f"turn {number}".encode()).digest()
    return int.from_bytes(made[:7]) | 1, int.from_bytes(made[7:14])


TURNS = [_turn(number) for number in range(BANDS * ROWS)]


def passages(text: str) -> list[str]:
    """The paragraphs that are long enough to be worth comparing."""
    return [paragraph for _start, paragraph in paragraphs(text)]


def words_of(paragraph: str) -> list[int]:
    """Each word once, as a number; capitals, accents, digits and marks make no difference."""
    return sorted({zlib.crc32(word.encode()) for word in WORD.findall(plain(paragraph))})


def bands_of(words: Sequence[int]) -> list[int]:
    """Numbers of which alike paragraphs have at least one in common (in 98 of 100 cases, or more)."""
    if not words:
        return []
    lowest = [min((a * word + b) % PRIME for word in words) for a, b in TURNS]
    return [_one_number(at, lowest[at : at + ROWS]) for at in range(0, len(lowest), ROWS)]


def share(mine: Sequence[int], theirs: Sequence[int]) -> float:
    """How much of the two is the same: 0 nothing, 1 everything."""
    whole = len(mine) + len(theirs)
    return 2 * len(set(mine) & set(theirs)) / whole if whole else 0.0


def alike(mine: Sequence[int], theirs: Sequence[int]) -> bool:
    return share(mine, theirs) >= ALIKE


def _one_number(place: int, lowest: Sequence[int]) -> int:
    """Of a band, with its place in front: it fits a bigint."""
    return place << 32 | zlib.crc32(",".join(map(str, lowest)).encode())
