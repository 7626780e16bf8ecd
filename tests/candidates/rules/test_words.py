"""The words of the design: what is left of a promise, moments and counts, in both languages."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from candidates.rules.words import (
    TimeLeft,
    at_start,
    count_in_words,
    full_moment,
    moment_for_candidate,
    near_moment,
    since,
    time_in,
    time_left,
)
from tests.candidates.rules.calendars import AMSTERDAM

NOW = datetime(2026, 11, 24, 10, 12, tzinfo=AMSTERDAM)  # a Tuesday


def on(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("due", "dutch", "english"),
    [
        ("2026-11-24 10:12", ("soon", "nog geen minuut", "tot 10:12"), ("less than a minute left", "until 10:12")),
        ("2026-11-24 10:13", ("soon", "nog 1 minuut", "tot 10:13"), ("1 minute left", "until 10:13")),
        ("2026-11-24 11:00", ("soon", "nog 48 minuten", "tot 11:00"), ("48 minutes left", "until 11:00")),
        ("2026-11-24 11:12", ("soon", "nog 1 uur", "tot 11:12"), ("1 hour left", "until 11:12")),
        ("2026-11-24 13:20", ("soon", "nog 3 uur", "tot 13:20"), ("3 hours left", "until 13:20")),
        ("2026-11-24 16:11", ("soon", "nog 5 uur", "tot 16:11"), ("5 hours left", "until 16:11")),
        ("2026-11-24 16:12", ("soon", "vandaag 16:12", "nog 6 uur"), ("today 16:12", "6 hours left")),
        ("2026-11-24 17:00", ("soon", "vandaag 17:00", "nog 6 uur"), ("today 17:00", "6 hours left")),
        ("2026-11-25 09:30", ("plan", "morgen 9:30", ""), ("tomorrow 9:30", "")),
        ("2026-11-26 17:00", ("plan", "donderdag 17:00", ""), ("Thursday 17:00", "")),
        ("2026-11-30 00:05", ("plan", "maandag 0:05", ""), ("Monday 0:05", "")),
        ("2026-12-01 17:00", ("plan", "dinsdag 1 december", ""), ("Tuesday 1 December", "")),
        ("2026-12-07 17:00", ("plan", "maandag 7 december", ""), ("Monday 7 December", "")),
        ("2027-01-04 17:00", ("plan", "maandag 4 januari", ""), ("Monday 4 January", "")),
        ("2027-11-24 17:00", ("plan", "woensdag 24 november 2027", ""), ("Wednesday 24 November 2027", "")),
        ("2026-11-24 10:11", ("late", "1 minuut te laat", "sinds 10:11"), ("1 minute late", "since 10:11")),
        ("2026-11-24 09:30", ("late", "42 minuten te laat", "sinds 9:30"), ("42 minutes late", "since 9:30")),
        ("2026-11-24 09:00", ("late", "1 uur te laat", "sinds 9:00"), ("1 hour late", "since 9:00")),
        ("2026-11-24 07:00", ("late", "3 uur te laat", "sinds 7:00"), ("3 hours late", "since 7:00")),
        ("2026-11-23 17:00", ("late", "te laat", "sinds gisteren 17:00"), ("late", "since yesterday 17:00")),
        ("2026-11-23 23:59", ("late", "te laat", "sinds gisteren 23:59"), ("late", "since yesterday 23:59")),
        ("2026-11-21 15:30", ("late", "te laat", "sinds zaterdag 15:30"), ("late", "since Saturday 15:30")),
        ("2026-11-18 15:30", ("late", "te laat", "sinds woensdag 15:30"), ("late", "since Wednesday 15:30")),
        ("2026-11-17 15:30", ("late", "te laat", "sinds 17 november"), ("late", "since 17 November")),
        ("2026-11-12 09:00", ("late", "te laat", "sinds 12 november"), ("late", "since 12 November")),
        ("2025-11-12 09:00", ("late", "te laat", "sinds 12 november 2025"), ("late", "since 12 November 2025")),
    ],
)
def test_what_is_left(due: str, dutch: tuple[str, str, str], english: tuple[str, str]) -> None:
    with override("nl"):
        assert time_left(on(due), NOW, AMSTERDAM) == TimeLeft(*dutch)
    with override("en"):
        assert time_left(on(due), NOW, AMSTERDAM) == TimeLeft(dutch[0], *english)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (59, ("soon", "nog geen minuut")),
        (3599, ("soon", "nog 59 minuten")),
        (2 * 3600 - 1, ("soon", "nog 1 uur")),
        (0, ("soon", "nog geen minuut")),
        (-1, ("late", "te laat")),
        (-59, ("late", "te laat")),
        (-3599, ("late", "59 minuten te laat")),
    ],
)
def test_it_rounds_down(seconds: int, expected: tuple[str, str]) -> None:
    with override("nl"):
        left = time_left(NOW + timedelta(seconds=seconds), NOW, AMSTERDAM)

    assert (left.kind, left.words) == expected


def test_a_few_hours_across_midnight_say_that_it_is_tomorrow() -> None:
    with override("nl"):
        left = time_left(on("2026-11-25 02:00"), on("2026-11-24 22:30"), AMSTERDAM)

    assert left == TimeLeft("soon", "nog 3 uur", "tot morgen 2:00")


def test_hours_left_are_real_hours_in_the_night_the_clock_changes() -> None:
    with override("nl"):
        short = time_left(on("2026-03-29 05:00"), on("2026-03-29 00:30"), AMSTERDAM)
        long = time_left(on("2026-10-25 05:00"), on("2026-10-25 00:30"), AMSTERDAM)

    assert (short.words, long.words) == ("nog 3 uur", "nog 5 uur")


def test_days_are_those_of_the_given_zone() -> None:
    now, due = on("2026-11-24 23:30"), on("2026-11-26 00:30")

    with override("nl"):
        assert time_left(due, now, AMSTERDAM).words == "donderdag 0:30"
        assert time_left(due, now, ZoneInfo("America/New_York")).words == "morgen 18:30"


def test_time_only_runs_one_way() -> None:
    """plan, then soon, then late: never back."""
    due = on("2026-11-26 17:00")
    kinds = [time_left(due, on("2026-11-24 09:00") + timedelta(minutes=7 * n), AMSTERDAM).kind for n in range(700)]

    assert [kinds[0], *(after for before, after in pairwise(kinds) if before != after)] == ["plan", "soon", "late"]


@pytest.mark.parametrize(
    ("moment", "dutch", "english"),
    [
        ("2026-11-24 17:00", "vandaag om 17:00", "today at 17:00"),
        ("2026-11-25 09:05", "morgen om 9:05", "tomorrow at 9:05"),
        ("2026-11-26 17:00", "donderdag 26 november om 17:00", "Thursday 26 November at 17:00"),
        ("2026-11-23 17:00", "maandag 23 november om 17:00", "Monday 23 November at 17:00"),
        ("2027-01-05 17:00", "dinsdag 5 januari 2027 om 17:00", "Tuesday 5 January 2027 at 17:00"),
    ],
)
def test_a_moment_in_a_sentence(moment: str, dutch: str, english: str) -> None:
    with override("nl"):
        assert full_moment(on(moment), NOW, AMSTERDAM) == dutch
    with override("en"):
        assert full_moment(on(moment), NOW, AMSTERDAM) == english


def test_a_moment_in_a_letter_holds_on_any_day_it_is_read() -> None:
    with override("nl"):
        assert moment_for_candidate(on("2026-11-24 17:00"), AMSTERDAM) == "dinsdag 24 november om 17:00 uur"
    with override("en"):
        assert moment_for_candidate(on("2026-11-24 17:00"), AMSTERDAM) == "Tuesday 24 November at 17:00"


def test_near_and_past_moments() -> None:
    with override("nl"):
        assert near_moment(on("2026-11-25 09:30"), NOW, AMSTERDAM) == "morgen 9:30"
        assert since(on("2026-11-23 17:00"), NOW, AMSTERDAM) == "gisteren 17:00"


def test_counts_are_words_up_to_twelve() -> None:
    with override("nl"):
        dutch = [count_in_words(count) for count in (0, 1, 2, 9, 12, 13, 100, -1)]
    with override("en"):
        english = [count_in_words(count) for count in (0, 1, 2, 9, 12, 13, 100, -1)]

    assert dutch == ["niemand", "één", "twee", "negen", "twaalf", "13", "100", "-1"]
    assert english == ["nobody", "one", "two", "nine", "twelve", "13", "100", "-1"]


@pytest.mark.parametrize(
    ("said", "written"), [("één plek", "Eén plek"), ("twee keer één", "Twee keer één"), ("énige", "Énige"), ("", "")]
)
def test_a_sentence_begins_with_a_capital_without_the_accents_of_one(said: str, written: str) -> None:
    assert at_start(said) == written


@pytest.mark.parametrize(
    ("zone", "dutch", "english"),
    [
        ("Europe/Amsterdam", "tijd in Amsterdam", "time in Amsterdam"),
        ("Europe/Brussels", "tijd in Brussel", "time in Brussels"),
        ("America/Curacao", "tijd in Curaçao", "time in Curaçao"),
    ],
)
def test_whose_clock_it_is(zone: str, dutch: str, english: str) -> None:
    for language, words in (("nl", dutch), ("en", english)):
        with override(language):
            assert time_in(ZoneInfo(zone)) == words
