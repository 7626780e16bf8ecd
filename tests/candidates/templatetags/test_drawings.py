"""Drawings are read back as XML: what stands where, and that no name breaks out of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation

from candidates.templatetags.drawings import day_rail, seats
from tests.cast import NOW


@dataclass(frozen=True)
class Stop:
    at: datetime
    name: str
    rail_icon: str = "mail"
    planned: bool = False


@pytest.fixture(autouse=True)
def amsterdam():
    with timezone.override("Europe/Amsterdam"), translation.override("nl"):
        yield


def drawn(*stops: Stop, now: datetime = NOW) -> ElementTree.Element:
    return ElementTree.fromstring(day_rail(now, stops))


def names(rail: ElementTree.Element) -> list[tuple[str, str]]:
    return [(text.get("x", ""), text.text or "") for text in rail.iter("text") if text.get("class") == "who"]


def hours(rail: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in rail.iter("text") if text.get("class") in ("hour", "alt")]


def test_the_line_runs_over_the_working_day_and_shows_now() -> None:
    rail = drawn()
    assert hours(rail) == [str(h) for h in range(8, 19)]
    assert [text.text for text in rail.iter("text") if text.get("class") == "nowtext"] == ["nu 10:12"]


def test_a_promise_stands_at_its_hour_and_yesterdays_at_the_beginning() -> None:
    rail = drawn(Stop(NOW + timedelta(hours=2, minutes=48), "Tom"), Stop(NOW - timedelta(days=1), "Sanne", "late"))
    assert names(rail) == [("3%", "Sanne"), ("50%", "Tom")]


def test_what_is_late_has_its_own_shape() -> None:
    rail = drawn(Stop(NOW - timedelta(days=1), "Sanne", "late"), Stop(NOW + timedelta(hours=3), "Tom"))
    assert [(use.get("href"), use.get("class")) for use in rail.iter("use")] == [
        ("#i-late", "icon late"),
        ("#i-mail", "icon"),
    ]


def test_later_days_are_not_on_the_line() -> None:
    assert names(drawn(Stop(NOW + timedelta(days=1), "Emre"))) == []


def test_promises_at_the_same_hour_share_a_disc() -> None:
    five_o_clock = NOW.replace(hour=16, minute=0)
    rail = drawn(*(Stop(five_o_clock, name, "phone") for name in ("Femke", "Emre", "Kofi")))
    assert names(rail) == [("87.6%", "Femke +2")]
    assert len(list(rail.iter("circle"))) == 1


def test_neighbours_keep_their_discs_but_do_not_write_over_each_other() -> None:
    rail = drawn(Stop(NOW.replace(hour=12, minute=0), "Tom"), Stop(NOW.replace(hour=12, minute=30), "Priya"))
    assert [name for _, name in names(rail)] == ["Tom", ""]
    assert len(list(rail.iter("circle"))) == 2


def test_an_evening_or_a_night_makes_the_line_longer() -> None:
    rail = drawn(Stop(NOW.replace(hour=21, minute=20), "Youssef"), now=NOW.replace(hour=5, minute=30))
    assert hours(rail) == [str(h) for h in range(6, 24)]


def test_a_name_is_text_and_never_markup() -> None:
    rail = drawn(Stop(NOW + timedelta(hours=1), "<script>x</script>"))
    assert [name for _, name in names(rail)] == ["<script>x</script>"]
    assert list(rail.iter("script")) == []


def test_seats_are_taken_from_the_left_and_the_next_one_is_marked() -> None:
    tiles = [path.get("class") for path in ElementTree.fromstring(seats(4, 6, next_one=4)).iter("path")]
    assert tiles == ["seat taken"] * 4 + ["seat next", "seat"]
