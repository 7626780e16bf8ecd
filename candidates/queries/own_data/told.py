"""What went to this person: mails, calls, what was promised besides. Of a decision that they did not hear yet only
what they have in hand already."""

from typing import Any

from django.db.models import Q

from candidates.models import (
    CallAttempt,
    CallMoment,
    FollowUp,
    FollowUpKind,
    Letter,
    LetterState,
    Override,
    WrittenRoute,
)
from candidates.papers.own_data import Chapter
from candidates.queries.own_data.scope import Scope, name_of
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.marks import without_marks

TELLS = (LetterKind.FEEDBACK, LetterKind.CONFIRMATION)
OWN_WISHES = (FollowUpKind.CALL_WISH, FollowUpKind.REQUEST)


def chapters(scope: Scope) -> list[Chapter]:
    return [
        Chapter("mails", _mails(scope)),
        Chapter("mails_to_colleagues", _to_colleagues(scope)),
        Chapter("kept_sentences", _overrides(scope)),
        Chapter("calls", _calls(scope)),
        Chapter("call_moments", _moments(scope)),
        Chapter("written_routes", _routes(scope)),
        Chapter("follow_ups", _follow_ups(scope)),
    ]


def _mails(scope: Scope) -> list[dict[str, Any]]:
    in_hand = Q(rejection__in=scope.unheard, state=LetterState.SENT) & ~Q(kind__in=TELLS)
    theirs = Letter.objects.filter(candidate=scope.candidate).filter(Q(rejection__in=scope.heard) | in_hand)
    return [
        {
            "subject": row.subject,
            "text": without_marks(row.text),
            "address": row.address,
            "state": row.get_state_display(),
            "written_at": row.written_at,
            "sent_at": row.sent_at,
            "came_back_at": row.came_back_at,
            "reply": row.last_reply,
            "by": name_of(row.approved_by),
        }
        for row in theirs.select_related("approved_by").order_by("written_at", "pk")
    ]


def _to_colleagues(scope: Scope) -> list[dict[str, Any]]:
    rows = Letter.objects.filter(rejection__in=scope.heard, user__isnull=False).select_related("user")
    return [
        {"to": name_of(row.user), "what": row.kind, "text": row.text, "written_at": row.written_at}
        for row in rows.order_by("written_at", "pk")
        if scope.may_tell(row.rejection_id, row.written_at)
    ]


def _overrides(scope: Scope) -> list[dict[str, Any]]:
    rows = Override.objects.filter(rejection__in=scope.heard).select_related("by")
    return [{"at": row.at, "quote": row.quote, "why": row.why, "by": name_of(row.by)} for row in rows]


def _calls(scope: Scope) -> list[dict[str, Any]]:
    rows = CallAttempt.objects.filter(rejection__in=scope.heard).select_related("by")
    return [
        {"at": row.at, "outcome": row.get_outcome_display(), "minutes": row.minutes, "by": name_of(row.by)}
        for row in rows
    ]


def _moments(scope: Scope) -> list[dict[str, Any]]:
    rows = CallMoment.objects.filter(rejection__in=scope.all).order_by("chosen_at")
    return [{"starts_at": row.starts_at, "chosen_at": row.chosen_at, "given_up_at": row.given_up_at} for row in rows]


def _routes(scope: Scope) -> list[dict[str, Any]]:
    rows = WrittenRoute.objects.filter(rejection__in=scope.heard).select_related("by")
    return [{"at": row.at, "why": row.get_why_display(), "details": row.details, "by": name_of(row.by)} for row in rows]


def _follow_ups(scope: Scope) -> list[dict[str, Any]]:
    theirs = Q(rejection__in=scope.heard) | Q(rejection__in=scope.unheard, kind__in=OWN_WISHES)
    rows = FollowUp.objects.filter(theirs).select_related("owner").order_by("made_at", "pk")
    return [
        {
            "at": row.made_at,
            "what": row.get_kind_display(),
            "text": row.what,
            "due_at": row.due_at,
            "who": name_of(row.owner),
            **_ended(row, scope),
        }
        for row in rows
        if scope.may_tell(row.rejection_id, row.made_at)
    ]


def _ended(row: FollowUp, scope: Scope) -> dict[str, Any]:
    if not scope.may_tell(row.rejection_id, row.done_at or row.dropped_at):
        return {"done_at": None, "ended_at": None, "ended_why": ""}
    return {"done_at": row.done_at, "ended_at": row.dropped_at, "ended_why": row.dropped_why}
