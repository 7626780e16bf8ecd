"""100,000 decisions, twenty years of closed days, thirty calendars: both ways of counting must agree on every one."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

import pytest

from candidates.rules.deadlines import Policy, due_at, dutch_default, talk_due_at
from candidates.rules.stages import Stage
from candidates.rules.workdays import dutch_closed_days
from tests import second_opinion as second
from tests.candidates.rules.calendars import with_closed_days

CASES = 100_000
CALENDARS = 30
YEARS = range(2020, 2041)
AROUND = range(2019, 2043)
FIRST, LAST = (second.day_number(year, 1, 1) * second.DAY for year in (YEARS[0], YEARS[-1] + 1))
EPOCH = date(1970, 1, 1)
OFFSETS = [timezone(timedelta(minutes=minutes)) for minutes in (0, 60, 120, -480, 345, 840)]
NAMES = sorted({name for name, _day in second.named_days(2020)} - {second.GOOD_FRIDAY, second.LIBERATION})


@dataclass(frozen=True)
class Office:
    """One calendar, known to both."""

    policy: Policy
    rolling: Policy
    working: list[int]


def day_of(number: int) -> date:
    return EPOCH + timedelta(days=number)


def office(chance: random.Random, *, extra: int, opened: set[str]) -> Office:
    """The Dutch list, some of its days opened by name, some days of their own closed."""
    own = {chance.randrange(FIRST, LAST) // second.DAY for _ in range(extra)}
    ours = {day for day, name in dutch_closed_days(AROUND).items() if name not in opened} | set(map(day_of, own))
    theirs = second.closed_by_default(AROUND) | own
    named = {number for year in AROUND for name, number in second.named_days(year) if name in opened}
    policy = with_closed_days(dutch_default([]), ours)
    mail = replace(policy.promises[Stage.CV_SCREENING], roll=True)
    return Office(
        policy=policy,
        rolling=replace(policy, promises={**policy.promises, Stage.CV_SCREENING: mail}),
        working=second.working_days(theirs - (named - own), AROUND),
    )


def offices(chance: random.Random) -> list[Office]:
    plain = [office(chance, extra=0, opened=set())]
    return plain + [
        office(chance, extra=chance.choice([0, 50, 1500]), opened=set(chance.sample(NAMES, chance.randrange(3))))
        for _ in range(CALENDARS - 1)
    ]


def moments(chance: random.Random) -> list[int]:
    """Half of them anywhere, the others within three days of a night or a day on which something is different."""
    odd = [number for year in YEARS for _name, number in second.named_days(year)]
    odd += [second.last_sunday(year, month) for year, month in product(YEARS, (3, 10))]
    nights = [second.last_sunday(year, month) for year, month in product(YEARS, (3, 10))]
    anywhere = [chance.randrange(FIRST, LAST) for _ in range(CASES // 2)]
    near = [chance.choice(odd) * second.DAY + chance.randrange(-3 * second.DAY, 3 * second.DAY) for _ in anywhere]
    exact = [chance.choice(nights) * second.DAY + chance.randrange(-24, 4) * second.HOUR for _ in range(CASES // 10)]
    return anywhere + near[len(exact) :] + exact


def compare(at: Office, decided: int, decided_at: datetime, question: int) -> tuple[datetime, int]:
    """Our answer and theirs, to one of the questions a decision raises."""
    match question:
        case 0:
            return due_at(Stage.CV_SCREENING, decided_at, at.policy), second.hours_later(decided, 24)
        case 1:
            return due_at(Stage.CV_SCREENING, decided_at, at.rolling), second.hours_later(decided, 24, at.working)
        case 2:
            return due_at(Stage.INTERVIEW, decided_at, at.policy), second.working_days_later(decided, 2, at.working)
        case 3:
            return due_at(Stage.LATE_STAGE, decided_at, at.policy), second.working_days_later(decided, 2, at.working)
        case _:
            return talk_due_at(decided_at, at.policy), second.working_days_later(decided, 10, at.working)


def test_both_agree_on_100_000_decisions() -> None:
    chance = random.Random(20261123)
    known = offices(chance)
    decisions = moments(chance)

    differing = []
    for decided in decisions:
        decided_at = datetime.fromtimestamp(decided, chance.choice(OFFSETS))
        ours, theirs = compare(chance.choice(known), decided, decided_at, chance.randrange(5))
        if ours.timestamp() != theirs:
            differing.append((decided_at.isoformat(), ours.isoformat(), theirs))

    assert len(decisions) == CASES
    assert differing == []


@pytest.mark.parametrize("year", AROUND)
def test_both_close_on_the_same_days(year: int) -> None:
    sundays = {"Eerste paasdag", "Eerste pinksterdag"}
    ours = {day for day, name in dutch_closed_days([year]).items() if name not in sundays}

    assert ours == set(map(day_of, second.closed_by_default(range(year, year + 1))))


def test_the_second_opinion_knows_the_worked_facts() -> None:
    """So that it is worth agreeing with."""
    easters = {2020: "2020-04-12", 2025: "2025-04-20", 2026: "2026-04-05", 2038: "2038-04-25", 1981: "1981-04-19"}
    assert {year: day_of(second.easter(year)).isoformat() for year in easters} == easters
    jump = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp())
    assert (second.ahead(jump - 1), second.ahead(jump)) == (3600, 7200)
    back = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp())
    assert (second.ahead(back - 1), second.ahead(back)) == (7200, 3600)
