"""The cast around a letter: a rejection that is owed a mail, three points, and the letter itself as a row."""

from datetime import datetime, timedelta
from typing import Any

from candidates.letters.writing import message_id
from candidates.models import Candidate, Deadline, Letter, Rejection, RepeatPolicy, Requirement, User, Vacancy
from tests import cast

NOW = cast.NOW
DECIDED = NOW - timedelta(hours=21)
DUE = DECIDED + timedelta(hours=24)

WENT_WELL = "Je brief laat goed zien hoe je de verbouwing van twee scholen voorbereidde."
WHY_NOT = "We zoeken iemand die al drie jaar zelf een bouwproject leidt."
ADVICE = "Zet in je cv per project welke beslissingen jij nam."


def owed(
    *,
    recruiter: User | None = None,
    candidate: Candidate | None = None,
    vacancy: Vacancy | None = None,
    stage: str = "cv-screening",
    channel: str = "mail",
    due_at: datetime = DUE,
    **fields: Any,
) -> Rejection:
    """Decided yesterday, and the answer is still owed."""
    recruiter = recruiter or User.objects.filter(first_name="Nadia").first() or cast.nadia()
    rejection = Rejection.objects.create(
        candidate=candidate or cast.candidate(),
        vacancy=vacancy or cast.vacancy(),
        recruiter=recruiter,
        stage_at_rejection=stage,
        decided_at=DECIDED,
        logged_at=DECIDED,
        **fields,
    )
    Deadline.objects.create(
        rejection=rejection, channel=channel, owner=recruiter, due_at=due_at, ring_at=due_at, created_at=DECIDED
    )
    return rejection


def requirement(vacancy: Vacancy, text: str = "Minimaal drie jaar ervaring als projectleider") -> Requirement:
    return Requirement.objects.create(vacancy=vacancy, text=text)


def to_candidate(rejection: Rejection, **fields: Any) -> Letter:
    """A letter that is due now, without the page that writes it."""
    key = fields.pop("key", f"feedback/{rejection.pk}/1")
    given: dict[str, Any] = {
        "kind": "feedback",
        "candidate": rejection.candidate,
        "address": rejection.candidate.email,
        "rejection": rejection,
        "deadline": rejection.deadlines.first(),
        "approved_by": rejection.recruiter,
        "from_name": "Nadia Willems, Ziekenhuis Oeverland",
        "reply_to": rejection.recruiter.email,
        "subject": "Je sollicitatie",
        "text": "Beste Youssef,\n\nWe gaan niet met je verder.\n",
        "html": "<p>Beste Youssef,</p>\n<p>We gaan niet met je verder.</p>\n",
        "repeat": RepeatPolicy.NEVER_TWICE,
        "not_before": NOW,
        "planned_at": NOW,
        "written_at": NOW,
    }
    return Letter.objects.create(key=key, message_id=message_id(key), **given | fields)
