"""What was decided, promised and written down about this person."""

import json
from typing import Any

from candidates.models import Deadline, Feedback, Handover, ImportRow, ProofEntry, Rejection
from candidates.papers.own_data import Chapter
from candidates.queries.own_data.scope import Scope, name_of, versions
from candidates.queries.own_data.typed import typed_on
from candidates.queries.proof_words import facts
from candidates.rules.marks import without_marks
from candidates.rules.points import NAMES
from candidates.rules.proof import WHAT_LABELS, What
from candidates.rules.reasons import reason_label
from candidates.rules.retention import KEEP_LABELS, KeepWhy

WRITTEN = {name: name for name in (*NAMES, "note")}
WHY = {"reason": "reason", "details": "reason_details", "taken_back_why": "taken_back_why"}


def chapters(scope: Scope) -> list[Chapter]:
    feedbacks = list(Feedback.objects.filter(rejection__in=scope.heard).select_related("saved_by").order_by("pk"))
    return [
        Chapter("applications", _applications(scope)),
        Chapter("earlier_applications", _earlier(scope)),
        Chapter("promises", _promises(scope)),
        Chapter("handovers", _handovers(scope)),
        Chapter("feedback", [_feedback(row, typed) for row, typed in zip(feedbacks, typed_on(feedbacks), strict=True)]),
        Chapter("earlier_feedback", versions(Feedback, [row.pk for row in feedbacks], WRITTEN)),
        Chapter("proof", _proof(scope)),
        Chapter("files", _files(scope)),
    ]


def _applications(scope: Scope) -> list[dict[str, Any]]:
    about = ("vacancy__department", "recruiter", "requirement")
    rows = Rejection.objects.filter(pk__in=scope.heard).select_related(*about).order_by("decided_at", "pk")
    return [
        {
            "vacancy": row.vacancy.title,
            "department": row.vacancy.department.name if row.vacancy.department else "",
            "stage": row.get_stage_at_rejection_display(),
            "ended_by": row.get_ended_by_display(),
            "reason": reason_label(row.reason) if row.reason else "",
            "details": row.reason_details,
            "requirement": row.requirement.text if row.requirement else "",
            "talent_pool": row.talent_pool,
            "reference": row.reference,
            "recruiter": name_of(row.recruiter),
            "decided_at": row.decided_at,
            "logged_at": row.logged_at,
            "reopened_at": row.reopened_at,
            "taken_back_why": row.taken_back_why,
            "keep_until": None if row.reopened_at else row.keep_until,  # its day would tell of a new decision
            "keep_why": _why_kept(row),
        }
        for row in rows
    ]


def _earlier(scope: Scope) -> list[dict[str, Any]]:
    found = versions(Rejection, scope.heard, WHY)
    return [one | {"reason": reason_label(one["reason"]) if one["reason"] else ""} for one in found]


def _why_kept(row: Rejection) -> Any:
    return KEEP_LABELS[KeepWhy(row.keep_why)] if row.keep_why in list(KeepWhy) and not row.reopened_at else ""


def _promises(scope: Scope) -> list[dict[str, Any]]:
    rows = Deadline.objects.filter(rejection__in=scope.heard).select_related("owner", "met_by").order_by("pk")
    return [
        {
            "what": row.get_kind_display(),
            "how": row.get_channel_display(),
            "due_at": row.due_at,
            "who": name_of(row.owner),
            "agreed_for": row.agreed_for,
            "done_at": row.met_at,
            "by": name_of(row.met_by),
            "came_back_at": row.not_delivered_at,
        }
        for row in rows
    ]


def _handovers(scope: Scope) -> list[dict[str, Any]]:
    rows = Handover.objects.filter(deadline__rejection__in=scope.heard).select_related("from_user", "to_user", "by")
    return [
        {"at": row.at, "who": name_of(row.from_user), "to": name_of(row.to_user), "by": name_of(row.by), "why": row.why}
        for row in rows.order_by("at", "pk")
    ]


def _feedback(row: Feedback, typed: dict[str, str]) -> dict[str, Any]:
    points = {name: getattr(row, name) for name in WRITTEN}
    return points | {"typed": typed, "written_at": row.saved_at, "by": name_of(row.saved_by)}


def _proof(scope: Scope) -> list[dict[str, Any]]:
    rows = ProofEntry.objects.filter(file__in=scope.heard).select_related("by", "text").order_by("file", "number")
    return [
        {"at": row.at, "what": WHAT_LABELS[What(row.what)], "by": name_of(row.by), "content": _content(row, scope)}
        for row in rows
        if scope.may_tell(row.file_id, row.at)
    ]


def _content(row: ProofEntry, scope: Scope) -> dict[str, str]:
    """As the file of proof says it. Of a mail the text stands among the mails as well; here it is what was approved."""
    text = getattr(row, "text", None)
    found = json.loads(text.text) if text and text.text else {}
    return {fact.label: without_marks(fact.words) for fact in facts(found, scope.zone)}


def _files(scope: Scope) -> list[dict[str, Any]]:
    rows = ImportRow.objects.filter(rejection__in=scope.heard).select_related("run__user").order_by("pk")
    return [
        {"at": row.run.uploaded_at, "by": name_of(row.run.user), "line": row.line, "content": row.data} for row in rows
    ]
