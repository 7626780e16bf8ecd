"""Words in a text that may be special personal data (GDPR art. 9): health, belief, origin, orientation, politics.

Read with the word lists of the writing guide (special.toml), in both its languages: nobody says in which one a note is
written. It cannot know what is meant; it asks somebody to look.
"""

from collections.abc import Iterable, Iterator

from candidates.rules.writing_guide import LANGUAGES, guide_for
from candidates.rules.writing_guide.patterns import Phrase
from candidates.rules.writing_guide.reader import Runs, Sentence

Place = tuple[int, int]  # in characters, end exclusive


def special_words(text: str) -> list[str]:
    """As they were typed, in their order, each once."""
    words = [text[start:end] for start, end in special_places(text)]
    return list({word.casefold(): word for word in reversed(words)}.values())[::-1]


def make_ready() -> None:
    """Building the guides takes a second each, once in a process."""
    for language in LANGUAGES:
        guide_for(language)


def special_places(text: str) -> list[Place]:
    found: set[Place] = set()
    meant_otherwise: set[Place] = set()
    for guide in map(guide_for, LANGUAGES if text.strip() else ()):
        sentences, contexts = guide.read(text), guide.book.contexts
        found |= set(_places(sentences, contexts["special"]))
        meant_otherwise |= set(_places(sentences, contexts["not_special"]))
    return [place for place in sorted(found) if not _is_inside_any(place, meant_otherwise | found)]


def _places(sentences: Iterable[Sentence], phrases: Iterable[Phrase]) -> Iterator[Place]:
    """Where one of these phrases stands, as long as it goes."""
    for sentence in sentences:
        runs = Runs()
        for phrase in phrases:
            phrase.note(sentence, runs)
        for start, ends in runs.ends.items():
            yield sentence.span(start, ends.bit_length() - 1)


def _is_inside_any(place: Place, others: Iterable[Place]) -> bool:
    return any(other != place and other[0] <= place[0] and place[1] <= other[1] for other in others)
