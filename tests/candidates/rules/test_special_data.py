import json
from pathlib import Path

import pytest

from candidates.rules.special_data import special_words

CORPUS = Path(__file__).resolve().parents[2] / "data" / "writing_guide"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # health
        ("Ze vertelde over haar diabetes.", ["diabetes"]),
        ("Zij is zwanger en vaak ziek.", ["zwanger", "ziek"]),
        ("Burn-out gehad vorig jaar, chronisch ziek", ["Burn-out", "chronisch ziek"]),
        ("Haar gezondheid laat het niet toe.", ["Haar gezondheid"]),
        ("He is ill and takes antidepressants.", ["ill", "antidepressants"]),
        # belief
        ("Draagt een hoofddoek, is moslima", ["hoofddoek", "moslima"]),
        ("Haar geloof, ze is katholiek.", ["geloof", "katholiek"]),
        ("She is Muslim.", ["Muslim"]),
        # origin
        ("De kandidaat is Marokkaans, asielzoekers in de familie", ["Marokkaans", "asielzoekers"]),
        ("Afkomst Turkije", ["Afkomst"]),
        # orientation
        ("Hij is homoseksueel, zij lesbisch of transgender", ["homoseksueel", "lesbisch", "transgender"]),
        # politics and union
        ("Stemt op de PVV, lid van de FNV en de vakbond", ["PVV", "FNV", "vakbond"]),
        ("A union member with strong political views", ["union member", "political views"]),
        # and what the law also guards
        ("strafblad, BSN 123456782", ["strafblad", "BSN"]),
        # once each, as it was typed first
        ("Diabetes. Ook zijn broer heeft diabetes.", ["Diabetes"]),
    ],
)
def test_a_special_word_is_seen_in_both_languages(text: str, words: list[str]) -> None:
    assert special_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "Geen rijbewijs B, wel twee stages op de poli.",
        "Ik geloof dat hij het kan; we geloven niet in haast.",
        "Haar verhaal was geloofwaardig en het team homogeen.",
        "Heeft ervaring met autisme en kennis van diabetes.",
        "Begeleidde patiënten met kanker.",
        "Zijn accent lag op kwaliteit.",
        "In good faith, with experience in mental health.",
        "The union of two tables failed.",
    ],
)
def test_ordinary_words_ask_nothing(text: str) -> None:
    assert special_words(text) == []


@pytest.mark.parametrize(("language", "most"), [("nl", 0.015), ("en", 0.015)])
def test_it_seldom_asks_in_vain(language: str, most: float) -> None:
    """Of sentences to candidates in which nobody found a protected ground: the share that asks all the same."""
    lines = (CORPUS / f"sentences_{language}.jsonl").read_text(encoding="utf-8").splitlines()
    plain = [row["text"] for row in map(json.loads, lines) if "discrimination" not in row["labels"]]
    assert len(plain) > 200
    assert sum(bool(special_words(text)) for text in plain) <= most * len(plain)
