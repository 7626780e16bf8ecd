import pytest

from candidates.rules.placeholders import EmptyPlaceholder, UnknownPlaceholder, fill, unknown
from candidates.rules.standard_texts import STANDARD_TEXTS

VALUES = {"first_name": "Lotte", "vacancy": "planner", "organisation": "Oeverland", "recruiter": "Nadia"}


def test_known_placeholders_are_filled_in() -> None:
    assert fill("Dag {first_name}, {vacancy} bij {organisation}.", VALUES) == "Dag Lotte, planner bij Oeverland."


def test_what_is_filled_in_is_not_read_again() -> None:
    assert fill("Dag {first_name}", VALUES | {"first_name": "{vacancy} {{x}} %s"}) == "Dag {vacancy} {{x}} %s"


@pytest.mark.parametrize(
    "text", ["{naam}", "{}", "{first_name.x}", "{ first_name }", "a { b", "a } b", "{first_name!r}"]
)
def test_anything_else_between_braces_is_refused(text: str) -> None:
    assert unknown(text) != []
    with pytest.raises(UnknownPlaceholder):
        fill(text, VALUES)


@pytest.mark.parametrize("value", ["", "  "])
def test_what_is_not_known_leaves_no_hole(value: str) -> None:
    with pytest.raises(EmptyPlaceholder):
        fill("Dag {first_name}", VALUES | {"first_name": value})


def test_the_sentences_of_the_house_can_all_be_filled_in() -> None:
    for words in STANDARD_TEXTS.values():
        for text in vars(words).values():
            assert "{" not in fill(text, VALUES)
