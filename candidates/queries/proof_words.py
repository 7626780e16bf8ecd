"""The text of an entry of the file of proof, as lines for a reader: what each is called, and what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from candidates.models import CallOutcome, DeadlineKind, FollowUpKind, StopReason
from candidates.rules.guide_words import SUBJECTS
from candidates.rules.points import NAMES
from candidates.rules.reasons import reason_label
from candidates.rules.replies import in_words
from candidates.rules.stages import CHANNEL_LABELS, ENDED_BY_LABELS, STAGE_LABELS

LABELS: Mapping[str, Any] = {
    "candidate": gettext_lazy("Candidate"),
    "vacancy": gettext_lazy("Vacancy"),
    "department": gettext_lazy("Department"),
    "stage": gettext_lazy("Stage"),
    "ended_by": gettext_lazy("Ended by"),
    "requirement": gettext_lazy("Requirement"),
    "reason": gettext_lazy("Reason"),
    "details": gettext_lazy("Details of the reason"),
    "decided_at": gettext_lazy("Decided"),
    "logged_at": gettext_lazy("Logged"),
    "recruiter": gettext_lazy("Recruiter"),
    "back_dated": gettext_lazy("Logged later than it was decided"),
    "from_file": gettext_lazy("Brought in from a file"),
    "talent_pool": gettext_lazy("Talent pool"),
    "reference": gettext_lazy("Reference"),
    "promised": gettext_lazy("Promised"),
    "outcome": gettext_lazy("Outcome"),
    "minutes": gettext_lazy("Minutes"),
    "kind": gettext_lazy("What"),
    "follow_up": gettext_lazy("Kind"),
    "what": gettext_lazy("What was promised?"),
    "task": gettext_lazy("Task"),
    "agreed_for": gettext_lazy("Agreed for"),
    "due_at": gettext_lazy("Not later than"),
    "owner": gettext_lazy("Who does it"),
    "label": gettext_lazy("Note of the writing guide"),
    "field": gettext_lazy("Point"),
    "quote": gettext_lazy("Quote"),
    "why": gettext_lazy("Why"),
    "rule": gettext_lazy("Rule"),
    "went_well": gettext_lazy("What went well?"),
    "why_not": gettext_lazy("Why not this job?"),
    "advice": gettext_lazy("What is your advice?"),
    "note": gettext_lazy("What do you want to remember?"),
    "subject": gettext_lazy("Subject"),
    "text": gettext_lazy("The mail as it was approved"),
    "from": pgettext_lazy("of a mail or a task", "From"),
    "to": pgettext_lazy("of a mail or a task", "To"),
    "address": gettext_lazy("Email address"),
    "leaves_at": gettext_lazy("Leaves"),
    "standard_text": gettext_lazy("Standard text"),
    "mail_digest": gettext_lazy("Digest of the mail"),
    "findings": gettext_lazy("Writing guide"),
    "arrived": gettext_lazy("A colleague knows that it arrived"),
    "reply": gettext_lazy("Answer of the mail server"),
    "before": gettext_lazy("Before"),
    "after": gettext_lazy("After"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("Email address"),
    "phone": gettext_lazy("Phone number"),
    "language": gettext_lazy("Language"),
    "no_more_calls": gettext_lazy("Do not call again"),
}
POINTS = {name: LABELS[name] for name in NAMES}
UNSAID = {"by", "letter", "version"}  # who stands beside the entry; the others are numbers of ours
FIRST = (
    "kind",
    "channel",
    "due_at",
    "owner",
    "met_at",
    "met_by",
    "label",
    "severity",
    "answer",
    "quote",
    "why",
)  # of one among several
LONG = {"went_well", "why_not", "advice", "note", "text", "details"}
IN_WORDS: Mapping[str, Mapping[Any, Any]] = {
    "stage": STAGE_LABELS,
    "channel": CHANNEL_LABELS,
    "met_by": CHANNEL_LABELS,
    "ended_by": ENDED_BY_LABELS,
    "kind": dict(DeadlineKind.choices),
    "task": dict(DeadlineKind.choices),
    "follow_up": dict(FollowUpKind.choices),
    "outcome": dict(CallOutcome.choices),
    "label": {label: subject.title for label, subject in SUBJECTS.items()},
    "field": POINTS,
    "severity": {"hint": gettext_lazy("hint"), "stop": gettext_lazy("stopped the mail")},
    "answer": {"overruled": gettext_lazy("overruled"), "promised": gettext_lazy("made a promise")},
    "stopped": dict(StopReason.choices),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


@dataclass(frozen=True)
class Fact:
    label: str
    words: str
    is_long: bool = False


def facts(content: Mapping[str, Any], zone: ZoneInfo) -> list[Fact]:
    """In the order of LABELS; what has no label yet comes last, under its own name. Points stand in the mail itself."""
    once = NAMES if "text" in content else ()
    names = [name for name in LABELS if name in content and name not in once]
    names += [name for name in content if name not in LABELS and name not in UNSAID]
    return [Fact(str(LABELS.get(name, name)), said(name, content[name], zone), is_long=name in LONG) for name in names]


def said(name: str, value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return "; ".join(f"{LABELS.get(key, key)}: {said(key, one, zone) or '–'}" for key, one in value.items())
    if isinstance(value, list):
        return "\n".join(_line(one, zone) for one in value)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return moment(value, zone)
    if name == "reason":
        return reason_label(value)
    if name == "reply":
        return " ".join(filter(None, [str(in_words(value)), f"({value})"]))
    return str(IN_WORDS.get(name, {}).get(value, value))


def moment(value: str, zone: ZoneInfo) -> str:
    return date_words(datetime.fromisoformat(value).astimezone(zone), "j F Y, G:i")


def _line(one: Any, zone: ZoneInfo) -> str:
    """One of several, such as a promise: its values, without their names."""
    if not isinstance(one, Mapping):
        return said("", one, zone)
    names = [name for name in FIRST if name in one] + [name for name in one if name not in FIRST]
    return "; ".join(said(name, one[name], zone) for name in names)
