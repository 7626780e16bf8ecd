"""The skeletons of the house, and what keeps a changed one from being kept."""

import pytest

from candidates.rules.margin import margin
from candidates.rules.points import Points
from candidates.rules.reasons import BY_ID, OFFERED
from candidates.rules.skeletons import Fault, Outline, faults, filled, outlines, places, read_example
from candidates.rules.stages import Stage
from candidates.rules.standard_texts import LANGUAGES

EVERY = [
    (stage, language, outline) for stage in Stage for language in LANGUAGES for outline in outlines(stage, language)
]


def test_every_stage_and_language_has_some() -> None:
    assert {(stage, language) for stage, language, _outline in EVERY} == {
        (s, lang) for s in Stage for lang in LANGUAGES
    }
    assert len(EVERY) == 12


@pytest.mark.parametrize(("stage", "language", "outline"), EVERY)
def test_its_examples_fill_every_place_and_the_guide_has_nothing_to_say(
    stage: Stage, language: str, outline: Outline
) -> None:
    assert BY_ID[outline.name] in OFFERED
    assert len(outline.examples) >= 2
    for example in outline.examples:
        assert set(example) == set(places(outline.points))
        beside = margin(filled(outline.points, example).all(), language, stage=stage)
        assert [note.finding for notes in beside.values() for note in notes] == []


@pytest.mark.parametrize(("stage", "language", "outline"), EVERY)
def test_with_its_places_open_it_is_stopped_in_every_point(stage: Stage, language: str, outline: Outline) -> None:
    beside = margin(outline.points.all(), language, stage=stage)
    assert all(any(note.is_stop and not note.may_stay for note in notes) for notes in beside.values())


def refused(went_well: str, why_not: str = "We vragen [eis].", advice: str = "Oefen [wat].") -> list[Fault]:
    examples = [{"eis": "rijbewijs B", "wat": "elke week een uur"}]
    return faults(Points(went_well, why_not, advice), examples, stage=Stage.CV_SCREENING, language="nl")


def test_what_breaks_an_example() -> None:
    assert refused("Je cv is helder.") == []
    assert refused("Je [iets] is helder.") == [Fault("went_well", "place", "[iets]")]
    assert [fault.kind for fault in refused("")] == ["empty"]
    assert [fault.kind for fault in refused("Oefen elke week een uur.")] == ["copy"]
    (stopped,) = refused("Je past niet in ons team.")
    assert (stopped.field, stopped.kind, bool(stopped.why)) == ("went_well", "stop", True)


def test_lines_of_an_example() -> None:
    assert read_example("plek: woorden\n [ander] : x:y \nzonder\nleeg:") == {"plek": "woorden", "ander": "x:y"}
