"""From invited to hired, of the same people: against a second count in plain Python, over talks drawn at random."""

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from candidates.figures.asked import Asked
from candidates.figures.promises import promise_figures
from candidates.models import Deadline
from candidates.rules.periods import ALL, LAST_YEAR, THIS_YEAR, THREE_MONTHS, period
from spreekuur.figures.funnel import FLAGS, OUTCOMES, STEPS, Funnel, Funnels, funnels, people_at, since_the_beginning
from spreekuur.models import Reopening, Talk
from tests.figures_cast import NOW
from tests.funnel_cast import with_talks

pytestmark = pytest.mark.django_db


def asked_for(asked: Asked) -> Funnels:
    told = promise_figures(asked, now=NOW)
    return funnels(asked, mailed=told.channel("mail").told, mailed_before=told.mailed_before, now=NOW)


def counted(asked: Asked) -> tuple[Funnel, Funnel]:
    """The same, one person after the other."""
    cohort: Counter[str] = Counter()
    ever: Counter[str] = Counter()
    for tell in Deadline.objects.filter(kind="tell").select_related("rejection__vacancy"):
        steps = set(_steps(tell))
        month = tell.rejection.decided_at.astimezone(ZoneInfo(tell.policy["zone"])).date().replace(day=1)
        if _fits(tell, asked) and month <= asked.period.last:
            ever.update(steps)
            cohort.update(steps if month >= asked.period.first else ())
    return Funnel(**cohort), Funnel(**ever)


def _steps(tell: Deadline) -> Iterator[str]:
    if tell.rejection.undone_at:
        return
    bookings = list(tell.rejection.bookings.all())
    if (tell.met_at and tell.met_channel == "mail") or bookings:
        yield "invited"
    if bookings:
        yield "booked"
    for talk in Talk.objects.filter(booking__rejection=tell.rejection):
        yield from {"no-show": ["no_show"], "reopened": ["came"]}.get(
            talk.outcome, ["came", talk.outcome.replace("-", "_")]
        )
    for again in Reopening.objects.filter(rejection=tell.rejection):
        yield from ("reopened", *(["hired"] if again.verdict == "hired" else []))


def _fits(tell: Deadline, asked: Asked) -> bool:
    return all(
        wanted in (None, "", real)
        for wanted, real in (
            (asked.department, tell.rejection.vacancy.department_id or 0),
            (asked.stage, tell.rejection.stage_at_rejection),
            (asked.channel, tell.met_channel or tell.channel),
            (asked.person, tell.met_by_id or tell.owner_id),
        )
    )


@pytest.mark.parametrize("seed", [201, 202])
def test_every_step_is_what_its_people_say(seed: int) -> None:
    drawn = with_talks(seed)
    today = NOW.date()
    for asked in (
        Asked(period(ALL, today)),
        Asked(period(THREE_MONTHS, today)),
        Asked(period(LAST_YEAR, today)),
        Asked(period(THIS_YEAR, today), stage="interview", channel="call"),
        Asked(period("2026-03", today), department=0),
        Asked(period(ALL, today), person=drawn.people[2].pk),
    ):
        found = asked_for(asked)
        assert (asked, found.cohort, found.ever) == (asked, *counted(asked))
        for step in (*STEPS, *OUTCOMES):
            for of, funnel in ((asked, found.cohort), (since_the_beginning(asked), found.ever)):
                behind, count = people_at(step, of, now=NOW), getattr(funnel, step)
                rows = behind.rows(size=1_000).deadlines
                assert (step, behind.count(), len(rows)) == (step, count, count)
    assert found.ever.hired <= found.ever.reopened <= found.ever.came <= found.ever.booked <= found.ever.invited


def test_nobody_yet_is_nought_everywhere() -> None:
    assert timezone.is_aware(NOW)
    found = asked_for(Asked(period(ALL, NOW.date())))
    assert (found.cohort, found.ever) == (Funnel(), Funnel())
    assert set(FLAGS) < set(vars(Funnel()))
