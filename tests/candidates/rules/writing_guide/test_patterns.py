"""The small language of the rules."""

import pytest

from candidates.rules.writing_guide.notation import compile_phrase
from candidates.rules.writing_guide.reader import Reader
from candidates.rules.writing_guide.vocabulary import Vocabulary

LISTS = {
    "trait": ["stil", "op jezelf", "{kind}"],
    "kind": ["lief"],
    "start": ["sollicit*"],
    "ending": ["*ervaring"],
    "exact": ["=was"],
}
READER = Reader(
    Vocabulary(LISTS, literals={"je", "niet", "te", "over"}, lemma=lambda word: word, known=lambda word: True),
    contractions={"didn't": "did not"},
)


def found(phrase: str, text: str) -> str | None:
    sentence = next(iter(READER.read(text)))
    named = {"two": (compile_phrase("je te", {}),), "first": (compile_phrase("^ te", {}),)}
    place = compile_phrase(phrase, named).find(sentence, sentence.whole)
    return None if place is None else text[slice(*sentence.span(*place))]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("je {trait}", "nu je stil bent", "je stil"),
        ("je {trait}", "je lieve kant", None),
        ("je {start}", "je sollicitatie", "je sollicitatie"),
        ("je {trait}", "je lief bent", "je lief"),
        ("je {trait}", "je op jezelf bent", "je op jezelf"),
        ("je .. {trait}", "je bent nu wat stil", "je bent nu wat stil"),
        ("je .. {trait}", "je bent nu toch wat stil", None),
        ("je ... {trait}", "je bent nu toch wat stil", "je bent nu toch wat stil"),
        ("je (niet) {trait}", "je niet stil", "je niet stil"),
        ("je (niet) {trait}", "je stil", "je stil"),
        ("je !niet .. {trait}", "je niet stil", None),
        ("je niet|over", "je over", "je over"),
        ("niet $", "niet, over", "niet"),
        ("niet $", "niet over", None),
        ("^ niet", "je niet", None),
        ("^ niet", "niet je", "niet"),
        ("<two> {trait}", "je te stil", "je te stil"),
        ("{start}", "een sollicitatie", "sollicitatie"),
        ("{ending}", "veel griffie-ervaring", "griffie-ervaring"),
        ("{exact}", "je was", "was"),
        ("<first>", "te stil", "te"),
        ("<first>", "je te", None),
        ("niet", "you didn't", None),
        ("je niet", "Jé niet", "Jé niet"),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, text: str, expected: str | None) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    ("word", "base", "feature"),
    [
        ("maakt", "maken", "{finite}"),
        ("werkte", "werken", "{past}"),
        ("worked", "work", "{past}"),
        ("maken", "maken", None),
        ("over", "over", None),
    ],
)
def test_a_verb_shows_its_form_beside_its_base(word: str, base: str, feature: str | None) -> None:
    vocabulary = Vocabulary({}, literals=(), lemma={word: base}.__getitem__, known=lambda word: True)
    assert vocabulary.features(word) & {"{finite}", "{past}"} >= ({feature} if feature else set())
    assert feature or vocabulary.features(word).isdisjoint({"{finite}", "{past}"})


@pytest.mark.parametrize("phrase", ["(je)", "je (niet)", "je (niet te", "!je", ".. $"])
def test_a_phrase_that_means_nothing_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"parentheses|one word"):
        compile_phrase(phrase, {})


def test_a_list_that_holds_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="contains itself"):
        Vocabulary({"a": ["{b}"], "b": ["{a}"]}, literals=(), lemma=str, known=bool)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dag Kim. Tot zo.", 2),
        ("Dhr. De Wit belt om 9.15 uur.", 1),
        ("Eén\nTwee", 2),
        ("Echt?! Ja.", 2),
        ("K. Aalders kwam.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(list(READER.read(text))) == count
