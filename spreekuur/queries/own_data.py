"""Of somebody's own data what the spreekuur knows: talks, waiting lists, and what was written down about them."""

from dataclasses import replace
from typing import Any

from candidates.papers.own_data import Chapter
from candidates.queries.own_data.scope import Scope, name_of, versions
from spreekuur.models import Booking, Offer, Reopening, Talk, WaitingPlace
from spreekuur.rules.talks import TOPIC_LABELS, Topic

POINTS = {name: name for name in ("went_well", "why_not", "advice")}


def without_new_decisions(scope: Scope) -> Scope:
    """Of a case that was looked at again the end is told in person; until then the data are those of its beginning."""
    unheard = Reopening.objects.unheard().filter(rejection__in=scope.heard)
    return replace(scope, quiet_since=dict(unheard.values_list("rejection", "opened_at")))


def talk_data(scope: Scope) -> list[Chapter]:
    """Bookings were made by the person; what came of a talk belongs to a decision that they heard."""
    talks = list(_talks(scope))
    reopened = list(_reopenings(scope))
    wrong = versions(Reopening, [row.pk for row in reopened], {"wrong": "wrong"}, decided_at=None)
    return [
        Chapter("talks_booked", [_booking(row) for row in _bookings(scope)]),
        Chapter("waiting", [*map(_place, _places(scope)), *map(_offer, _offers(scope))]),
        Chapter("talks", [_talk(row) for row in talks]),
        Chapter("earlier_talks", versions(Talk, [row.pk for row in talks], POINTS) + wrong),
        Chapter("second_looks", [_second_look(row, scope) for row in reopened]),
    ]


def _bookings(scope: Scope) -> Any:
    rows = Booking.objects.filter(rejection__in=scope.all).select_related("slot__recruiter", "booked_by")
    return rows.order_by("booked_at", "pk")


def _booking(row: Booking) -> dict[str, Any]:
    return {
        "starts_at": row.slot.starts_at,
        "who": name_of(row.slot.recruiter),
        "way": row.get_way_display(),
        "phone": str(row.phone),
        "topics": [str(TOPIC_LABELS[Topic(topic)]) for topic in row.topics],
        "question": row.question,
        "state": row.get_state_display(),
        "chosen_at": row.booked_at,
        "by": name_of(row.booked_by),
        "ended_at": row.ended_at,
    }


def _places(scope: Scope) -> Any:
    return WaitingPlace.objects.filter(rejection__in=scope.all).select_related("day").order_by("joined_at", "pk")


def _place(row: WaitingPlace) -> dict[str, Any]:
    return {"day": row.day.date, "since": row.joined_at, "state": row.get_state_display(), "ended_at": row.ended_at}


def _offers(scope: Scope) -> Any:
    return Offer.objects.filter(place__rejection__in=scope.all).select_related("slot").order_by("pk")


def _offer(row: Offer) -> dict[str, Any]:
    return {"starts_at": row.slot.starts_at, "state": row.get_state_display(), "until": row.until}


def _talks(scope: Scope) -> Any:
    about = ("booking__slot", "other_vacancy", "by")
    return Talk.objects.filter(booking__rejection__in=scope.heard).select_related(*about).order_by("at", "pk")


def _talk(row: Talk) -> dict[str, Any]:
    return {
        "starts_at": row.booking.slot.starts_at,
        "outcome": row.get_outcome_display(),
        **{name: getattr(row, name) for name in POINTS},
        "minutes": row.minutes,
        "other_vacancy": row.other_vacancy.title if row.other_vacancy else "",
        "consent_at": row.consent_at,
        "written_at": row.at,
        "by": name_of(row.by),
    }


def _reopenings(scope: Scope) -> Any:
    about = ("decider", "opened_by")
    return Reopening.objects.filter(rejection__in=scope.heard).select_related(*about).order_by("opened_at", "pk")


def _second_look(row: Reopening, scope: Scope) -> dict[str, Any]:
    """The new decision itself only once that was told as well."""
    is_known = row.new_rejection_id in scope.heard
    return {
        "at": row.opened_at,
        "by": name_of(row.opened_by),
        "wrong": row.wrong,
        "decider": name_of(row.decider),
        "due_at": row.due_at,
        "verdict": row.get_verdict_display() if is_known else "",
    }
