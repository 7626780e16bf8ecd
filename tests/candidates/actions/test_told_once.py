"""Whoever was told by telephone is not told once more by a mail that was already planned."""

from datetime import timedelta

import pytest

from candidates.actions.calls import Said, log_attempt
from candidates.models import CallOutcome, Letter, LetterState
from candidates.rules.stages import Stage
from tests import cast, letter_cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
SAID = Said("Je noemde twee voorbeelden.", "We zoeken drie jaar ervaring.", "Volg de cursus plannen.")


def called(outcome: CallOutcome, **letter: object) -> Letter:
    """A mail that leaves tomorrow, and a call today."""
    cast.hospital()
    rejection = logged(stage=Stage.INTERVIEW)
    tomorrow = NOW + timedelta(days=1)
    mail = letter_cast.to_candidate(rejection, not_before=tomorrow, planned_at=tomorrow, **letter)
    log_attempt(rejection, outcome=outcome, said=SAID, minutes=5, by=rejection.recruiter, at=NOW)
    mail.refresh_from_db()
    return mail


def test_a_planned_mail_is_a_draft_again_when_the_person_was_reached() -> None:
    assert called(CallOutcome.REACHED).state == LetterState.DRAFT


def test_it_stays_planned_when_nobody_answered() -> None:
    assert called(CallOutcome.NO_ANSWER).state == LetterState.WAITING


def test_what_left_stays_as_it_was() -> None:
    assert called(CallOutcome.REACHED, state=LetterState.SENT, sent_at=NOW).state == LetterState.SENT
