from datetime import timedelta

import pytest

from candidates.actions.taking_back import ReasonNeeded
from candidates.models import Deadline
from feedback_portal.actions.undoing import take_back
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_before_the_answer_it_is_undone_without_a_word() -> None:
    cast.hospital()
    rejection = logged()
    assert take_back(rejection, by=rejection.recruiter, why="", at=LATER).undone_at == LATER


def test_after_the_answer_it_is_reopened_for_a_reason() -> None:
    cast.hospital()
    rejection = logged()
    Deadline.objects.keep_promise(rejection.deadlines.get().pk, at=NOW, channel="call", by=rejection.recruiter)
    with pytest.raises(ReasonNeeded):
        take_back(rejection, by=rejection.recruiter, why="", at=LATER)
    taken = take_back(rejection, by=rejection.recruiter, why="Er was toch een diploma.", at=LATER)
    assert (taken.undone_at, taken.reopened_at, taken.taken_back_why) == (None, LATER, "Er was toch een diploma.")
