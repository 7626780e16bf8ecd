"""The cast around a call: somebody who was called twice in vain, and asked by mail when it suits them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from candidates.actions.calls import Said, log_attempt
from candidates.actions.links import link_for
from candidates.models import CallOutcome, Letter, LetterState, Rejection
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.stages import Stage
from tests import letter_cast
from tests.decision_cast import NOW, logged
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT

SAID = Said(WENT_WELL, WHY_NOT, ADVICE)
POINTS = {"went_well": WENT_WELL, "why_not": WHY_NOT, "advice": ADVICE}
MINUTE = timedelta(minutes=1)


def called_twice(*, at: datetime = NOW, **fields: Any) -> Rejection:
    """Decided yesterday morning (Monday), due tomorrow at 17:00 (Wednesday), no answer until now."""
    decided = fields.pop("decided_at", at - timedelta(days=1))
    rejection = logged(stage=fields.pop("stage", Stage.INTERVIEW), at=decided, decided_at=decided, **fields)
    for outcome in (CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL):
        log_attempt(rejection, outcome=outcome, said=Said(), minutes=None, by=rejection.recruiter, at=at)
    return rejection


def asked(*, at: datetime = NOW, **fields: Any) -> Rejection:
    """The mail that asks for a moment arrived."""
    rejection = called_twice(at=at, **fields)
    letter_cast.to_candidate(
        rejection,
        key=f"ask_moment/{rejection.pk}/1",
        kind=LetterKind.ASK_MOMENT,
        deadline=None,
        link=link_for(rejection, at=at),
        state=LetterState.SENT,
        sent_at=at,
    )
    return rejection


def asked_now(**fields: Any) -> Rejection:
    """By the clock of the wall: for pages."""
    now = timezone.now()
    return asked(at=now, decided_at=now, **fields)


def question(rejection: Rejection) -> Letter:
    return Letter.objects.get(rejection=rejection, kind=LetterKind.ASK_MOMENT)
