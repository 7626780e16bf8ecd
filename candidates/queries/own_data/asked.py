"""What this person said and asked: opinions, consents, requests and complaints, and what those stop."""

from typing import Any

from candidates.models import Consent, DataRequest, Hold, Opinion
from candidates.papers.own_data import Chapter
from candidates.queries.own_data.scope import Scope, name_of


def chapters(scope: Scope) -> list[Chapter]:
    return [
        Chapter("opinions", _opinions(scope)),
        Chapter("consents", _consents(scope)),
        Chapter("requests", _requests(scope)),
        Chapter("holds", _holds(scope)),
    ]


def _opinions(scope: Scope) -> list[dict[str, Any]]:
    rows = Opinion.objects.filter(rejection__in=scope.all).order_by("said_at", "pk")
    return [
        {
            "about": row.get_about_display(),
            "useful": row.get_useful_display(),
            "text": row.why,
            "at": row.said_at,
            "changed_at": row.changed_at,
        }
        for row in rows
    ]


def _consents(scope: Scope) -> list[dict[str, Any]]:
    rows = Consent.objects.filter(candidate=scope.candidate).select_related("recorded_by").order_by("given_at", "pk")
    return [
        {
            "given_at": row.given_at,
            "how": row.get_given_through_display(),
            "by": name_of(row.recorded_by),
            "until": row.until,
            "work": row.work,
            "ended_at": row.ended_at,
            "ended_why": row.get_ended_why_display(),
        }
        for row in rows
    ]


def _requests(scope: Scope) -> list[dict[str, Any]]:
    theirs = DataRequest.objects.filter(candidate=scope.candidate)
    rows = theirs.select_related("answered_by").order_by("asked_at", "pk")
    return [
        {
            "asked_at": row.asked_at,
            "what": row.get_asks_display(),
            "text": row.what,
            "due_at": row.due_at,
            "answer": row.answer,
            "answered_at": row.answered_at,
            "by": name_of(row.answered_by),
        }
        for row in rows
    ]


def _holds(scope: Scope) -> list[dict[str, Any]]:
    theirs = Hold.objects.filter(candidate=scope.candidate)
    rows = theirs.select_related("placed_by", "lifted_by").order_by("placed_at", "pk")
    return [
        {
            "at": row.placed_at,
            "why": row.why,
            "until": row.until,
            "by": name_of(row.placed_by),
            "ended_at": row.lifted_at,
        }
        for row in rows
    ]
