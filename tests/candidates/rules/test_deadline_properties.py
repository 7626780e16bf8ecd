"""What must hold for every decision, every list of closed days and every zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from candidates.rules.deadlines import (
    Policy,
    Promise,
    Unit,
    due_at,
    promise_due_at,
    remind_at,
    silence_at,
    talk_due_at,
)
from candidates.rules.stages import Channel, Stage
from candidates.rules.workdays import (
    AmbiguousTime,
    NonexistentTime,
    add_working_days,
    is_working_day,
    local,
    previous_working_day,
    read_wall_clock,
)
from tests.candidates.rules.calendars import AMSTERDAM, DEFAULT, with_closed_days

FROM, TO = datetime(2020, 1, 1), datetime(2040, 12, 31)
ZONES = [
    AMSTERDAM,
    ZoneInfo("UTC"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Pacific/Auckland"),
    ZoneInfo("Asia/Tehran"),
]
DST_NIGHT, YEAR_END = datetime(2026, 3, 28, 2, 30), datetime(2026, 12, 31, 23, 30)

SECONDS = st.integers(int(FROM.replace(tzinfo=UTC).timestamp()), int(TO.replace(tzinfo=UTC).timestamp()))

moments = st.builds(datetime.fromtimestamp, SECONDS, st.sampled_from([UTC, *ZONES]))
stages = st.sampled_from(Stage)
clock_times = st.integers(5 * 60, 20 * 60).map(lambda minutes: time(*divmod(minutes, 60)))


@st.composite
def near(draw: st.DrawFn, moment: datetime) -> list[date]:
    """Closed days where they count: in the three weeks after the decision."""
    return [moment.date() + timedelta(days=shift) for shift in draw(st.sets(st.integers(-2, 21), max_size=9))]


@st.composite
def decisions(draw: st.DrawFn) -> tuple[datetime, Policy]:
    """A moment, and an organisation with hours, zone and closed days of its own."""
    decided_at = draw(moments)
    opens, closes = sorted(draw(st.lists(clock_times, min_size=2, max_size=2, unique=True)))
    calendar = replace(
        DEFAULT.calendar, zone=draw(st.sampled_from(ZONES)), opens=opens, closes=closes, close_of_day=closes
    )
    mail = Promise(Channel.MAIL, draw(st.integers(1, 72)), Unit.HOURS, roll=draw(st.booleans()))
    policy = replace(
        DEFAULT,
        calendar=calendar,
        promises={**DEFAULT.promises, Stage.CV_SCREENING: mail},
        remind_time=draw(clock_times),
    )
    return decided_at, with_closed_days(policy, [*DEFAULT.calendar.closed_days, *draw(near(decided_at))])


@given(decisions(), stages)
def test_it_is_never_due_before_the_decision(decision: tuple[datetime, Policy], stage: Stage) -> None:
    decided_at, policy = decision

    assert due_at(stage, decided_at, policy) > decided_at
    assert talk_due_at(decided_at, policy) > decided_at
    assert silence_at(decided_at, policy) > decided_at


@given(decisions(), stages, st.integers(-2, 21))
def test_one_closed_day_more_never_makes_it_due_earlier(
    decision: tuple[datetime, Policy], stage: Stage, shift: int
) -> None:
    decided_at, policy = decision
    one_more = with_closed_days(policy, [*policy.calendar.closed_days, decided_at.date() + timedelta(days=shift)])

    assert due_at(stage, decided_at, one_more) >= due_at(stage, decided_at, policy)
    assert talk_due_at(decided_at, one_more) >= talk_due_at(decided_at, policy)


@given(decisions(), st.sampled_from([Stage.INTERVIEW, Stage.LATE_STAGE]))
def test_working_days_end_at_the_close_of_a_working_day(decision: tuple[datetime, Policy], stage: Stage) -> None:
    decided_at, policy = decision

    due = local(due_at(stage, decided_at, policy), policy.calendar)

    assert due.time() == policy.calendar.close_of_day
    assert is_working_day(due.date(), policy.calendar)


@given(decisions())
def test_exactly_two_working_days_have_passed(decision: tuple[datetime, Policy]) -> None:
    decided_at, policy = decision
    calendar = policy.calendar
    day = local(decided_at, calendar).date()

    until = local(due_at(Stage.INTERVIEW, decided_at, policy), calendar).date()

    after = [day + timedelta(days=count) for count in range(1, (until - day).days + 1)]
    assert sum(is_working_day(one, calendar) for one in after) == 2


@given(decisions(), stages, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_a_later_decision_is_never_due_earlier(
    decision: tuple[datetime, Policy], stage: Stage, later: timedelta
) -> None:
    decided_at, policy = decision

    assert due_at(stage, decided_at.astimezone(UTC) + later, policy) >= due_at(stage, decided_at, policy)


@given(moments)
@example(DST_NIGHT.replace(tzinfo=AMSTERDAM))
@example(YEAR_END.replace(tzinfo=AMSTERDAM))
@example(datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM))
@example(datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1))
def test_24_hours_are_86400_seconds(decided_at: datetime) -> None:
    due = due_at(Stage.CV_SCREENING, decided_at, DEFAULT)

    assert due - decided_at.astimezone(UTC) == timedelta(seconds=86400)
    assert due.tzinfo is UTC


@given(decisions())
def test_a_rolled_moment_is_on_a_working_day_and_keeps_its_time(decision: tuple[datetime, Policy]) -> None:
    decided_at, policy = decision
    plain, rolling = (Promise(Channel.MAIL, 24, Unit.HOURS, roll=roll) for roll in (False, True))

    before = local(promise_due_at(plain, decided_at, policy.calendar), policy.calendar)
    after = local(promise_due_at(rolling, decided_at, policy.calendar), policy.calendar)

    assert is_working_day(after.date(), policy.calendar)
    assert (after.hour, after.minute) == (before.hour, before.minute)


@given(decisions(), stages)
def test_a_reminder_rings_in_office_hours_between_decision_and_due(
    decision: tuple[datetime, Policy], stage: Stage
) -> None:
    decided_at, policy = decision
    due = due_at(stage, decided_at, policy)

    moment = remind_at(due, decided_at, policy)

    if moment is not None:
        here = local(moment, policy.calendar)
        assert decided_at < moment <= due
        assert is_working_day(here.date(), policy.calendar)
        assert policy.calendar.opens <= here.time() < policy.calendar.closes


@given(moments, st.integers(1, 15))
def test_counting_on_and_then_back_ends_where_it_began(moment: datetime, count: int) -> None:
    calendar = DEFAULT.calendar
    day = add_working_days(moment.date(), 1, calendar)

    back = add_working_days(day, count, calendar)
    for _step in range(count):
        back = previous_working_day(back, calendar)

    assert back == day


@given(st.datetimes(FROM, TO), st.sampled_from(ZONES), st.sampled_from([None, 0, 1]))
@example(datetime(2026, 3, 29, 2, 30), AMSTERDAM, None)
@example(datetime(2026, 10, 25, 2, 30), AMSTERDAM, 1)
def test_what_is_read_off_a_clock_is_what_that_clock_showed(shown: datetime, zone: ZoneInfo, fold: int | None) -> None:
    try:
        moment = read_wall_clock(shown, zone, fold=fold)
    except (NonexistentTime, AmbiguousTime):
        return
    assert moment.astimezone(zone).replace(tzinfo=None, fold=0) == shown


@pytest.mark.parametrize("stage", [Stage.INTERVIEW, Stage.LATE_STAGE])
def test_a_closed_christmas_week_moves_it_to_the_new_year(stage: Stage) -> None:
    week = [date(2026, 12, day) for day in range(24, 32)]
    policy = with_closed_days(DEFAULT, [*DEFAULT.calendar.closed_days, *week])

    due = due_at(stage, datetime(2026, 12, 23, 10, tzinfo=UTC), policy)

    assert local(due, policy.calendar).isoformat() == "2027-01-05T17:00:00+01:00"
