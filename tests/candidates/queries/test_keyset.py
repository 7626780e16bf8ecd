from datetime import timedelta

import pytest

from candidates.models import Rejection
from candidates.queries.keyset import count_up_to, page_by_moment
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven() -> list[Rejection]:
    """Of which three were decided at the very same moment."""
    cast.hospital()
    hours = (1, 2, 2, 2, 3, 4, 5)
    return [
        logged(name=f"Persoon {i}", email=f"p{i}@example.org", decided_at=NOW - timedelta(hours=hour))
        for i, hour in enumerate(hours)
    ]


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 10])
def test_page_after_page_shows_everyone_once_in_order(seven: list[Rejection], size: int, newest_first: bool) -> None:
    seen, after, pages = [], "", 0
    while pages < 20:
        page = page_by_moment(Rejection.objects.all(), "decided_at", newest_first=newest_first, after=after, size=size)
        seen += page.rows
        pages += 1
        after = page.after
        if not after:
            break
    expected = sorted(seven, key=lambda one: (one.decided_at, one.pk), reverse=newest_first)
    assert [one.pk for one in seen] == [one.pk for one in expected]
    assert pages == -(-7 // size)


@pytest.mark.parametrize(
    "after", ["x", "2026-11-24_1", "_", "2026-13-01T00:00:00+00:00_1", "2026-11-24T00:00:00_5", "9" * 400]
)
def test_what_is_no_mark_of_ours_begins_at_the_beginning(seven: list[Rejection], after: str) -> None:
    page = page_by_moment(Rejection.objects.all(), "decided_at", newest_first=True, after=after, size=3)
    assert (page.is_first, len(page.rows)) == (True, 3)


def test_counting_stops_where_nobody_counts_any_more(seven: list[Rejection]) -> None:
    assert [count_up_to(Rejection.objects.all(), most) for most in (3, 7, 100)] == [4, 7, 7]
