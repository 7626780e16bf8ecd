"""The guide as a whole: spans, stages, address, and texts nobody would write."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.rules.writing_guide import LANGUAGES, Severity, check, guide_for, labels_of, paragraph_key
from candidates.rules.writing_guide.forms import repeats

LOVED = ["je", "niet", "meer", "dan", "zeker", "als", "er", ",", ".", ";", "wij", "[", "]", "te", "een", "kwam", "over"]
HARD = "We bellen je zeker als er iets past, want je kwam onzeker over. "


def test_spans_count_code_points() -> None:
    text = "👋🏽 Hallo! Je kwam onzeker over."
    finding = check(text, "nl")[0]
    assert text[finding.start : finding.end] == finding.quote == "Je kwam onzeker over"


def test_severity_follows_the_label() -> None:
    found = {f.label: f.severity for f in check("Je past niet in ons team en je kwam onzeker over.", "nl")}
    assert found == {"discrimination": Severity.STOP, "personality": Severity.HINT}


def test_a_lone_sentence_misses_nothing() -> None:
    assert check("Dank voor je tijd.", "nl") == []


def test_the_same_sentence_as_a_message_lacks_its_three_points() -> None:
    expected = ["impersonal", "missing_advice", "missing_positive", "missing_reason"]
    assert labels_of(check("Dank voor je tijd.", "nl", stage="interview")) == expected


@pytest.mark.parametrize(("text", "better"), [("Je kwam onzeker over.", "je"), ("U kwam onzeker over.", "u")])
def test_the_better_wording_keeps_the_form_of_address(text: str, better: str) -> None:
    assert check(text, "nl")[0].better == f"Tijdens het gesprek aarzelde {better} bij [vraag of onderwerp]."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_better_wording_stops_until_it_is_filled_in(lang: str) -> None:
    betters = [rule.better for rule in guide_for(lang).book.rules if rule.better and "[" in rule.better]
    unstopped = [better for better in betters if "placeholder" not in {f.label for f in check(better, lang)}]
    assert unstopped == []


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ("Je mist zelfvertouwen.", "personality"),
        ("Andere solicitanten hadden meer ervaring.", "comparison"),
        ("Bij een volgende vacture denken we als eerste aan u.", "false_hope"),
    ],
)
def test_a_typing_error_does_not_hide_a_word(wrong: str, label: str) -> None:
    assert labels_of(check(wrong, "nl")) == [label]


def test_a_paragraph_that_went_to_others_is_noted() -> None:
    paragraph = "Wij hebben uw brief met veel aandacht gelezen en besproken met de afdeling."
    sent = {paragraph_key(paragraph.upper()): 17}
    found = list(repeats(f"Beste Kim,\n\n{paragraph}\n\nGroet", guide_for("nl").book, sent=sent))
    assert [(f.quote, f.label) for f in found] == [(paragraph, "repeated")]
    assert "17" in found[0].why


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["", " \n\t", "😀" * 50, "[" * 5000, "<" * 5000, "{" * 5000, "_" * 5000, "." * 5000])
def test_odd_texts_are_read(lang: str, text: str) -> None:
    assert isinstance(check(text, lang, stage="interview"), list)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from(LANGUAGES))
def test_any_text_is_read_and_every_span_lies_in_it(text: str, lang: str) -> None:
    for finding in check(text, lang, stage="cv-screening"):
        if finding.start is not None and finding.end is not None:
            assert text[finding.start : finding.end] == finding.quote


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(LOVED), max_size=600))
def test_words_that_rules_love_cannot_make_it_slow(words: list[str]) -> None:
    check(" ".join(words), "nl", stage="interview")


def seconds(text: str) -> float:
    start = time.process_time()
    check(text, "nl", stage="interview")
    return time.process_time() - start


@pytest.mark.parametrize("shape", [HARD, HARD.replace(".", " "), "je niet te " * 5, "[naam " * 5])
def test_time_grows_with_length_and_no_faster(shape: str) -> None:
    short, long = shape * 40, shape * 320
    seconds(short)
    assert min(seconds(long) for _ in range(3)) < 24 * min(seconds(short) for _ in range(3)) + 0.05


def test_ten_thousand_words_are_soon_read() -> None:
    """`make bench` holds it to a second on a quiet machine; this one may be busy."""
    seconds(HARD)
    assert min(seconds(HARD * 770) for _ in range(3)) < 3.0
