"""What candidates answered: was it useful? About decisions that stand and were told, by stage and by the notes of the
guide that went with them.

A note that reached nobody is no note (`guide`). Forgetting empties what somebody wrote with an answer, not the answer:
so these figures stay. Of fewer than five who answered no list says who answered what.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from candidates.figures.asked import Asked
from candidates.figures.behind import Behind
from candidates.figures.guide import NOTED, NOTES, Noted
from candidates.figures.source import NEAR_PERIOD, WANTED
from candidates.models import About, Useful
from candidates.rules.figures import LEAST, Share

SAID = f"""
SELECT d.id, r.decided_at, candidates_month_of(r.decided_at, d.policy) AS month,
       coalesce(v.department_id, 0) AS department, r.stage_at_rejection AS stage,
       coalesce(nullif(d.met_channel, ''), d.channel) AS channel, coalesce(d.met_by_id, d.owner_id) AS person,
       said.about, said.useful
FROM candidates_opinion said
JOIN candidates_rejection r ON r.id = said.rejection_id
JOIN candidates_deadline d ON d.rejection_id = r.id AND d.kind = 'tell' AND d.met_at IS NOT NULL
JOIN candidates_vacancy v ON v.id = r.vacancy_id
WHERE r.undone_at IS NULL AND {NEAR_PERIOD}
"""
FEEDBACK = f"about = '{About.FEEDBACK}'"
# Notes and answers are each read once: (what, of which, about what, useful, count, overruled).
ALIKE = f"""
WITH {NOTED}, said AS MATERIALIZED (SELECT id, stage, about, useful FROM ({SAID}) AS said WHERE {WANTED})
SELECT 'note', label, '', '', count(*), count(*) FILTER (WHERE overruled) FROM noted GROUP BY label
UNION ALL
SELECT 'stage', stage, about, useful, count(*), 0 FROM said GROUP BY stage, about, useful
UNION ALL
SELECT 'label', label, about, useful, count(*), 0 FROM said JOIN noted USING (id) WHERE {FEEDBACK}
GROUP BY label, about, useful
"""
WITH_NOTE = f"id IN (SELECT id FROM ({NOTES}) AS notes WHERE {WANTED} AND label = %(label)s)"
# Of an answer in a file of rows: %(about)s of decision r.
ANSWER = "SELECT said.useful FROM candidates_opinion said WHERE said.rejection_id = r.id AND said.about = '{about}'"
USEFUL_FEEDBACK, USEFUL_TALK = ANSWER.format(about=About.FEEDBACK), ANSWER.format(about=About.TALK)
# (whose answers, which of them are meant)
ANSWERS: dict[str, tuple[str, str]] = {
    "answered": ("about = %(about)s", ""),
    "useful": ("about = %(about)s", Useful.YES),
    "answered_with": (f"{FEEDBACK} AND {WITH_NOTE}", ""),
    "not_useful_with": (f"{FEEDBACK} AND {WITH_NOTE}", Useful.NO),
    "answered_without": (f"{FEEDBACK} AND NOT {WITH_NOTE}", ""),
    "not_useful_without": (f"{FEEDBACK} AND NOT {WITH_NOTE}", Useful.NO),
}
THEM = f"""
SELECT id, decided_at FROM (
    SELECT id, decided_at, useful, count(*) OVER () AS answers FROM ({SAID}) AS said WHERE {WANTED} AND {{whose}}
) AS answered WHERE %(useful)s = '' OR (useful = %(useful)s AND answers >= {LEAST})
"""


@dataclass(frozen=True)
class Alike:
    """So many answers of one kind, about decisions of one stage, or with one note of the guide."""

    of: str
    about: str
    useful: str
    count: int


@dataclass(frozen=True)
class Opinions:
    """And the notes of the guide they are laid beside, the most frequent first."""

    by_stage: list[Alike]
    by_label: list[Alike]
    notes: list[Noted]

    def useful_feedback(self, stage: str) -> Share:
        return _share(Useful.YES, (one for one in self._feedback if one.of == stage))

    def useful_talk(self) -> Share:
        return _share(Useful.YES, (one for one in self.by_stage if one.about == About.TALK))

    def not_useful(self, label: str, *, noted: bool) -> Share:
        """Of the feedback with such a note, or of the feedback without one."""
        with_it = _share(Useful.NO, (one for one in self.by_label if one.of == label))
        if noted:
            return with_it
        every = _share(Useful.NO, self._feedback)
        return Share(every.part - with_it.part, every.whole - with_it.whole)

    @property
    def _feedback(self) -> list[Alike]:
        return [one for one in self.by_stage if one.about == About.FEEDBACK]


def _share(answer: str, found: Iterable[Alike]) -> Share:
    return sum((Share(one.count if one.useful == answer else 0, one.count) for one in found), Share(0, 0))


def opinions(asked: Asked, *, now: datetime) -> Opinions:
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, asked.params(now=now))
        rows = cursor.fetchall()
    by_stage, by_label = ([Alike(*row[1:5]) for row in rows if row[0] == what] for what in ("stage", "label"))
    notes = [Noted(label, count, overruled) for what, label, *_answer, count, overruled in rows if what == "note"]
    return Opinions(by_stage, by_label, sorted(notes, key=lambda note: (-note.count, note.label)))


def opinions_behind(what: str, asked: Asked, *, about: str, label: str, now: datetime) -> Behind:
    """Who answered; or who gave this answer, where five or more did answer."""
    whose, useful = ANSWERS[what]
    params = asked.params(now=now) | {"about": about, "label": label, "useful": str(useful)}
    return Behind(THEM.format(whose=whose), params)
