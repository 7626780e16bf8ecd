from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spreekuur.rules.discreet import address_beginning, number_ending
from spreekuur.rules.reminders import day_ahead, next_ring, reminders
from spreekuur.rules.terms import Terms, bookable_from, cut_off, may_change, moves_left
from spreekuur.rules.waiting import offer_until

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TERMS = Terms(AMSTERDAM, cut_off=time(9), moves=3, offer_until=time(12))


def here(text: str) -> datetime:
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=AMSTERDAM).astimezone(UTC)


TALK = here("11-26 13:15")


@pytest.mark.parametrize(
    ("now", "still"),
    [
        ("11-25 23:59", True),
        ("11-26 08:59", True),
        ("11-26 09:00", False),
        ("11-26 13:15", False),
        ("11-27 08:00", False),
    ],
)
def test_it_may_be_moved_until_nine_on_the_day(now: str, still: bool) -> None:
    assert may_change(TALK, here(now), TERMS) is still


def test_a_talk_before_nine_ends_its_own_term() -> None:
    assert cut_off(here("11-26 08:15"), TERMS) == here("11-26 08:15")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("11-20 10:00", "11-21 12:00"),
        ("11-20 23:59", "11-21 12:00"),
        ("11-25 08:00", "11-26 09:00"),  # never past the cut-off
        ("11-25 18:00", "11-26 09:00"),
        ("11-26 07:00", "11-26 09:00"),  # two hours, just enough
        ("11-26 07:01", None),
        ("11-26 10:00", None),
    ],
)
def test_an_offer_lasts_until_noon_the_next_day_and_never_past_the_cut_off(now: str, until: str | None) -> None:
    found = offer_until(here(now), TALK, TERMS)
    assert found == (here(until) if until else None)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31)).map(lambda m: m.replace(tzinfo=UTC))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, tzinfo=None))


@given(moments, moments, clocks)
def test_what_the_page_shows_and_what_the_action_allows_are_the_same(
    now: datetime, starts_at: datetime, clock: time
) -> None:
    terms = Terms(AMSTERDAM, cut_off=clock)
    assert (starts_at > bookable_from(now, terms)) is may_change(starts_at, now, terms)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=40)), clocks, clocks)
def test_an_offer_gives_two_hours_or_is_not_made(now: datetime, ahead: timedelta, clock: time, until: time) -> None:
    starts_at = now + ahead
    terms = Terms(AMSTERDAM, cut_off=clock, offer_until=until)
    end, offered = cut_off(starts_at, terms), offer_until(now, starts_at, terms)
    assert (offered is None) is (end - now < timedelta(hours=2))
    assert offered is None or now < offered <= end


def test_reminders_a_day_and_an_hour_ahead_and_none_from_before_the_booking() -> None:
    assert reminders(TALK, booked_at=here("11-20 10:00"), zone=AMSTERDAM) == [
        here("11-25 13:15"),
        here("11-26 12:15"),
    ]
    assert reminders(TALK, booked_at=here("11-26 08:00"), zone=AMSTERDAM) == [here("11-26 12:15")]
    assert next_ring(TALK, booked_at=here("11-20 10:00"), now=here("11-25 13:15"), zone=AMSTERDAM) == here(
        "11-26 12:15"
    )


def test_a_day_ahead_is_the_same_time_on_the_clock_over_a_clock_change() -> None:
    monday_after = datetime(2026, 10, 26, 13, 15, tzinfo=AMSTERDAM).astimezone(UTC)
    before = day_ahead(monday_after, AMSTERDAM).astimezone(AMSTERDAM)
    assert (before.date(), before.time()) == (date(2026, 10, 25), time(13, 15))


def test_moves_run_out() -> None:
    assert [moves_left(moved, TERMS) for moved in (0, 2, 3, 4)] == [3, 1, 0, 0]


@pytest.mark.parametrize(("number", "ending"), [("+31612345678", "78"), ("", ""), ("112", "")])
def test_of_a_number_two_digits(number: str, ending: str) -> None:
    assert number_ending(number) == ending


@pytest.mark.parametrize(("address", "beginning"), [("youssef@example.org", "yo"), ("y@example.org", "y"), ("", "")])
def test_of_an_address_two_letters(address: str, beginning: str) -> None:
    assert address_beginning(address) == beginning
