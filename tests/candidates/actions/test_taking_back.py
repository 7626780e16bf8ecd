from datetime import timedelta

import pytest

from candidates.actions.links import link_for
from candidates.actions.taking_back import MailIsLeaving, ReasonNeeded, reopen, undo
from candidates.models import Deadline, Letter, LetterState, Link, Rejection
from candidates.rules.stages import Stage
from tests import cast, letter_cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return logged(stage=Stage.CV_SCREENING, talent_pool=True)


def told(rejection: Rejection) -> None:
    task = Deadline.objects.to_tell().get(rejection=rejection)
    Deadline.objects.keep_promise(task.pk, at=NOW, channel="mail", by=rejection.recruiter)


def test_undoing_cancels_mail_promises_and_link(rejection: Rejection) -> None:
    letter_cast.to_candidate(rejection)
    link_for(rejection, at=NOW)

    undone = undo(rejection, by=rejection.recruiter, at=LATER)

    assert (undone.undone_at, undone.taken_back_by) == (LATER, rejection.recruiter)
    stopped = set(Deadline.objects.values_list("stopped_at", "stopped_why", "ring_at"))
    assert stopped == {(LATER, "undone", None)}
    assert Letter.objects.count() == 0
    assert Link.objects.get().revoked_at == LATER
    assert list(Rejection.objects.live()) == []


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.IN_DOUBT])
def test_what_may_have_reached_the_candidate_is_not_undone(rejection: Rejection, state: LetterState) -> None:
    letter_cast.to_candidate(rejection, state=state)
    with pytest.raises(ReasonNeeded):
        undo(rejection, by=rejection.recruiter, at=LATER)
    assert Deadline.objects.open().count() == 2


def test_a_mail_on_its_way_out_is_waited_for(rejection: Rejection) -> None:
    letter_cast.to_candidate(rejection, state=LetterState.SENDING)
    for attempt in (
        lambda: undo(rejection, by=rejection.recruiter, at=LATER),
        lambda: reopen(rejection, by=rejection.recruiter, why="Verkeerd cv.", at=LATER),
    ):
        with pytest.raises(MailIsLeaving):
            attempt()


def test_reopening_keeps_decision_and_change_of_mind(rejection: Rejection) -> None:
    told(rejection)
    link_for(rejection, at=NOW)

    reopened = reopen(rejection, by=rejection.recruiter, why=" Er was een diploma. ", at=LATER)

    assert (reopened.reopened_at, reopened.undone_at, reopened.taken_back_why) == (
        LATER,
        None,
        "Er was een diploma.",
    )
    tell, talk = Deadline.objects.order_by("due_at")
    assert (tell.met_at, tell.stopped_at) == (NOW, None)
    assert (talk.stopped_why, talk.stopped_at) == ("reopened", LATER)
    assert Link.objects.get().revoked_at is None


def test_reopening_needs_a_reason(rejection: Rejection) -> None:
    told(rejection)
    with pytest.raises(ReasonNeeded):
        reopen(rejection, by=rejection.recruiter, why="  ", at=LATER)
    assert Rejection.objects.live().count() == 1


def test_taking_back_twice_changes_nothing(rejection: Rejection) -> None:
    undo(rejection, by=rejection.recruiter, at=LATER)
    again = undo(rejection, by=rejection.recruiter, at=LATER + timedelta(hours=1))
    assert again.undone_at == LATER


def test_both_stay_in_the_history(rejection: Rejection) -> None:
    told(rejection)
    reopen(rejection, by=rejection.recruiter, why="Verkeerd cv.", at=LATER)
    events = list(rejection.events.order_by("pgh_id").values_list("pgh_label", "reopened_at", "taken_back_why"))
    assert events == [("insert", None, ""), ("update", LATER, "Verkeerd cv.")]
