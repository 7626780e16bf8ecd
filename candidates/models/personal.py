"""Every column that says something about a candidate, and what it becomes when the candidate is forgotten.

The action follows these lists (actions/wiping); a test finds the column that stands in none of them. What stays are
moments, counts, words of ours and who of the colleagues did it: enough for the figures, and nobody is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Func, JSONField, Model

from candidates.models.candidate import Candidate
from candidates.models.consent import Consent
from candidates.models.data_request import DataRequest, Hold
from candidates.models.deadline import Handover
from candidates.models.feedback import Feedback
from candidates.models.follow_up import FollowUp
from candidates.models.imports import ImportRow
from candidates.models.letter import Letter
from candidates.models.opinion import Opinion
from candidates.models.rejection import Rejection
from candidates.models.writing import Override
from candidates.models.written_route import WrittenRoute

GONE = "–"  # where something stood that may not become empty; the same in every language


@dataclass(frozen=True)
class Personal:
    """`of` is the way from the row to the rejection (or the candidate) that is forgotten. A row with a history loses
    the same columns there."""

    model: type[Model]
    of: str
    becomes: Mapping[str, Any] = field(default_factory=dict)


# What the guide found stays as numbers do: which rule, on which label; not the words it was about.
ONLY_THE_RULES = Func(
    F("findings"),
    template="""(SELECT coalesce(jsonb_agg(jsonb_build_object('field', f -> 'field', 'label', f -> 'label',
        'rule', f -> 'rule', 'severity', f -> 'severity', 'answer', f -> 'answer') ORDER BY n), '[]'::jsonb)
        FROM jsonb_array_elements(%(expressions)s) WITH ORDINALITY AS found(f, n))""",
    output_field=JSONField(),
)
MAIL = {
    "address": "",
    "from_name": "",
    "reply_to": "",
    "subject": "",
    "text": "",
    "html": "",
    "calendar": "",
    "digest": "",
    "params": {},
    "last_reply": "",
}

OF_A_REJECTION = (
    Personal(Rejection, "pk", {"reference": "", "reason_details": "", "taken_back_why": GONE}),
    Personal(Feedback, "rejection", {"went_well": "", "why_not": "", "advice": "", "note": "", "typed": {}}),
    Personal(Letter, "rejection", {**MAIL, "findings": ONLY_THE_RULES}),
    Personal(Handover, "deadline__rejection", {"why": GONE}),
    Personal(FollowUp, "rejection", {"what": "", "dropped_why": GONE}),
    Personal(Opinion, "rejection", {"why": ""}),
    Personal(WrittenRoute, "rejection", {"details": ""}),
    Personal(ImportRow, "rejection", {"data": {}, "problems": []}),
)
# The database lets these become empty only when the file of proof says that it was forgotten (migration 0016).
WRITTEN_ONCE = (Personal(Override, "rejection", {"quote": "", "why": GONE}),)
OF_A_PERSON = (
    Personal(Candidate, "pk", {"name": GONE, "email": "", "phone": ""}),
    Personal(Letter, "candidate", {**MAIL, "findings": ONLY_THE_RULES}),
    Personal(Consent, "candidate", {"work": ""}),
    Personal(DataRequest, "candidate", {"what": "", "answer": ""}),
    Personal(Hold, "candidate", {"why": GONE}),
)
