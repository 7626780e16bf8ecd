from datetime import timedelta

import pytest

from candidates.actions.taking_back import ReasonNeeded
from candidates.models import Deadline
from feedback_portal.actions.undoing import take_back
from tests import cast, spreekuur_cast
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


def test_a_talk_that_was_booked_is_off_and_its_moment_free_again() -> None:
    cast.hospital()
    spreekuur_cast.day()
    about = spreekuur_cast.rejection()
    booked = spreekuur_cast.booked(about, spreekuur_cast.slot(13))
    Deadline.objects.update(met_at=NOW, met_channel="mail")
    take_back(about, by=about.recruiter, why="Er was toch een diploma.", at=LATER)
    booked.refresh_from_db()
    assert (booked.state, booked.ended_why, booked.ended_by) == ("cancelled", "reopened", about.recruiter)
    assert spreekuur_cast.booked(spreekuur_cast.rejection("Lotte Smit"), spreekuur_cast.slot(13)).is_live
