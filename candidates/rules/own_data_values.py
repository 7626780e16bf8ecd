"""What is kept as a code, in words for whoever reads their own data. The file for programs keeps the codes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.rules.own_data_words import LABELS
from candidates.rules.reasons import reason_label
from candidates.rules.stages import CHANNEL_LABELS, ENDED_BY_LABELS, STAGE_LABELS

# What stood on a page beside the points, and what the columns of a file are called.
TYPED: Mapping[str, Any] = {
    "when": _("When does the mail leave?"),
    "other_requirement": _("Which other requirement?"),
    "reason_details": _("What did you see?"),
    "promised": _("Mail the points the same day"),
    "owner": _("Who does it?"),
    "hour": _("What time?"),
    "told_at": _("Told"),
    "channel": _("How"),
}
CODES: Mapping[str, Mapping[str, Any]] = {
    "when": {"now": _("Now"), "later": _("Later")},
    "requirement": {"another": _("Another requirement")},
    "stage": {str(stage): words for stage, words in STAGE_LABELS.items()},
    "ended_by": {str(who): words for who, words in ENDED_BY_LABELS.items()},
    "channel": {str(channel): words for channel, words in CHANNEL_LABELS.items()},
    "language": {"nl": _("Dutch"), "en": _("English")},
    "promised": {"on": _("yes")},
    "no_more_calls": {"on": _("yes")},
    "what": {
        "call_moment": _("a moment to be called was chosen"),
        "call_wish": _("you want to be called"),
        "mail_trouble": _("a mail did not arrive"),
        "remind": _("an answer is due soon"),
        "late": _("an answer is late"),
        "escalate": _("an answer is late"),
        "silence": _("an answer is late"),
        "digest": _("the work of a day"),
        "follow_up_remind": _("something that was promised besides is due soon"),
        "follow_up_late": _("something that was promised besides is late"),
        "request_soon": _("an answer about your data is due soon"),
        "request_late": _("an answer about your data is late"),
        "forget_soon": _("the list of who is forgotten soon"),
        "forget_unanswered": _("the list of who is forgotten soon"),
    },
}


def label_of(name: str) -> str:
    """Of a field that stood on a page; those of an answer to the writing guide carry the key of its note before it."""
    plain = _plain(name)
    return str(TYPED.get(plain) or LABELS.get(plain) or "")


def value_of(name: str, value: str) -> str:
    plain = _plain(name)
    return reason_label(value) if plain == "reason" else str(CODES.get(plain, {}).get(value, value))


def _plain(name: str) -> str:
    return name.rpartition("-")[2]
