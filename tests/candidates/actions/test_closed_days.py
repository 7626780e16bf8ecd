"""The list of closed days: seeded ahead, switched by name, with days of one's own."""

from datetime import date

import pytest

from candidates.actions import closed_days
from candidates.actions.closed_days import DayTaken, add_own_day, close_by_name, remove_own_day, seed
from candidates.actions.housekeeping import keep_house
from candidates.models import Bucket, ClosedDay
from candidates.rules.workdays import dutch_closed_days
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def closed(year: int) -> list[str]:
    return list(ClosedDay.objects.closed().in_year(year).values_list("name", flat=True))


def test_the_seed_is_the_dutch_list_without_good_friday_and_comes_once() -> None:
    assert seed([2026]) == 9
    assert seed([2026]) == 0
    assert dict(ClosedDay.objects.values_list("date", "name")) == dutch_closed_days([2026])
    assert "Goede vrijdag" not in closed(2026)


def test_a_name_is_switched_for_every_year_and_stays_so_in_years_to_come() -> None:
    seed([2025, 2026])
    names = set(dutch_closed_days([2025]).values()) - {"Koningsdag", "Bevrijdingsdag"}
    close_by_name(names)
    seed([2027, 2030])
    for year in (2025, 2026, 2027, 2030):
        assert not {"Koningsdag", "Bevrijdingsdag"} & set(closed(year))
    assert "Tweede kerstdag" in closed(2027)
    close_by_name({*names, "Koningsdag"})
    assert "Koningsdag" in closed(2025)
    assert "Koningsdag" in closed(2027)


def test_own_days_are_not_switched_by_name_and_can_go_again() -> None:
    seed([2026])
    bridge = add_own_day(date(2026, 12, 28), "Brugdag")
    close_by_name([])
    assert closed(2026) == ["Brugdag"]
    remove_own_day(bridge)
    assert closed(2026) == []


def test_a_day_stands_on_the_list_once() -> None:
    seed([2026])
    with pytest.raises(DayTaken):
        add_own_day(date(2026, 4, 27), "Feest")
    assert ClosedDay.objects.get(date=date(2026, 4, 27)).name == "Koningsdag"


def test_under_an_own_day_that_goes_the_holiday_comes_back() -> None:
    own = add_own_day(date(2026, 4, 27), "Feest")
    seed([2026])
    remove_own_day(own)
    assert ClosedDay.objects.get(date=date(2026, 4, 27)).name == "Koningsdag"


def test_the_house_keeps_the_list_two_years_ahead_once_it_is_set_up() -> None:
    keep_house(NOW)
    assert ClosedDay.objects.count() == 0
    cast.hospital()
    Bucket.objects.create(key="old", tokens=1, filled_at=NOW.replace(year=2025))
    assert keep_house(NOW).startswith("closed days 37, buckets 1, sessions 0")
    assert {day.date.year for day in ClosedDay.objects.all()} == {2025, 2026, 2027, 2028}
    assert keep_house(NOW).startswith("closed days 0, buckets 0, sessions 0")


def test_the_years_follow_the_calendar_of_the_organisation() -> None:
    assert list(closed_days.years_around(date(2027, 1, 1))) == [2026, 2027, 2028, 2029]
