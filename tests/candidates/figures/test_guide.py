"""The notes of the guide in what was sent, against a count of the letters and the overruled sentences one by one."""

from collections import defaultdict

import pytest

from candidates.figures.asked import Asked
from candidates.figures.guide import Noted, notes_behind
from candidates.figures.opinions import opinions
from candidates.models import Letter, Override, Rejection
from candidates.rules.periods import ALL, period
from tests.figures_cast import NOW, draw

pytestmark = pytest.mark.django_db
Labelled = dict[str, set[int]]


def notes_by_label(asked: Asked) -> list[Noted]:
    return opinions(asked, now=NOW).notes


def arrived(letter: Letter | None) -> bool:
    return letter is None or (letter.state == "sent" and letter.came_back_at is None)


def by_hand(stage: str = "") -> tuple[Labelled, Labelled]:
    """Rejections by label: with a note, and with a sentence that stayed."""
    noted, stayed = defaultdict(set), defaultdict(set)
    standing = set(Rejection.objects.filter(undone_at=None, deadlines__kind="tell").values_list("pk", flat=True))
    if stage:
        standing &= set(Rejection.objects.filter(stage_at_rejection=stage).values_list("pk", flat=True))
    for letter in filter(arrived, Letter.objects.filter(rejection__in=standing)):
        for note in letter.findings:
            noted[note["label"]].add(letter.rejection_id)
    for override in Override.objects.filter(rejection__in=standing).select_related("letter"):
        if arrived(override.letter):
            noted[override.label].add(override.rejection_id)
            stayed[override.label].add(override.rejection_id)
    return noted, stayed


@pytest.mark.parametrize("stage", ["", "interview"])
def test_every_label_counts_its_decisions_and_opens_them(stage: str) -> None:
    draw(301)
    asked = Asked(period(ALL, NOW.date()), stage=stage)
    noted, stayed = by_hand(stage)
    found = notes_by_label(asked)
    assert {row.label: (row.count, row.overruled) for row in found} == {
        label: (len(them), len(stayed[label])) for label, them in noted.items()
    }
    assert min(row.count for row in found) >= 5
    for label in noted:
        for only_overruled, them in ((False, noted[label]), (True, stayed[label])):
            behind = notes_behind(label, asked, only_overruled=only_overruled, now=NOW)
            listed = [row.rejection_id for row in behind.rows(size=500).deadlines]
            assert (len(listed), set(listed), behind.count()) == (len(them), them, len(them))


def test_a_label_of_a_newer_guide_is_shown_as_it_is() -> None:
    draw(302)
    found = {row.label: str(row.words) for row in notes_by_label(Asked(period(ALL, NOW.date())))}
    assert found["a_newer_one"] == "a_newer_one"
    assert found["vague"] != "vague"


def test_the_figures_stay_when_the_words_are_forgotten() -> None:
    """Forgetting empties what was written; a label says nothing about a person."""
    draw(303)
    asked = Asked(period(ALL, NOW.date()))
    before = notes_by_label(asked)
    for letter in Letter.objects.all():
        letter.findings = [note | {"quote": "", "why": ""} for note in letter.findings]
        letter.subject = letter.text = letter.html = letter.address = ""
        letter.save()
    assert notes_by_label(asked) == before
