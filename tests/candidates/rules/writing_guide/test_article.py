"""The examples of the article the guide stands on (J. Valkenburg, feedback to rejected candidates)."""

import pytest

from candidates.rules.writing_guide import check, labels_of

BAD = [
    ("we hebben gekozen voor kandidaten die beter aansluiten bij het profiel", "vague"),
    ("Je kwam onzeker over", "personality"),
    ("je past niet in ons team", "discrimination"),
    ("we bellen je zeker als er iets past", "false_hope"),
]
GOOD = [
    "We zoeken iemand met minimaal drie jaar ervaring in projectmanagement. "
    "Jouw achtergrond ligt meer in de uitvoering, wat voor deze functie niet aansluit.",
    "Tijdens het gesprek aarzelde je bij vragen over je leiderschapservaring",
    "we zoeken iemand met meer ervaring in klantcontact",
]


@pytest.mark.parametrize(("text", "label"), BAD)
@pytest.mark.parametrize("end", ["", "."])
def test_it_finds_the_bad_example(text: str, label: str, end: str) -> None:
    assert labels_of(check(text + end, "nl")) == [label]


@pytest.mark.parametrize("text", GOOD)
@pytest.mark.parametrize("end", ["", "."])
def test_it_leaves_the_good_example_alone(text: str, end: str) -> None:
    assert check(text.removesuffix(".") + end, "nl") == []
