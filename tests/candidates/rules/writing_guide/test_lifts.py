"""What lifts a rule: in the matched words, after them, around them, and for a whole file at once.

The files are made here, so each test shows the rule with its lift beside the same rule without it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from candidates.rules.writing_guide import rulebook
from candidates.rules.writing_guide.reader import Reader
from candidates.rules.writing_guide.spans import Finder
from candidates.rules.writing_guide.vocabulary import Vocabulary

Finds = Callable[..., list[str]]

HEAD = 'label = "personality"\nwhy = "Say what you saw."\nyes = []\nno = []\n'
SLOW = f'[[rule]]\nname = "slow"\n{HEAD}match = ["you ... slow"]\n'
LOUD = f'[[rule]]\nname = "loud"\n{HEAD}match = ["you ... loud"]\n'


@pytest.fixture
def finds(tmp_path: Path) -> Finds:
    """The quotes that rules from these files find in a text."""

    def quotes(text: str, *files: str) -> list[str]:
        for number, file in enumerate(files):
            (tmp_path / f"{number}.toml").write_text(file, encoding="utf-8")
        book = rulebook.__wrapped__(str(tmp_path))  # a whole path takes the place of the guide's own folder
        words = Vocabulary(book.lists, literals=book.literals, lemma=lambda word: word, known=lambda word: True)
        sentences = list(Reader(words, contractions={}).read(text))
        return [finding.quote for finding in Finder(book.rules).find(sentences, text=text, without=frozenset())]

    return quotes


def test_what_may_not_stand_within_lifts_in_the_matched_words(finds: Finds) -> None:
    assert finds("You are not slow.", SLOW) == ["You are not slow"]
    assert finds("You are not slow.", SLOW + 'not_within = ["not"]') == []


@pytest.mark.parametrize(
    "text",
    [
        "Today not, you are slow.",  # before the match
        "You are slow, not late.",  # after it
        "You are slow and not slow.",  # the shortest match has ended
        "Not late. You are slow. Not late.",  # the sentences beside it
    ],
)
def test_what_may_not_stand_within_lifts_nothing_from_outside_the_match(finds: Finds, text: str) -> None:
    assert [quote.lower() for quote in finds(text, SLOW + 'not_within = ["not"]')] == ["you are slow"]


def test_what_may_not_stand_within_stands_there_whole(finds: Finds) -> None:
    rule = SLOW + 'not_within = ["so slow"]'
    assert finds("You are so slow.", rule) == []
    assert finds("You are slow.", rule) == ["You are slow"]
    assert finds("You are slow today.", SLOW + 'not_within = ["slow today"]') == ["You are slow"]


def test_what_comes_after_lifts(finds: Finds) -> None:
    assert finds("You are slow on the ladder.", SLOW) == ["You are slow"]
    assert finds("You are slow on the ladder.", SLOW + 'lifted_after = ["ladder"]') == []


@pytest.mark.parametrize("text", ["You are slow ladder.", "You are slow; mind the ladder.", "You are slow (a ladder)."])
def test_what_comes_after_counts_up_to_the_end_of_the_sentence(finds: Finds, text: str) -> None:
    assert finds(text, SLOW) == ["You are slow"]
    assert finds(text, SLOW + 'lifted_after = ["ladder"]') == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("On the ladder you are slow.", "you are slow"),
        ("You on the ladder are slow.", "You on the ladder are slow"),
        ("You are slow. Mind the ladder.", "You are slow"),
        ("Mind the ladder. You are slow.", "You are slow"),
    ],
)
def test_what_comes_before_within_or_in_another_sentence_is_not_after(finds: Finds, text: str, quote: str) -> None:
    assert finds(text, SLOW + 'lifted_after = ["ladder"]') == [quote]


def test_the_last_word_of_the_match_is_not_after_it(finds: Finds) -> None:
    rule = SLOW + 'lifted_after = ["slow"]'
    assert finds("You are slow.", rule) == ["You are slow"]
    assert finds("You are slow, so slow.", rule) == []


@pytest.mark.parametrize(("gap", "reach"), [("..", 3), ("...", 9)])
def test_a_gap_after_the_match_reaches_so_many_words(finds: Finds, gap: str, reach: int) -> None:
    rule = SLOW + f'lifted_after = [": {gap} ladder"]'
    assert finds(f"You are slow: {'very ' * reach}ladder.", rule) == []
    assert finds(f"You are slow: {'very ' * (reach + 1)}ladder.", rule) == ["You are slow"]


def test_the_lift_of_a_file_lifts_each_of_its_rules(finds: Finds) -> None:
    text = "You are not slow. You are not loud."
    assert finds(text, SLOW + LOUD) == ["You are not slow", "You are not loud"]
    assert finds(text, '[lift]\nnot_within = ["not"]\n' + SLOW + LOUD) == []


def test_the_lift_of_a_file_lifts_no_rule_of_another_file(finds: Finds) -> None:
    files = ('[lift]\nnot_within = ["not"]\n' + SLOW, LOUD)
    assert finds("You are not slow. You are not loud.", *files) == ["You are not loud"]


def test_a_rule_adds_its_own_lifts_to_those_of_its_file(finds: Finds) -> None:
    file = '[lift]\nnot_within = ["not"]\n' + SLOW + 'not_within = ["never"]\n' + LOUD
    assert finds("You are not slow. You are never slow.", file) == []
    assert finds("You are not loud. You are never loud.", file) == ["You are never loud"]


@pytest.mark.parametrize(
    ("lift", "near", "far"),
    [
        ("not_within", "You sadly are slow.", "Sadly you are slow."),
        ("lifted_after", "You are slow, sadly.", "Sadly you are slow."),
        ("lifted_by", "Sadly you are slow.", "You are slow; sadly so."),
        ("lifted_by_sentence", "You are slow; sadly so.", "You are slow. Sadly so."),
        ("lifted_around", "You are slow. Sadly so.", "You are slow. It is. Sadly so."),
        ("lifted_around", "Sadly so. You are slow.", "Sadly so. It is. You are slow."),
        ("lifted_around", "Sadly so. You are slow.", "Sadly you are slow."),
    ],
)
def test_the_lift_of_a_file_looks_as_far_as_its_name_says(finds: Finds, lift: str, near: str, far: str) -> None:
    file = f'[lift]\n{lift} = ["sadly"]\n' + SLOW
    assert len(finds(near, SLOW)) == 1
    assert finds(near, file) == []
    assert [quote.lower() for quote in finds(far, file)] == ["you are slow"]
