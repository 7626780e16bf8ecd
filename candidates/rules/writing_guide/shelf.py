"""Many phrases of which any will do."""

from collections.abc import Iterable, Mapping

from candidates.rules.writing_guide.patterns import Phrase
from candidates.rules.writing_guide.reader import Sentence, Stretch


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


Shelves = Mapping[str, Shelf]
