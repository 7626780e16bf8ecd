"""Whether a mail around a call may leave, and where the last one is."""

from enum import StrEnum

from candidates.models import CallAttempt, CallOutcome, Deadline, Letter, LetterState, Rejection
from candidates.models.letter import LetterQuerySet
from candidates.queries.feedback import feedback_of, promise_to_tell
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.points import NAMES, Points
from candidates.rules.route import ATTEMPTS_BEFORE_WRITING
from candidates.rules.stages import Channel

UNDER_WAY = [LetterState.WAITING, LetterState.SENDING, LetterState.IN_DOUBT, LetterState.SENT]


class WhyNot(StrEnum):
    OVER = "over"  # taken back, withdrawn, or brought in as history
    TOLD = "told"
    NOT_TOLD = "not told"
    WRITTEN = "written"  # the decision is on its way by mail
    NO_ADDRESS = "no address"
    NO_CALLS = "no calls"  # a mail was promised, or nobody may call any more
    TOO_FEW_TRIES = "too few tries"
    POINTS = "points"
    HELD_BACK = "held back"  # the guide stops a sentence that came in after the call


def why_not_ask(rejection: Rejection) -> WhyNot | None:
    """What keeps the mail that asks for a moment from leaving."""
    promise = promise_to_tell(rejection)
    if promise is None or _is_over(rejection, promise):
        return WhyNot.OVER
    if promise.met_at:
        return WhyNot.TOLD
    if promise.channel != Channel.CALL or rejection.candidate.no_more_calls:
        return WhyNot.NO_CALLS
    if CallAttempt.objects.in_vain().filter(rejection=rejection).count() < ATTEMPTS_BEFORE_WRITING:
        return WhyNot.TOO_FEW_TRIES
    if _of_kind(rejection, LetterKind.FEEDBACK).filter(state__in=UNDER_WAY, came_back_at=None).exists():
        return WhyNot.WRITTEN
    return None if rejection.candidate.email else WhyNot.NO_ADDRESS


def why_not_confirm(rejection: Rejection) -> WhyNot | None:
    """Only what was said by telephone is confirmed: a decision that was told by mail is in writing already."""
    promise = promise_to_tell(rejection)
    if promise is None or _is_over(rejection, promise):
        return WhyNot.OVER
    if told_by_phone(rejection) is None:
        return WhyNot.NOT_TOLD
    feedback = feedback_of(rejection)
    if feedback is None or not feedback.is_complete:
        return WhyNot.POINTS
    return None if rejection.candidate.email else WhyNot.NO_ADDRESS


def told_by_phone(rejection: Rejection) -> CallAttempt | None:
    return CallAttempt.objects.filter(rejection=rejection, outcome=CallOutcome.REACHED).order_by("at").first()


def said_points(rejection: Rejection) -> Points:
    feedback = feedback_of(rejection)
    return Points(*(getattr(feedback, name) for name in NAMES)) if feedback else Points()


def talk_owed(rejection: Rejection) -> Deadline | None:
    return Deadline.objects.open().to_talk().filter(rejection=rejection).first()


def newest_of_kind(rejection: Rejection, kind: LetterKind) -> Letter | None:
    letters = _of_kind(rejection, kind).select_related("candidate", "link", "approved_by")
    return letters.order_by("-pk").first()


def _of_kind(rejection: Rejection, kind: LetterKind) -> LetterQuerySet:
    return Letter.objects.filter(rejection=rejection, kind=kind)


def _is_over(rejection: Rejection, promise: Deadline) -> bool:
    return rejection.is_taken_back or rejection.is_withdrawn or promise.stopped_at is not None
