import pytest

from candidates.rules.points import Points, copies, empty, holes, name_in


def test_empty_points_are_named() -> None:
    assert empty(Points("a", " \n", "")) == ["why_not", "advice"]
    assert empty(Points("a", "b", "c")) == []


def test_a_copy_is_a_copy_whatever_its_capitals_spaces_and_dots() -> None:
    assert copies(Points("Goed gedaan.", "goed  gedaan", "GOED GEDAAN!")) == ["why_not", "advice"]
    assert copies(Points("", "", "")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Beste [naam], dag", ["[naam]"]),
        ("{vacature} en <functie naam>", ["{vacature}", "<functie naam>"]),
        ("Je hebt XXX jaar en ____ uur", ["XXX", "____"]),
        ("3 < 4 en 5 > 4; a... b; XXL; maat XX; 100%", []),
        ("[[personal-link]]", ["[personal-link]"]),
    ],
)
def test_holes_are_found_and_ordinary_signs_are_not(text: str, found: list[str]) -> None:
    assert holes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lotte was sneller", "Lotte"),
        ("Mevrouw Bakker kon meer", "Bakker"),
        ("Zoals D'Angelo het deed", "D'Angelo"),
        ("Anne-Fleur belde", "Anne-Fleur"),
        ("de bakker om de hoek, lotte met kleine letter", ""),
        ("Van der Valk", ""),  # too short, or not her name
        ("Lottery", ""),
        ("", ""),
    ],
)
def test_the_name_of_another_candidate_is_found_as_a_whole_word(text: str, found: str) -> None:
    assert name_in(text, ["Lotte van der Bakker", "Enzo D'Angelo", "Anne-Fleur de Wit"]) == found


def test_own_names_may_stand_there() -> None:
    assert name_in("Lotte, bel Nadia", ["Lotte Nadia"], spare=["Lotte Smit", "Nadia Willems"]) == ""
