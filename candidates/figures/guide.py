"""What the writing guide still found in texts that went to candidates, and which sentences stayed although it stopped
them: decisions, by the label of the note.

Findings are those kept with a mail when it was approved; a mail that never left, or came back, reached nobody. What was
overruled in a call stands in rows of its own. Forgetting empties words, not labels: so these figures stay.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Words

from candidates.figures.asked import Asked
from candidates.figures.behind import Behind
from candidates.figures.source import NEAR_PERIOD, WANTED
from candidates.rules.guide_words import subject_of

ARRIVED = "l.state = 'sent' AND l.came_back_at IS NULL"
IN_MAILS = f"""candidates_letter l CROSS JOIN LATERAL jsonb_array_elements(l.findings) AS note
    WHERE l.findings <> '[]' AND {ARRIVED}"""
STAYED = f"""candidates_override o LEFT JOIN candidates_letter l ON l.id = o.letter_id
    WHERE (o.letter_id IS NULL OR ({ARRIVED}))"""
DECISIONS = f"""
SELECT d.id, r.decided_at, candidates_month_of(r.decided_at, d.policy) AS month,
       coalesce(v.department_id, 0) AS department, r.stage_at_rejection AS stage,
       coalesce(nullif(d.met_channel, ''), d.channel) AS channel, coalesce(d.met_by_id, d.owner_id) AS person,
       {{said}}
FROM candidates_rejection r
JOIN candidates_deadline d ON d.rejection_id = r.id AND d.kind = 'tell'
JOIN candidates_vacancy v ON v.id = r.vacancy_id
CROSS JOIN {{notes}} AND r.undone_at IS NULL AND {NEAR_PERIOD}
"""
# One row for each note; a sentence that stayed had a note too. Each half finds its rows by the key of the decision.
NOTES = " UNION ALL ".join(
    DECISIONS.format(said=said, notes=notes)
    for said, notes in (
        ("note ->> 'label' AS label, FALSE AS overruled", f"{IN_MAILS} AND l.rejection_id = r.id"),
        ("o.label AS label, TRUE AS overruled", f"{STAYED} AND o.rejection_id = r.id"),
    )
)
# Each decision once for each label. Read once, and counted in one statement with what candidates answered (`opinions`).
NOTED = f"""
noted AS MATERIALIZED (
    SELECT id, label, bool_or(overruled) AS overruled FROM ({NOTES}) AS notes WHERE {WANTED} GROUP BY id, label
)
"""
THEM = f"""
SELECT DISTINCT id, decided_at FROM ({NOTES}) AS notes
WHERE {WANTED} AND label = %(label)s AND (overruled OR NOT %(only_overruled)s)
"""
# Of one decision r, in a file of rows: each label once.
ALL_LABELS = f"""SELECT string_agg(DISTINCT label, ' ' ORDER BY label) FROM (
    SELECT note ->> 'label' FROM {IN_MAILS} AND l.rejection_id = r.id
    UNION ALL SELECT o.label FROM {STAYED} AND o.rejection_id = r.id) AS notes (label)"""
STAYED_LABELS = f"""SELECT string_agg(DISTINCT o.label, ' ' ORDER BY o.label) FROM {STAYED} AND o.rejection_id = r.id"""


@dataclass(frozen=True)
class Noted:
    """Decisions told with such a note, and those of them in which a sentence stayed for a reason."""

    label: str
    count: int
    overruled: int

    @property
    def words(self) -> Words:
        return subject_of(self.label).title


def notes_behind(label: str, asked: Asked, *, only_overruled: bool, now: datetime) -> Behind:
    return Behind(THEM, asked.params(now=now) | {"label": label, "only_overruled": only_overruled})
