"""Notes beside the point they belong to."""

from typing import Any

import pytest
from django.utils.translation import override

from candidates.rules.margin import AFTER_MEETING, Note, in_sentence, margin
from candidates.rules.writing_guide import paragraph_key

GOOD = "Je brief laat goed zien hoe je de verbouwing van twee scholen voorbereidde."
VAGUE = "We hebben gekozen voor kandidaten die beter aansluiten bij het profiel. Je werkte vooral in de uitvoering."
HOPE = "Zet in je cv welke beslissingen jij nam. Als er weer iets vrijkomt, bellen we je zeker."


def read(went_well: str = GOOD, why_not: str = VAGUE, advice: str = HOPE, **how: Any) -> dict[str, list[Note]]:
    texts = {"went_well": went_well, "why_not": why_not, "advice": advice}
    return margin(texts, "nl", **{"stage": "cv-screening", **how})


def labels(beside: dict[str, list[Note]]) -> dict[str, list[str]]:
    return {field: [note.finding.label for note in notes] for field, notes in beside.items()}


def test_a_finding_stands_beside_its_own_field_at_its_own_place() -> None:
    beside = read()
    assert labels(beside) == {"went_well": [], "why_not": ["vague"], "advice": ["false_hope"]}
    for field, text in (("why_not", VAGUE), ("advice", HOPE)):
        found = beside[field][0].finding
        assert text[found.start : found.end] == found.quote


def test_what_is_taken_over_replaces_the_whole_sentence() -> None:
    beside = read(requirement="Minimaal drie jaar ervaring als projectleider.")
    vague, hope = beside["why_not"][0], beside["advice"][0]
    assert vague.replaces == "We hebben gekozen voor kandidaten die beter aansluiten bij het profiel."
    assert hope.replaces == "Als er weer iets vrijkomt, bellen we je zeker."
    assert "minimaal drie jaar ervaring als projectleider" in vague.better
    assert "[eis]" not in vague.better


def test_a_requirement_in_a_sentence() -> None:
    assert in_sentence("Rijbewijs B.") == "rijbewijs B"
    assert in_sentence("BIG-registratie") == "BIG-registratie"


def test_what_is_missing_is_missed_only_beside_words() -> None:
    """Somebody who has not come to a point yet is not corrected about it."""
    assert labels(read("Dank je wel.", "", "")) == {"went_well": ["missing_positive"], "why_not": [], "advice": []}
    assert labels(read("", "", "")) == {"went_well": [], "why_not": [], "advice": []}
    assert "missing_advice" in labels(read(advice="Veel succes."))["advice"]


def test_without_a_stage_every_sentence_is_on_its_own() -> None:
    found = margin({"note": "Dank je wel."}, "nl", stage=None)
    assert found == {"note": []}


def test_a_place_that_is_not_filled_in_is_said_once_and_never_stays() -> None:
    notes = read(why_not="We zoeken iemand met [eis]. In je cv zag ik werk in de uitvoering.")["why_not"]
    (note,) = (note for note in notes if "[eis]" in (note.finding.quote or ""))
    assert (note.finding.label, note.is_stop, note.may_stay) == ("placeholder", True, False)


def test_stops_come_first_and_only_a_hollow_promise_can_be_made_a_real_one() -> None:
    notes = read(advice=f"Je kwam onzeker over. {HOPE}")["advice"]
    assert [(note.finding.label, note.is_stop, note.may_be_promised) for note in notes] == [
        ("false_hope", True, True),
        ("personality", False, False),
    ]


def test_the_key_of_a_note_changes_only_with_what_was_said() -> None:
    key = read()["advice"][0].key
    assert read(advice="Nog een zin vooraf. " + HOPE)["advice"][0].key == key
    assert read(advice="Als er weer een plek vrijkomt, bellen we je zeker.")["advice"][0].key != key


@pytest.mark.parametrize(("people", "said"), [(17, "17 andere mensen"), (1, "iemand anders")])
def test_a_paragraph_that_others_got(people: int, said: str) -> None:
    notes = read(sent={paragraph_key(GOOD): people})["went_well"]
    assert [note.finding.label for note in notes] == ["repeated"]
    assert said in notes[0].finding.why


def test_titles_are_words_of_the_reader() -> None:
    for language, title in (("nl", "Vage zin"), ("en", "Vague sentence")):
        with override(language):
            assert str(read()["why_not"][0].title) == title


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "Het was net niet."), ("nl", "Je kwam onzeker over."), ("en", "It was just not enough.")],
)
def test_no_wording_of_a_talk_or_a_test_is_offered_to_who_was_never_met(language: str, text: str) -> None:
    met, by_cv = (
        margin({"why_not": text}, language, stage=stage)["why_not"] for stage in ("interview", "cv-screening")
    )
    assert [note.finding.rule for note in met] == [note.finding.rule for note in by_cv]
    assert any(note.better for note in met)
    assert not any(AFTER_MEETING.search(note.better) for note in by_cv)
