"""From invited to hired, always of the same people: those turned down in a period (a cohort), and those of all years.
So the hires of all years never stand over the sign-ups of one.

Invited is who was told by mail, for each mail holds the link, or who signed up all the same. A hire counts through the
spreekuur only with its chain: rejection, talk, reopening, hired.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.behind import SO_FAR, Behind
from candidates.figures.source import COUNTED, NEAR_PERIOD, PROMISES, WANTED
from candidates.rules.figures import Share
from candidates.rules.periods import BEGINNING, Period

# One row for each decision with a booking, however often it was moved.
SIGNED_UP = """
SELECT d.id, r.decided_at, candidates_month_of(r.decided_at, d.policy) AS month,
       coalesce(v.department_id, 0) AS department, r.stage_at_rejection AS stage,
       coalesce(nullif(d.met_channel, ''), d.channel) AS channel, coalesce(d.met_by_id, d.owner_id) AS person,
       coalesce(d.met_at IS NOT NULL AND d.met_channel = 'mail', false) AS mailed, TRUE AS booked,
       coalesce(bool_or(t.outcome <> 'no-show'), false) AS came,
       coalesce(bool_or(t.outcome = 'advice'), false) AS advice,
       coalesce(bool_or(t.outcome = 'other-vacancy'), false) AS other_vacancy,
       coalesce(bool_or(t.outcome = 'talent-pool'), false) AS talent_pool,
       coalesce(bool_or(t.outcome = 'no-show'), false) AS no_show,
       coalesce(bool_or(o.id IS NOT NULL), false) AS reopened,
       coalesce(bool_or(o.verdict = 'hired'), false) AS hired
FROM spreekuur_booking b
JOIN candidates_rejection r ON r.id = b.rejection_id
JOIN candidates_deadline d ON d.rejection_id = r.id AND d.kind = 'tell'
JOIN candidates_vacancy v ON v.id = r.vacancy_id
LEFT JOIN spreekuur_talk t ON t.booking_id = b.id
LEFT JOIN spreekuur_reopening o ON o.talk_id = t.id
WHERE r.undone_at IS NULL
GROUP BY d.id, r.id, v.id
"""
STEPS = ("invited", "booked", "came", "reopened", "hired")
OUTCOMES = ("advice", "other_vacancy", "talent_pool", "no_show")
FLAGS = ("booked", "came", *OUTCOMES, "reopened", "hired")
# Those who were told by mail are counted already (candidates.figures); the others are invited when they signed up.
FUNNEL = f"""
SELECT month >= %(period_first)s, sum((NOT mailed)::int), {", ".join(f"sum({flag}::int)" for flag in FLAGS)}
FROM ({SIGNED_UP}) AS signed_up WHERE {WANTED} GROUP BY 1
"""
TOLD_BY_MAIL = f"{PROMISES} AND {NEAR_PERIOD} AND d.met_at IS NOT NULL AND d.met_channel = 'mail' AND {SO_FAR}"
INVITED = f"""
SELECT id, decided_at FROM ({TOLD_BY_MAIL}) AS told WHERE {WANTED} AND kind = 'tell'
UNION ALL SELECT id, decided_at FROM ({SIGNED_UP}) AS signed_up WHERE {WANTED} AND NOT mailed
"""
HOW_MANY_INVITED = f"""
WITH {COUNTED}
SELECT (SELECT coalesce(sum(count), 0) FROM counted
        WHERE kind = 'tell' AND channel = 'mail' AND verdict IN ('on_time', 'late'))
     + (SELECT count(*) FROM ({SIGNED_UP}) AS signed_up WHERE {WANTED} AND NOT mailed)
"""


@dataclass(frozen=True)
class Funnel:
    """People, of one cohort or of all."""

    invited: int = 0
    booked: int = 0
    came: int = 0
    advice: int = 0
    other_vacancy: int = 0
    talent_pool: int = 0
    no_show: int = 0
    reopened: int = 0
    hired: int = 0

    def __add__(self, more: "Funnel") -> "Funnel":
        return Funnel(**{name: value + getattr(more, name) for name, value in vars(self).items()})

    def of_invited(self, step: str) -> Share:
        return Share(getattr(self, step), self.invited)

    def of_step_before(self, step: str) -> Share:
        return Share(getattr(self, step), getattr(self, STEPS[STEPS.index(step) - 1]))


@dataclass(frozen=True)
class Funnels:
    cohort: Funnel  # turned down in the period that was asked for
    ever: Funnel  # turned down since the beginning, up to the end of that period


def funnels(asked: Asked, *, mailed: int, mailed_before: int, now: datetime) -> Funnels:
    """`mailed` were told by mail in the period, `mailed_before` before it: the figures of the promise know."""
    with connection.cursor() as cursor:
        cursor.execute(FUNNEL, asked.params(now=now, since=BEGINNING))
        found = {here: Funnel(*counts) for here, *counts in cursor.fetchall()}
    cohort = found.get(True, Funnel()) + Funnel(invited=mailed)
    return Funnels(cohort, cohort + found.get(False, Funnel()) + Funnel(invited=mailed_before))


def people_at(step: str, asked: Asked, *, now: datetime) -> Behind:
    """Who stands behind a step, or behind what came of the talk; by the promise to tell them."""
    them = f"SELECT id, decided_at FROM ({SIGNED_UP}) AS signed_up WHERE {WANTED} AND {step}"
    params = asked.params(now=now)
    return Behind(INVITED, params, HOW_MANY_INVITED) if step == "invited" else Behind(them, params)


def since_the_beginning(asked: Asked) -> Asked:
    """The same question of all months up to the end of its period."""
    return replace(asked, period=Period(asked.period.key, BEGINNING, asked.period.last))
