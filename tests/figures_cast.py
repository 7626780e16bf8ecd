"""A portal full of promises, drawn at random: told in time, on the very moment, late, never; taken back, reopened,
brought in, handed over, come back; over months with closed days and changed clocks; some counted already, some not."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pgtrigger
from django.db import transaction

from candidates.actions.deadlines import planned_deadlines
from candidates.actions.figures import count_marked_months
from candidates.models import (
    About,
    CallAttempt,
    CallOutcome,
    Candidate,
    ClosedDay,
    Deadline,
    Letter,
    Opinion,
    Override,
    Rejection,
    Useful,
    User,
    Vacancy,
)
from candidates.rules.deadlines import Policy, Promise, Unit
from candidates.rules.stages import Channel, Stage
from tests import cast

NOW = cast.NOW
SECOND, MICRO, HOUR, DAY = timedelta(seconds=1), timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Nights on which the clock changes, and midnights between two months.
EDGES = (
    datetime(2025, 10, 26, 1, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    *(datetime(2026, month, 1, tzinfo=AMSTERDAM) for month in range(1, 12)),
)
LABELS = ("vague", "comparison", "long_sentence", "missing_advice", "a_newer_one")
REASONS = ("", "experience", "diploma", "hours", "other", "other")


@dataclass
class Drawn:
    """What one seed drew."""

    seed: int
    dice: random.Random = field(init=False)
    people: list[User] = field(default_factory=list)
    vacancies: list[Vacancy] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)


def draw(seed: int) -> Drawn:
    drawn = Drawn(seed)
    organisation = cast.hospital()
    drawn.people = [cast.person(name, last_name="Jansen") for name in ("Nadia", "Bram", "Marit", "Yusuf")]
    for title, department in (("Planner", "ICT"), ("Kok", "Keuken"), ("Arts", "Zorg"), ("Analist", "ICT")):
        drawn.vacancies.append(cast.vacancy(title, department=department))
    drawn.vacancies.append(Vacancy.objects.create(title="=1+1", created_at=NOW))
    days = {date(2025, 9, 1) + drawn.dice.randrange(440) * DAY for _day in range(12)}
    ClosedDay.objects.bulk_create(ClosedDay(date=day, name="vrij") for day in days)
    drawn.policies = [organisation.policy(), *_other_policies(organisation.policy())]
    size = drawn.dice.randint(300, 600)
    _write(drawn, size * 6 // 10)
    if drawn.dice.random() < 0.7:
        count_marked_months(NOW)
    _write(drawn, size - size * 6 // 10)
    _change(drawn)
    _answer(drawn)
    if drawn.dice.random() < 0.3:
        count_marked_months(NOW)
    return drawn


def _other_policies(policy: Policy) -> list[Policy]:
    """The house had another zone once, and promised less: past figures keep what they were promised by."""
    calendar = policy.calendar
    abroad = replace(calendar, zone=ZoneInfo("Europe/London"), closed_days=frozenset())
    slower = dict(policy.promises) | {Stage.CV_SCREENING: Promise(Channel.MAIL, 48, Unit.HOURS, roll=True)}
    return [Policy(abroad, policy.promises, policy.talk), Policy(calendar, slower, policy.talk)]


@transaction.atomic
def _write(drawn: Drawn, size: int) -> None:
    dice = drawn.dice
    with pgtrigger.ignore():  # nobody reads their history here
        people = Candidate.objects.bulk_create(_person(dice) for _one in range(size))
        rejections = [_rejection(drawn, person) for person in people]
        deadlines = [made for rejection in rejections for made in _promises(drawn, rejection)]
        Rejection.objects.bulk_create(rejections)
        Deadline.objects.bulk_create(deadlines)
        CallAttempt.objects.bulk_create(_calls(dice, deadlines))
        letters = Letter.objects.bulk_create(
            _letter(drawn, rejection) for rejection in dice.sample(rejections, size // 3)
        )
        Override.objects.bulk_create(_overrides(dice, rejections, letters))


def _person(dice: random.Random) -> Candidate:
    gone = dice.random() < 0.2  # forgotten: the figures stay
    return Candidate(name="" if gone else "Iemand", created_at=NOW, anonymised_at=NOW if gone else None)


def _rejection(drawn: Drawn, person: Candidate) -> Rejection:
    dice = drawn.dice
    decided_at = _moment(dice)
    return Rejection(
        candidate=person,
        vacancy=dice.choice(drawn.vacancies),
        recruiter=dice.choice(drawn.people),
        stage_at_rejection=dice.choices(list(Stage), (6, 3, 2))[0],
        ended_by=dice.choices(("us", "candidate", "other"), (90, 5, 5))[0],
        reason=dice.choice(REASONS),
        talent_pool=dice.random() < 0.1,
        decided_at=decided_at,
        logged_at=min(decided_at + HOUR, NOW),
    )


def _moment(dice: random.Random) -> datetime:
    kind = dice.random()
    if kind < 0.2:
        return min(dice.choice(EDGES).astimezone(UTC) + dice.randint(-7200, 7200) * SECOND, NOW)
    if kind < 0.35:
        return NOW - dice.randrange(4 * 86400) * SECOND
    return NOW - dice.randrange(430 * 86400) * SECOND - dice.randrange(1_000_000) * MICRO


def _promises(drawn: Drawn, rejection: Rejection) -> list[Deadline]:
    dice, owner = drawn.dice, rejection.recruiter
    policy = dice.choices(drawn.policies, (8, 1, 1))[0]
    if dice.random() < 0.1:
        owner = dice.choice(drawn.people)  # handed over
    made = planned_deadlines(rejection, policy, owner=owner, at=rejection.logged_at)
    for deadline in made:
        deadline.ring_at = None
    if made:
        _tell(dice, drawn.people, rejection, made)
    for talk in made[1:]:
        _talk(dice, rejection, talk)
    return made


def _tell(dice: random.Random, people: Sequence[User], rejection: Rejection, made: list[Deadline]) -> None:
    tell, what = made[0], dice.random()
    if what < 0.05:
        rejection.undone_at = _between(dice, rejection.decided_at, NOW)
        _stop(made, rejection.undone_at, "undone")
    elif what < 0.12:
        rejection.reopened_at, rejection.taken_back_why = _between(dice, rejection.decided_at, NOW), "anders"
        if dice.random() < 0.6:
            _meet(dice, people, tell, _between(dice, rejection.decided_at, rejection.reopened_at))
        _stop(made, rejection.reopened_at, "reopened")
    elif what < 0.16:
        _stop(made, NOW, "history")
    elif what < 0.2:
        _stop(made, _between(dice, rejection.decided_at, NOW), "forgotten")
    elif what < 0.85:
        _meet(dice, people, tell, _told_at(dice, rejection, tell))
    elif what < 0.88:
        tell.not_delivered_at = _between(dice, rejection.decided_at, NOW)


def _told_at(dice: random.Random, rejection: Rejection, tell: Deadline) -> datetime:
    span = tell.due_at - rejection.decided_at
    moments = (
        tell.due_at,
        tell.due_at + MICRO,
        rejection.decided_at + 24 * HOUR,
        rejection.decided_at + 168 * HOUR + MICRO,
        rejection.decided_at,
        tell.due_at + span * dice.random() * 6,
        *(rejection.decided_at + span * dice.random() for _chance in range(12)),
    )
    return min(dice.choice(moments), NOW)


def _meet(dice: random.Random, people: Sequence[User], tell: Deadline, at: datetime) -> None:
    tell.met_at, tell.met_by = at, tell.owner if dice.random() < 0.8 else dice.choice(people)
    tell.met_channel = tell.channel if dice.random() < 0.8 else dice.choice(("mail", "call"))


def _stop(made: list[Deadline], at: datetime, why: str) -> None:
    for deadline in made:
        if deadline.met_at is None:
            deadline.stopped_at, deadline.stopped_why = at, why


def _talk(dice: random.Random, rejection: Rejection, talk: Deadline) -> None:
    if talk.stopped_at or dice.random() < 0.2:
        return
    if dice.random() < 0.4:
        talk.agreed_for = talk.due_at + dice.randint(-3, 20) * DAY
    day = talk.agreed_for or talk.due_at
    met = day + dice.randint(-30 * 3600, 30 * 3600) * SECOND
    if dice.random() < 0.9 and rejection.decided_at < met < NOW:
        talk.met_at, talk.met_by, talk.met_channel = met, talk.owner, "talk"


def _calls(dice: random.Random, deadlines: Sequence[Deadline]) -> list[CallAttempt]:
    return [
        CallAttempt(
            rejection=deadline.rejection,
            outcome=CallOutcome.REACHED,
            minutes=dice.choice((None, 4, 6, 11)),
            by=deadline.met_by,
            at=deadline.met_at,
        )
        for deadline in deadlines
        if deadline.met_at and deadline.met_channel == "call" and deadline.met_by
    ]


def _change(drawn: Drawn) -> None:
    """Rows of months that may be counted already."""
    dice = drawn.dice
    open_ones = list(Deadline.objects.open().order_by("pk"))
    for deadline in dice.sample(open_ones, min(15, len(open_ones))):
        Deadline.objects.keep_promise(deadline.pk, at=NOW - MICRO, channel="mail", by=deadline.owner)
    told = list(Rejection.objects.live().filter(deadlines__met_at__isnull=False).order_by("pk")[:200])
    for rejection in dice.sample(told, min(5, len(told))):
        Rejection.objects.filter(pk=rejection.pk).update(reopened_at=NOW - HOUR, taken_back_why="toch", reason="other")
    moved = dice.choice(drawn.vacancies[:4])
    moved.department = None if dice.random() < 0.3 else drawn.vacancies[2].department
    moved.save(update_fields=["department"])
    Deadline.objects.filter(pk__in=Deadline.objects.met().order_by("pk").values("pk")[:3]).delete()


def _answer(drawn: Drawn) -> None:
    """Some say whether it was useful, a few of whom the decision was taken back afterwards. With dice of its own."""
    dice = random.Random(f"answers {drawn.seed}")
    rejections = list(Rejection.objects.order_by("pk"))
    said = [(rejection, About.FEEDBACK) for rejection in rejections if dice.random() < 0.35]
    said += [(rejection, About.TALK) for rejection in rejections if dice.random() < 0.08]
    Opinion.objects.bulk_create(
        Opinion(rejection=rejection, about=about, useful=dice.choices(list(Useful), (5, 2, 3))[0], said_at=NOW)
        for rejection, about in said
    )


def _letter(drawn: Drawn, rejection: Rejection) -> Letter:
    """What the guide said of it stays with it; not every mail arrives."""
    dice = drawn.dice
    key = f"{rejection.pk}/{dice.random()}"
    return Letter(
        key=key,
        message_id=key,
        kind=dice.choice(("feedback", "confirmation")),
        candidate=rejection.candidate,
        rejection=rejection,
        findings=[{"label": dice.choice(LABELS), "quote": "x"} for _note in range(dice.choice((0, 0, 1, 2, 4)))],
        state=dice.choices(("sent", "waiting", "draft"), (8, 1, 1))[0],
        came_back_at=NOW if dice.random() < 0.1 else None,
        repeat="never_twice",
        not_before=NOW,
        planned_at=NOW,
        written_at=NOW,
    )


def _overrides(dice: random.Random, rejections: Sequence[Rejection], letters: Sequence[Letter]) -> list[Override]:
    """In a mail, or in a call."""
    about = [(letter.rejection, letter) for letter in dice.sample(letters, len(letters) // 4)]
    about += [(rejection, None) for rejection in dice.sample(rejections, len(rejections) // 20)]
    return [
        Override(
            rejection=rejection, letter=letter, field="why_not", label=dice.choice(LABELS), rule="r", quote="x",
            why="klopt", by=rejection.recruiter, at=NOW,
        )
        for rejection, letter in about
        for _twice in range(dice.choice((1, 1, 2)))
    ]  # fmt: skip


def _between(dice: random.Random, first: datetime, last: datetime) -> datetime:
    return first + (last - first) * dice.random()


def every_filter(drawn: Drawn) -> list[dict[str, Any]]:
    """No filter, each alone, and twenty combinations."""
    departments = sorted({vacancy.department_id or 0 for vacancy in Vacancy.objects.all()})
    values: dict[str, list[Any]] = {
        "period": ["last-month", "3-months", "12-months", "year", "last-year", "all", "2026-03", "2025-12"],
        "department": departments,
        "stage": [stage.value for stage in Stage],
        "channel": ["mail", "call"],
        "person": [person.pk for person in drawn.people],
    }
    alone = [{name: value} for name, offered in values.items() for value in offered]
    return [{}, *alone, *(_combination(drawn.dice, values) for _one in range(20))]


def _combination(dice: random.Random, values: dict[str, list[Any]]) -> dict[str, Any]:
    names = dice.sample(sorted(values), dice.randint(2, 4))
    return {name: dice.choice(values[name]) for name in names}
