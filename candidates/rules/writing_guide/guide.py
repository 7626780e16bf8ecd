"""The writing guide: a text in, findings out. It keeps nothing, knows no person and calls nobody."""

from functools import lru_cache

from candidates.rules.writing_guide.findings import MESSAGE_LABELS, Finding
from candidates.rules.writing_guide.forms import form_faults
from candidates.rules.writing_guide.messages import lines_of, notes_on, shelves_of
from candidates.rules.writing_guide.reader import Reader, Sentence, lemmatizer
from candidates.rules.writing_guide.rulebook import Rulebook, rulebook
from candidates.rules.writing_guide.spans import Finder
from candidates.rules.writing_guide.vocabulary import Vocabulary
from candidates.rules.writing_guide.wording import addressed, is_formal


class Guide:
    """The rules of one language, ready to read with. Make one through `guide_for`: building it takes half a second."""

    def __init__(self, book: Rulebook) -> None:
        lemma, known = lemmatizer(book.lang)
        vocabulary = Vocabulary(book.lists, literals=book.literals, lemma=lemma, known=known)
        self.book = book
        self._reader = Reader(vocabulary, contractions=book.contractions)
        self._finder = Finder(book.rules)
        self._shelves = shelves_of(book)

    def read(self, text: str) -> list[Sentence]:
        return list(self._reader.read(text))

    def check(self, text: str, *, stage: str | None = None, without: frozenset[str] = frozenset()) -> list[Finding]:
        """Without a stage the text is a lone sentence: what is missing in a message is then not missed."""
        sentences = self.read(text)
        found = [*self._finder.find(sentences, text=text, without=without), *form_faults(text, sentences, self.book)]
        if stage:
            found += notes_on(lines_of(sentences, self._shelves, found), self.book)
        else:
            found = [finding for finding in found if finding.label not in MESSAGE_LABELS]
        kept = [finding for finding in found if finding.rule not in without]
        formal = is_formal(sentences)
        worded = [addressed(finding, formal=formal) for finding in kept]
        return sorted(worded, key=lambda finding: (finding.start is None, finding.start or 0))


@lru_cache(maxsize=4)
def guide_for(lang: str) -> Guide:
    return Guide(rulebook(lang))


def check(text: str, lang: str, *, stage: str | None = None, without: frozenset[str] = frozenset()) -> list[Finding]:
    """What the guide has to say about this text. Without a stage it is read as a lone sentence: span labels only."""
    return guide_for(lang).check(text, stage=stage, without=without)
