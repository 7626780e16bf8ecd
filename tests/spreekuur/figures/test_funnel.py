"""From invited to hired, of the same people: against a second count in plain Python, over talks drawn at random."""

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pgtrigger
import pytest
from django.utils import timezone

from candidates.figures.asked import Asked
from candidates.figures.promises import promise_figures
from candidates.models import Deadline, Rejection
from candidates.rules.periods import ALL, LAST_YEAR, THIS_YEAR, THREE_MONTHS, period
from spreekuur.figures.funnel import FLAGS, STEPS, Funnel, Funnels, funnels, people_at
from spreekuur.models import Booking, Day, Reopening, Slot, Talk
from tests.figures_cast import NOW, Drawn, draw

pytestmark = pytest.mark.django_db
OUTCOMES = ("advice", "other-vacancy", "talent-pool", "no-show", "reopened", "advice")


def with_talks(seed: int) -> Drawn:
    """A third of the people signs up; most come, some are moved or cancelled, some are hired in the end."""
    drawn = draw(seed)
    dice = random.Random(seed)
    day = Day.objects.create(date=NOW.date(), ways=["site"], made_at=NOW)
    told = list(Rejection.objects.filter(deadlines__kind="tell").order_by("pk"))
    with pgtrigger.ignore():
        for place, rejection in enumerate(dice.sample(told, len(told) // 3)):
            _talk(dice, drawn, rejection, _slot(day, drawn, place))
    return drawn


def _slot(day: Day, drawn: Drawn, place: int) -> Slot:
    starts = NOW + timedelta(minutes=15 * place)
    return Slot.objects.create(
        day=day,
        recruiter=drawn.people[0],
        starts_at=starts,
        ends_at=starts + timedelta(minutes=15),
        state="closed",
        closed_why="hand",
    )


def _talk(dice: random.Random, drawn: Drawn, rejection: Rejection, slot: Slot) -> None:
    state = dice.choice(("booked", "moved", "held", "held", "held", "no-show"))
    given = {"slot": slot, "rejection": rejection, "way": "site", "booked_at": NOW}
    booking = Booking.objects.create(key=uuid.uuid4(), state=state, **given)
    if state == "moved":
        booking = Booking.objects.create(key=uuid.uuid4(), state="booked", **given)
    if state not in ("held", "no-show"):
        return
    outcome = "no-show" if state == "no-show" else dice.choice([name for name in OUTCOMES if name != "no-show"])
    other = drawn.vacancies[0] if outcome == "other-vacancy" else None
    talk = Talk.objects.create(
        booking=booking, outcome=outcome, consent_at=NOW, other_vacancy=other, by=drawn.people[0], at=NOW
    )
    if outcome == "reopened":
        hired = dice.random() < 0.5
        Reopening.objects.create(
            rejection=rejection,
            talk=talk,
            wrong="cv",
            decider=drawn.people[1],
            due_at=NOW,
            opened_by=drawn.people[0],
            opened_at=NOW,
            verdict="hired" if hired else "",
            decided_at=NOW if hired else None,
            hired_on=NOW.date() if hired else None,
        )


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
        for step in STEPS:
            listed = people_at(step, asked, now=NOW)
            assert (step, len(listed)) == (step, min(getattr(found.cohort, step), 200))
    assert found.ever.hired <= found.ever.reopened <= found.ever.came <= found.ever.booked <= found.ever.invited


def test_nobody_yet_is_nought_everywhere() -> None:
    assert timezone.is_aware(NOW)
    found = asked_for(Asked(period(ALL, NOW.date())))
    assert (found.cohort, found.ever) == (Funnel(), Funnel())
    assert set(FLAGS) < set(vars(Funnel()))
