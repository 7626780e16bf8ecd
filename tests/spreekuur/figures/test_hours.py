"""Hours since New Year on the clock of the house, the spreekuur with its preparation apart from calls."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from candidates.models import CallAttempt, Organisation, Rejection, User
from spreekuur.figures.hours import Hours, article_so_far, hours_spent, work_done
from spreekuur.models import Booking, Talk
from tests import cast, spreekuur_cast
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Amsterdam")
NEW_YEAR = datetime(2025, 12, 31, 23, tzinfo=UTC)  # midnight in Amsterdam


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return logged()


def call(rejection: Rejection, by: User, minutes: int | None, at: datetime) -> None:
    CallAttempt.objects.create(rejection=rejection, outcome="reached", minutes=minutes, by=by, at=at)


def test_calls_and_spreekuur_apart(rejection: Rejection) -> None:
    nadia, bram = rejection.recruiter, cast.bram()
    spreekuur_cast.day()
    booking: Booking = spreekuur_cast.booked(spreekuur_cast.rejection(), spreekuur_cast.slot(13))
    Talk.objects.create(booking=booking, outcome="advice", minutes=15, preparation_minutes=10, by=nadia, at=cast.NOW)
    call(rejection, nadia, 6, cast.NOW)
    call(rejection, bram, None, cast.NOW)
    call(rejection, bram, 9, NEW_YEAR - timedelta(seconds=1))
    call(rejection, bram, 7, NEW_YEAR)
    assert hours_spent(None, now=cast.NOW, zone=ZONE) == [Hours(bram.pk, 7, 2, 0, 0), Hours(nadia.pk, 6, 1, 25, 1)]
    assert hours_spent(nadia.pk, now=cast.NOW, zone=ZONE) == [Hours(nadia.pk, 6, 1, 25, 1)]
    lines = [line[2:] for line in work_done(nadia.pk, now=cast.NOW, zone=ZONE)]
    assert lines == [("call", "reached", 6, None), ("spreekuur", "advice", 15, 10)]


def test_the_article_is_a_line_for_the_part_of_the_year_that_is_gone() -> None:
    assert Organisation.objects.current().zone == "Europe/Amsterdam"
    assert article_so_far(NEW_YEAR, ZONE) == (0.0, 0.0)
    assert article_so_far(datetime(2026, 7, 2, 12, tzinfo=UTC), ZONE) == (5.0, 5.5)
    assert article_so_far(datetime(2026, 12, 31, 22, tzinfo=UTC), ZONE) == (10.0, 11.0)
