"""What counts, and stays: late stays late, a policy moves nothing that was, a person may be forgotten."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from candidates.actions.calls import Said, agree_on_talk, log_attempt, talk_held
from candidates.actions.closed_days import add_own_day
from candidates.actions.figures import count_marked_months
from candidates.actions.taking_back import reopen, undo
from candidates.figures.asked import Asked
from candidates.figures.promises import Counts, PromiseFigures, promise_figures
from candidates.models import CallOutcome, Candidate, Deadline, Organisation, Rejection, StagePromise, User
from candidates.rules.figures import Within
from candidates.rules.periods import ALL, period
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db
DECIDED = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday, ten in the morning
DUE = datetime(2026, 11, 4, 16, tzinfo=UTC)  # two working days later, five in the afternoon
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def hospital() -> Organisation:
    cast.nadia()
    return cast.hospital()


def figures(*, now: datetime = cast.NOW) -> PromiseFigures:
    return promise_figures(Asked(period(ALL, now.date())), now=now)


def counts(**given: int) -> dict[str, int]:
    return {name: value for name, value in vars(Counts(**given)).items() if value}


def told(**filters: Any) -> dict[str, int]:
    found = {name: value for name, value in vars(figures(**filters).told()).items() if value}
    return {name: value for name, value in found.items() if name not in ("reasoned", "other")}


def decided(*, at: datetime = DECIDED, **fields: Any) -> Rejection:
    number = Candidate.objects.count()
    return logged(decided_at=at, at=at, name=f"Kandidaat {number}", email=f"k{number}@example.org", **fields)


def call(rejection: Rejection, *, at: datetime) -> None:
    by = rejection.recruiter
    log_attempt(rejection, outcome=CallOutcome.REACHED, said=Said(), minutes=6, by=by, at=at)


def test_told_on_the_very_moment_is_in_time_and_a_moment_later_is_late() -> None:
    call(decided(), at=DUE)
    call(decided(), at=DUE + timedelta(microseconds=1))
    assert told() == counts(people=2, on_time=1, late=1, in_a_week=2)


def test_who_waits_has_no_verdict_until_the_moment_has_passed() -> None:
    decided()
    assert told(now=DUE) == counts(people=1, open=1)
    assert told(now=DUE + HOUR) == counts(people=1, overdue=1)
    assert figures(now=DUE).told().judged == 0
    assert figures(now=DUE + HOUR).told().judged == 1


def test_late_stays_late_when_it_is_reopened_afterwards() -> None:
    late, in_vain, in_time = decided(), decided(), decided()
    call(late, at=DUE + DAY)
    reopen(late, by=late.recruiter, why="cv verkeerd gelezen", at=DUE + 2 * DAY)
    reopen(in_vain, by=late.recruiter, why="cv verkeerd gelezen", at=DUE + DAY)
    reopen(in_time, by=late.recruiter, why="cv verkeerd gelezen", at=DUE - DAY)
    assert told() == counts(people=2, late=1, never=1, in_a_week=1)


def test_what_was_taken_back_before_anybody_heard_it_never_was() -> None:
    rejection = decided()
    undo(rejection, by=rejection.recruiter, at=DUE + DAY)
    assert told() == {}


def test_a_mail_that_came_back_leaves_the_person_waiting() -> None:
    rejection = decided(stage=Stage.CV_SCREENING)
    Deadline.objects.update(met_at=DECIDED + HOUR, met_channel="mail", met_by=rejection.recruiter)
    assert told() == counts(people=1, on_time=1, in_a_day=1)
    Deadline.objects.update(met_at=None, met_channel="", met_by=None, not_delivered_at=DECIDED + 2 * HOUR)
    assert told() == counts(people=1, overdue=1)


def test_history_without_an_answer_was_never_told_and_history_with_one_was() -> None:
    decided(history=True, is_imported=True)
    decided(told_at=DECIDED + HOUR, told_channel="mail", is_imported=True)
    assert told() == counts(people=2, never=1, on_time=1, in_a_day=1)
    assert figures().channel("mail").told == 1


def test_a_talk_is_late_after_its_day_or_after_the_day_the_candidate_chose(hospital: Organisation) -> None:
    calendar, talk_due = hospital.calendar(), datetime(2026, 11, 16, 16, tzinfo=UTC)
    chosen, moved, late = (decided(stage=Stage.LATE_STAGE) for _one in range(3))
    day = talk_due + 3 * DAY
    for rejection, moment in ((chosen, day), (moved, day - HOUR)):
        agree_on_talk(rejection, moment=moment, calendar=calendar, by=chosen.recruiter, at=DECIDED)
    for rejection, at in ((chosen, day), (moved, day + HOUR), (late, talk_due + HOUR)):
        talk_held(rejection, said=Said(), minutes=15, by=rejection.recruiter, at=at)
    talks = figures().talks()
    assert (talks.on_time, talks.late) == (1, 2)
    assert figures().told().overdue == 3  # the decision itself was told to none of them


def test_a_change_of_policy_moves_no_past_figure(hospital: Organisation) -> None:
    for hours in (1, 30, 50, 60, 90):
        call(decided(), at=DECIDED + hours * HOUR)
        call(decided(at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC)), at=DECIDED + hours * HOUR)
    before = figures()
    StagePromise.objects.create(stage="interview", channel="mail", amount=1, unit="hours")
    add_own_day(datetime(2026, 11, 3, tzinfo=UTC).date(), "vrij")
    Organisation.objects.update(zone="Pacific/Auckland", close_of_day=time(9), goal_percent=50)
    assert figures() == before
    count_marked_months(cast.NOW)
    assert figures() == before


@pytest.mark.parametrize("decided_at", [datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)])
def test_24_hours_are_24_hours_in_a_night_that_the_clock_changes(decided_at: datetime) -> None:
    """One local hour more or less on the wall."""
    rejections = [decided(stage=Stage.CV_SCREENING, at=decided_at) for _one in range(5)]
    for rejection in rejections:
        at = decided_at + 24 * HOUR
        Deadline.objects.filter(rejection=rejection).update(met_at=at, met_channel="mail", met_by=rejection.recruiter)
    found = figures()
    assert (found.told().on_time, found.told().in_a_day) == (5, 5)
    assert found.spread["tell", "cv-screening"].median == Within(24)


def test_a_month_is_that_of_the_clock_on_the_wall() -> None:
    decided(at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))  # half past midnight
    months = {month.isoformat(): found.people for month, found in figures().by_month.items() if found.people}
    assert months == {"2026-11-01": 1}


def test_the_figures_stay_when_the_people_are_forgotten() -> None:
    for hours in (1, 30, 50, 60, 90):
        call(decided(), at=DECIDED + hours * HOUR)
    decided()
    before = figures()
    count_marked_months(cast.NOW)
    Candidate.objects.update(name="", email="", phone="", anonymised_at=cast.NOW)
    Rejection.objects.update(reason_details="", keep_until=None)
    assert figures() == before
    count_marked_months(cast.NOW)
    assert figures() == before


def test_shares_and_medians_need_five_people() -> None:
    for hours in (1, 2, 3, 60):
        call(decided(), at=DECIDED + hours * HOUR)
    assert figures().told().kept.percent is None
    assert figures().spread == {}
    call(decided(), at=DECIDED + 4 * HOUR)
    assert figures().told().kept.percent == 80
    assert figures().spread["tell", "interview"].median == Within(3)


def test_who_still_waits_counts_as_at_least() -> None:
    for hours in (1, 2, 3, 4):
        call(decided(), at=DECIDED + hours * HOUR)
    decided(at=DECIDED)
    spread = figures(now=DECIDED + 10 * HOUR).spread["tell", "interview"]
    assert (spread.median, spread.p90) == (Within(3), Within(10, at_least=True))


def test_one_who_waits_since_a_moment_makes_no_difference_he_cannot_make() -> None:
    for _one in range(9):
        call(decided(), at=DECIDED + 3 * HOUR)
    decided(at=DECIDED + 3 * HOUR)
    assert figures(now=DECIDED + 4 * HOUR).spread["tell", "interview"].median == Within(3)


def test_whose_figure_it_is() -> None:
    """Who told it; if nobody did, who has to."""
    nadia, bram = User.objects.get(first_name="Nadia"), cast.bram()
    one, two = decided(), decided()
    log_attempt(one, outcome=CallOutcome.REACHED, said=Said(), minutes=6, by=bram, at=DECIDED + HOUR)
    Deadline.objects.filter(rejection=two).update(owner=bram)
    asked = Asked(period(ALL, cast.NOW.date()))
    assert promise_figures(asked.of(bram.pk), now=cast.NOW).told().people == 2
    assert promise_figures(asked.of(nadia.pk), now=cast.NOW).told().people == 0
