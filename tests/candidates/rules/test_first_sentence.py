import pytest

from candidates.rules.first_sentence import first_sentence, tells_the_decision
from candidates.rules.stages import Stage
from candidates.rules.standard_texts import STANDARD_TEXTS


def test_the_greeting_is_no_sentence() -> None:
    assert first_sentence("Beste {first_name},\n\nWe gaan niet met je verder. Dank je.") == "We gaan niet met je verder"
    assert first_sentence("We gaan niet met je verder.") == "We gaan niet met je verder"
    assert first_sentence("Dear Kofi,\r\n\r\nThank you\nfor coming! More.") == "Thank you for coming"
    assert first_sentence("") == ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_our_own_text_after_the_final_round_tells_it(language: str) -> None:
    assert tells_the_decision(STANDARD_TEXTS[Stage.LATE_STAGE, language].opening, language)


@pytest.mark.parametrize(
    "sentence",
    [
        "We gaan niet met je verder voor de functie {vacancy}.",
        "Wij kunnen helaas niet met u verder.",
        "Na lang overleg kiezen we niet voor jou.",
        "We moeten je sollicitatie afwijzen.",
        "We wijzen je sollicitatie af.",
        "Je bent het niet geworden.",
        "Je gaat niet door naar de laatste ronde.",
        "We hebben besloten niet met je verder te gaan.",
    ],
)
def test_a_dutch_sentence_that_tells_it(sentence: str) -> None:
    assert tells_the_decision(f"Beste {{first_name}},\n\n{sentence} Ik leg uit waarom.", "nl")


@pytest.mark.parametrize(
    "sentence",
    [
        "We will not go on with you for the job of {vacancy}.",
        "We have decided not to continue with your application.",
        "We are not going ahead with your application.",
        "We won't be moving forward with you.",
        "Unfortunately you were not selected.",
    ],
)
def test_an_english_sentence_that_tells_it(sentence: str) -> None:
    assert tells_the_decision(f"Dear {{first_name}},\n\n{sentence} Let me explain.", "en")


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ("Beste {first_name},\n\nDank je wel voor je tijd. We gaan niet met je verder.", "nl"),
        ("Beste {first_name},\n\nJe kwam ver in onze procedure.\n\nWe gaan niet met je verder.", "nl"),
        ("Beste {first_name},\n\nHet was een moeilijke keuze.", "nl"),
        ("Dear {first_name},\n\nThank you for coming. We will not go on with you.", "en"),
        ("", "nl"),
    ],
)
def test_a_text_that_keeps_it_for_later(opening: str, language: str) -> None:
    assert not tells_the_decision(opening, language)
