from datetime import timedelta

import pytest

from candidates.actions.handover import CannotHandOver, hand_over, hand_over_all
from candidates.models import Deadline, Handover, User
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


def test_a_task_goes_to_a_colleague_and_its_due_moment_stays(nadia: User) -> None:
    bram = cast.bram()
    task = logged(by=nadia).deadlines.get()

    made = hand_over(task, to=bram, by=nadia, why=" Vrij tot maandag. ", at=LATER)

    assert (made.from_user, made.to_user, made.by, made.why, made.at) == (
        nadia,
        bram,
        nadia,
        "Vrij tot maandag.",
        LATER,
    )
    assert Deadline.objects.values_list("owner", "due_at", "ring_at").get() == (bram.pk, task.due_at, task.ring_at)


def test_all_open_work_of_an_absent_colleague_goes_over(nadia: User) -> None:
    bram, hanna = cast.bram(), cast.hanna()
    open_one = logged(by=nadia, stage=Stage.LATE_STAGE)
    done = logged(by=nadia, email="tom@example.org").deadlines.get()
    Deadline.objects.keep_promise(done.pk, at=NOW, channel="call", by=nadia)

    assert hand_over_all(nadia, to=bram, by=hanna, why="Ziek.", at=LATER) == 2

    assert {handover.deadline for handover in Handover.objects.all()} == set(open_one.deadlines.all())
    assert list(Deadline.objects.order_by("pk").values_list("owner", flat=True)) == [bram.pk, bram.pk, nadia.pk]


@pytest.mark.parametrize("who", ["hanna", "nadia", "disabled"])
def test_only_another_active_recruiter_can_take_it(nadia: User, who: str) -> None:
    colleagues = {"hanna": cast.hanna(), "nadia": nadia, "disabled": cast.bram(is_active=False)}
    task = logged(by=nadia).deadlines.get()
    with pytest.raises(CannotHandOver):
        hand_over(task, to=colleagues[who], by=nadia, why="Vrij.", at=LATER)
    assert Handover.objects.count() == 0


def test_it_needs_a_reason_and_an_open_task(nadia: User) -> None:
    bram, task = cast.bram(), logged(by=nadia).deadlines.get()
    with pytest.raises(CannotHandOver):
        hand_over(task, to=bram, by=nadia, why=" ", at=LATER)
    Deadline.objects.keep_promise(task.pk, at=NOW, channel="call", by=nadia)
    with pytest.raises(CannotHandOver):
        hand_over(task, to=bram, by=nadia, why="Vrij.", at=LATER)
