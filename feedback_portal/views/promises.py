"""What the organisation promises after each stage, in words: beside the login, for whoever is about to work with it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.models import Organisation
from candidates.rules.deadlines import Promise, Unit
from candidates.rules.stages import Channel, Stage
from candidates.rules.words import count_in_words


@dataclass(frozen=True)
class Promised:
    after: str
    words: str


def promises_in_words(organisation: Organisation) -> list[Promised]:
    """Late in the process the talk is the promise that counts; the call before it only tells the decision."""
    policy = organisation.policy()
    return [
        Promised(_("After the CV screening"), _in_words(policy.promises[Stage.CV_SCREENING])),
        Promised(_("After an interview"), _in_words(policy.promises[Stage.INTERVIEW])),
        Promised(_("After the final round"), _in_words(policy.talk)),
    ]


def _in_words(promise: Promise) -> str:
    channels = {
        Channel.MAIL: _("A personal mail"),
        Channel.CALL: _("A phone call"),
        Channel.TALK: _("A talk of fifteen minutes"),
    }
    return _("%(channel)s, within %(term)s") % {"channel": channels[promise.channel], "term": _term(promise)}


def _term(promise: Promise) -> str:
    if promise.unit is Unit.HOURS:
        return ngettext("%(amount)s hour", "%(amount)s hours", promise.amount) % {"amount": promise.amount}
    days = ngettext("%(amount)s working day", "%(amount)s working days", promise.amount)
    return days % {"amount": count_in_words(promise.amount)}
