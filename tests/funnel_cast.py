"""A portal full of promises, and of talks in the spreekuur that came of them."""

import random
import uuid
from datetime import timedelta

import pgtrigger

from candidates.models import Rejection
from spreekuur.models import Booking, Day, Reopening, Slot, Talk
from tests.figures_cast import NOW, Drawn, draw

ENDINGS = ("advice", "other-vacancy", "talent-pool", "no-show", "reopened", "advice")


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
    outcome = "no-show" if state == "no-show" else dice.choice([name for name in ENDINGS if name != "no-show"])
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
