"""What candidates answered: was it useful? About decisions that stand and were told, by stage and by the notes of the
guide that went with them.

A note that reached nobody is no note (`guide`). Forgetting empties what somebody wrote with an answer, not the answer:
so these figures stay. Of fewer than five who answered no list says who answered what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.behind import Behind
from candidates.figures.guide import ALL_LABELS, BY_LABEL, Noted
from candidates.figures.source import NEAR_PERIOD, WANTED
from candidates.models import About, Useful
from candidates.rules.figures import LEAST, Share

SAID = f"""
SELECT d.id, r.decided_at, candidates_month_of(r.decided_at, d.policy) AS month,
       coalesce(v.department_id, 0) AS department, r.stage_at_rejection AS stage,
       coalesce(nullif(d.met_channel, ''), d.channel) AS channel, coalesce(d.met_by_id, d.owner_id) AS person,
       said.about, said.useful,
       CASE said.about WHEN '{About.FEEDBACK}' THEN coalesce(({ALL_LABELS}), '') ELSE '' END AS labels
FROM candidates_opinion said
JOIN candidates_rejection r ON r.id = said.rejection_id
JOIN candidates_deadline d ON d.rejection_id = r.id AND d.kind = 'tell' AND d.met_at IS NOT NULL
JOIN candidates_vacancy v ON v.id = r.vacancy_id
WHERE r.undone_at IS NULL AND {NEAR_PERIOD}
"""
# With the notes of the guide themselves: a page has fifteen statements to spend.
ALIKE_AND_NOTED = f"""
SELECT stage, about, useful, labels, count(*), NULL FROM ({SAID}) AS said
WHERE {WANTED} GROUP BY stage, about, useful, labels
UNION ALL
SELECT NULL, NULL, NULL, noted.* FROM ({BY_LABEL}) AS noted
"""
FEEDBACK = f"about = '{About.FEEDBACK}'"
NOTED = "%(label)s = ANY (string_to_array(labels, ' '))"
# Of an answer in a file of rows: %(about)s of decision r.
ANSWER = "SELECT said.useful FROM candidates_opinion said WHERE said.rejection_id = r.id AND said.about = '{about}'"
USEFUL_FEEDBACK, USEFUL_TALK = ANSWER.format(about=About.FEEDBACK), ANSWER.format(about=About.TALK)
# (whose answers, which of them are meant)
ANSWERS: dict[str, tuple[str, str]] = {
    "answered": ("about = %(about)s", ""),
    "useful": ("about = %(about)s", Useful.YES),
    "answered_with": (f"{FEEDBACK} AND {NOTED}", ""),
    "not_useful_with": (f"{FEEDBACK} AND {NOTED}", Useful.NO),
    "answered_without": (f"{FEEDBACK} AND NOT {NOTED}", ""),
    "not_useful_without": (f"{FEEDBACK} AND NOT {NOTED}", Useful.NO),
}
THEM = f"""
SELECT id, decided_at FROM (
    SELECT id, decided_at, useful, count(*) OVER () AS answers FROM ({SAID}) AS said WHERE {WANTED} AND {{whose}}
) AS answered WHERE %(useful)s = '' OR (useful = %(useful)s AND answers >= {LEAST})
"""


@dataclass(frozen=True)
class Alike:
    """So many answers of one kind, about decisions of one stage with the same notes."""

    stage: str
    about: str
    useful: str
    labels: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Opinions:
    """And the notes of the guide they are laid beside, the most frequent first."""

    groups: list[Alike]
    notes: list[Noted]

    def useful_feedback(self, stage: str) -> Share:
        return self._share(Useful.YES, lambda one: one.about == About.FEEDBACK and one.stage == stage)

    def useful_talk(self) -> Share:
        return self._share(Useful.YES, lambda one: one.about == About.TALK)

    def not_useful(self, label: str, *, noted: bool) -> Share:
        """Of the feedback with such a note, or of the feedback without one."""
        return self._share(Useful.NO, lambda one: one.about == About.FEEDBACK and (label in one.labels) is noted)

    def _share(self, answer: str, meant: Callable[[Alike], bool]) -> Share:
        found = [one for one in self.groups if meant(one)]
        return Share(sum(one.count for one in found if one.useful == answer), sum(one.count for one in found))


def opinions(asked: Asked, *, now: datetime) -> Opinions:
    with connection.cursor() as cursor:
        cursor.execute(ALIKE_AND_NOTED, asked.params(now=now))
        rows = cursor.fetchall()
    groups = [
        Alike(stage, about, useful, tuple(labels.split()), count)
        for stage, about, useful, labels, count, stayed in rows
        if stayed is None
    ]
    notes = [Noted(*row[3:]) for row in rows if row[-1] is not None]
    return Opinions(groups, sorted(notes, key=lambda note: (-note.count, note.label)))


def opinions_behind(what: str, asked: Asked, *, about: str, label: str, now: datetime) -> Behind:
    """Who answered; or who gave this answer, where five or more did answer."""
    whose, useful = ANSWERS[what]
    params = asked.params(now=now) | {"about": about, "label": label, "useful": str(useful)}
    return Behind(THEM.format(whose=whose), params)
