"""What candidates answered, against a count of the answers one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.figures.asked import Asked
from candidates.figures.opinions import Opinions, opinions, opinions_behind
from candidates.models import About, Deadline, Opinion, Rejection
from candidates.rules.figures import Share
from candidates.rules.periods import ALL, period
from candidates.rules.stages import Stage
from tests.candidates.figures.test_guide import by_hand
from tests.figures_cast import LABELS, NOW, draw

pytestmark = pytest.mark.django_db
EVERYTHING = Asked(period(ALL, NOW.date()))


def told() -> list[Opinion]:
    standing = Deadline.objects.filter(kind="tell", met_at__isnull=False, rejection__undone_at=None)
    answers = Opinion.objects.filter(rejection__in=standing.values("rejection"))
    return list(answers.select_related("rejection").order_by("pk"))


def counted(meant: Callable[[Opinion], bool], useful: str) -> Share:
    found = [one for one in told() if meant(one)]
    return Share(sum(one.useful == useful for one in found), len(found))


def listed(what: str, asked: Asked = EVERYTHING, *, about: str = About.FEEDBACK, label: str = "") -> set[int]:
    behind = opinions_behind(what, asked, about=about, label=label, now=NOW)
    rows = [row.rejection_id for row in behind.rows(size=1000).deadlines]
    assert len(rows) == len(set(rows)) == behind.count()
    return set(rows)


def found(asked: Asked = EVERYTHING) -> Opinions:
    return opinions(asked, now=NOW)


def test_each_stage_and_the_talk_count_their_answers() -> None:
    draw(311)
    here = found()
    for stage in Stage:
        expected = counted(
            lambda one, at=stage: one.about == "feedback" and one.rejection.stage_at_rejection == at, "yes"
        )
        assert here.useful_feedback(stage) == expected
        assert expected.whole > 0
    assert here.useful_talk() == counted(lambda one: one.about == "talk", "yes")
    assert here.useful_talk().part > 0


def test_each_note_is_laid_beside_feedback_without_it() -> None:
    draw(312)
    here, (noted, _stayed) = found(), by_hand()
    for label in LABELS:
        them = noted[label]
        with_it = counted(lambda one, them=them: one.about == "feedback" and one.rejection_id in them, "no")
        without = counted(lambda one, them=them: one.about == "feedback" and one.rejection_id not in them, "no")
        assert (here.not_useful(label, noted=True), here.not_useful(label, noted=False)) == (with_it, without)
        assert with_it.whole > 0


def test_every_share_opens_who_answered_and_who_said_so() -> None:
    draw(313)
    here = found()
    for stage in Stage:
        narrowed, share = replace(EVERYTHING, stage=stage.value), here.useful_feedback(stage)
        assert (len(listed("useful", narrowed)), len(listed("answered", narrowed))) == (share.part, share.whole)
    talk = here.useful_talk()
    assert len(listed("useful", about=About.TALK)) == talk.part
    for way, is_noted in (("with", True), ("without", False)):
        share = here.not_useful("vague", noted=is_noted)
        assert len(listed(f"not_useful_{way}", label="vague")) == share.part > 0
        assert len(listed(f"answered_{way}", label="vague")) == share.whole


def test_of_fewer_than_five_no_list_says_who_answered_what() -> None:
    draw(314)
    kept = [one.pk for one in told() if one.about == "feedback"][:5]
    Opinion.objects.exclude(pk__in=kept).delete()
    Opinion.objects.update(useful="yes")
    assert len(listed("useful")) == 5
    Opinion.objects.filter(pk=kept[0]).delete()
    assert len(listed("answered")) == 4
    assert listed("useful") == set()


def test_a_decision_that_was_taken_back_or_never_told_has_no_answer() -> None:
    draw(315)
    before = sum(one.count for one in found().by_stage)
    one, other = [said for said in told() if said.about == "feedback"][:2]
    Rejection.objects.filter(pk=one.rejection_id).update(undone_at=NOW)
    Deadline.objects.filter(rejection=other.rejection_id).delete()
    both = Opinion.objects.filter(rejection__in=[one.rejection_id, other.rejection_id]).count()
    assert sum(group.count for group in found().by_stage) == before - both


def test_it_is_one_statement() -> None:
    draw(316)
    for narrowed in (EVERYTHING, replace(EVERYTHING, stage="interview"), replace(EVERYTHING, person=0)):
        with CaptureQueriesContext(connection) as statements:
            found(narrowed)
        assert len(statements) == 1
