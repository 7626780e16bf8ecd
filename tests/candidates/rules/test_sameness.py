"""The sameness note, measured: paragraphs changed a little, changed a lot, and not related at all."""

import difflib
import json
import random
from collections.abc import Iterator
from pathlib import Path

from candidates.rules.sameness import alike, bands_of, passages, share, words_of
from candidates.rules.writing_guide.measure import is_held_out

CORPUS = Path(__file__).resolve().parents[2] / "data" / "writing_guide"
SHARES = (0, 0.03, 0.05, 0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
Words = list[str]
WORDS_THEN = (221331120, [2428926625, 21767137609])


def held_out_texts() -> list[Words]:
    """The threshold was chosen on the other texts."""
    lines = [line for path in sorted(CORPUS.glob("messages_*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [row["text"].split() for row in map(json.loads, lines) if is_held_out(row["id"])]


def changed(text: Words, by: float, pool: Words, dice: random.Random) -> Iterator[Words]:
    """So much of a text other words: here and there, in one run, or left out."""
    count = round(by * len(text))
    scattered, start = list(text), dice.randrange(len(text) - count + 1)
    for at in dice.sample(range(len(text)), count):
        scattered[at] = dice.choice(pool)
    yield scattered
    yield text[:start] + [dice.choice(pool) for _word in range(count)] + text[start + count :]
    yield text[:start] + text[start + count :]


def pairs() -> Iterator[tuple[Words, Words]]:
    texts, dice = held_out_texts(), random.Random(7)
    pool = [word for text in texts for word in text]
    for at, text in enumerate(texts):
        for by in SHARES:
            yield from ((text, other) for other in changed(text, by, pool, dice))
        yield from ((text, other) for other in texts[at + 1 :])


def found(one: Words, other: Words) -> bool:
    mine, theirs = words_of(" ".join(one)), words_of(" ".join(other))
    return alike(mine, theirs) and not set(bands_of(mine)).isdisjoint(bands_of(theirs))


def test_four_in_five_words_the_same_is_seen_and_little_else() -> None:
    right = wrong = missed = 0
    for one, other in pairs():
        same = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8
        seen = found(one, other)
        right, wrong, missed = right + (same and seen), wrong + (seen and not same), missed + (same and not seen)
    assert right > 1900
    assert right / (right + wrong) >= 0.94
    assert right / (right + missed) >= 0.96


def test_capitals_accents_digits_and_marks_make_no_difference() -> None:
    one = "Eén tip: zet in je CV per project (sinds 2019) welke beslissingen jij nam."
    other = "een tip, zet in je cv per project sinds 2021 welke beslissingen jij nam"
    assert share(words_of(one), words_of(other)) == 1
    assert bands_of(words_of(one)) == bands_of(words_of(other))


def test_the_numbers_stay_the_same_for_ever() -> None:
    """Rows were made with them."""
    words = words_of("Zet in je cv per project welke beslissingen jij nam.")
    assert (words[0], bands_of(words)[:2]) == WORDS_THEN


def test_nothing_is_like_nothing_and_short_lines_are_not_compared() -> None:
    assert (share([], []), bands_of([]), passages("Succes.\n\nDank je wel.")) == (0, [], [])
