"""A limit holds exactly, also when two hundred try at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection

from candidates.actions.limits import empty_old_buckets, take
from candidates.models import Bucket
from candidates.rules import limits
from candidates.rules.limits import Limit
from tests.cast import NOW

TWENTY = Limit("twenty", 20, timedelta(minutes=10))
AT_ONCE, CONNECTIONS = 200, 40


@pytest.mark.django_db
def test_a_bucket_gives_what_it_holds_and_fills_up_evenly() -> None:
    assert [take(TWENTY, "ad", at=NOW) for _ in range(22)] == [True] * 20 + [False] * 2
    assert not take(TWENTY, "ad", at=NOW + timedelta(seconds=29))
    assert take(TWENTY, "ad", at=NOW + timedelta(seconds=30))
    assert not take(TWENTY, "ad", at=NOW + timedelta(seconds=30))
    later = NOW + timedelta(days=3)
    assert sum(take(TWENTY, "ad", at=later) for _ in range(30)) == 20


@pytest.mark.django_db
def test_subjects_and_limits_do_not_share_a_bucket_and_case_does_not_open_a_new_one() -> None:
    one = Limit("one", 1, timedelta(hours=1))
    other = Limit("other", 1, timedelta(hours=1))
    taken = [
        take(one, "ad@x", at=NOW),
        take(one, "vera@x", at=NOW),
        take(other, "ad@x", at=NOW),
        take(one, " AD@x", at=NOW),
    ]
    assert taken == [True, True, True, False]


@pytest.mark.django_db
def test_a_clock_that_goes_back_gives_nothing_extra() -> None:
    assert [take(TWENTY, "ad", at=NOW - timedelta(minutes=minute)) for minute in range(25)].count(True) == 20
    assert not take(TWENTY, "ad", at=NOW)


@pytest.mark.django_db
def test_the_row_tells_nothing_about_whom_it_is() -> None:
    take(TWENTY, "ad@oeverland.example", at=NOW)
    row = Bucket.objects.get()
    assert len(row.key) == 64
    assert "ad" not in row.key.replace("a", "").replace("d", "")


@pytest.mark.django_db
def test_it_needs_no_cache() -> None:
    with patch.object(type(cache._connections["default"]), "get", side_effect=OSError):  # type: ignore[attr-defined]  # private
        assert take(TWENTY, "ad", at=NOW)


@pytest.mark.django_db
def test_old_buckets_are_emptied_and_young_ones_stay() -> None:
    take(TWENTY, "old", at=NOW - timedelta(hours=25))
    take(TWENTY, "young", at=NOW - timedelta(hours=23))
    assert empty_old_buckets(at=NOW) == 1
    assert Bucket.objects.count() == 1


def test_no_limit_of_ours_outlives_its_bucket() -> None:
    ours = [limit for limit in vars(limits).values() if isinstance(limit, Limit)]
    assert len({limit.name for limit in ours}) == len(ours) > 5
    assert max(limit.per for limit in ours) <= timedelta(days=1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_at_once_exactly_twenty_get_through_in_each_of_five_rounds() -> None:
    assert [_passed(_take, f"round {number}") for number in range(5)] == [20] * 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_negative_control_reading_first_and_writing_afterwards_lets_more_through() -> None:
    assert max(_passed(_read_then_write, f"round {number}") for number in range(5)) > 20


def _passed(taker: Callable[[str], bool], subject: str) -> int:
    """How many of two hundred tries, over forty connections that wait for each other, got through."""
    together = Barrier(CONNECTIONS)

    def try_five_times(_number: int) -> int:
        with connection.cursor():
            together.wait()
        passed = sum(taker(subject) for _ in range(AT_ONCE // CONNECTIONS))
        connection.close()
        return passed

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(try_five_times, range(CONNECTIONS)))


def _take(subject: str) -> bool:
    return take(TWENTY, subject, at=NOW)


def _read_then_write(subject: str) -> bool:
    """The way many systems do it."""
    row, _made = Bucket.objects.get_or_create(key=subject, defaults={"tokens": 20, "filled_at": NOW})
    if row.tokens < 1:
        return False
    row.tokens -= 1
    row.save()
    return True
