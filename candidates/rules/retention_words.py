"""The reasons of rules/retention as everybody may read them: why, for how many days, counted from when."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from candidates.rules.retention import KeepWhy, Terms

WHY = {
    KeepWhy.DECISION: gettext_lazy("We decided about your application"),
    KeepWhy.VACANCY: gettext_lazy("The vacancy closed after our decision"),
    KeepWhy.REOPENED: gettext_lazy("We decided again"),
    KeepWhy.OWED: gettext_lazy("We still owe you an answer"),
    KeepWhy.TALK: gettext_lazy("You have a talk, or a place on the waiting list"),
    KeepWhy.CONSENT: gettext_lazy("You said yes to the talent pool"),
}
FROM = {
    KeepWhy.DECISION: gettext_lazy("from the decision"),
    KeepWhy.VACANCY: gettext_lazy("from the day the vacancy closed"),
    KeepWhy.REOPENED: gettext_lazy("from the new decision"),
    KeepWhy.OWED: gettext_lazy("at most, on top of the usual time"),
    KeepWhy.TALK: gettext_lazy("after the talk, or after the day you wait for"),
    KeepWhy.CONSENT: gettext_lazy("from your yes"),
}


@dataclass(frozen=True)
class TermLine:
    reason: KeepWhy
    days: int

    @property
    def why(self) -> Words:
        return WHY[self.reason]

    @property
    def counted(self) -> Words:
        return FROM[self.reason]

    @property
    def how_long(self) -> str:
        if not self.days:
            return _("no day longer")
        return ngettext("%(count)s day", "%(count)s days", self.days) % {"count": self.days}


def term_lines(terms: Terms) -> list[TermLine]:
    """Every reason there is, with its term as it is set."""
    days = {
        KeepWhy.DECISION: terms.after_procedure,
        KeepWhy.VACANCY: terms.after_procedure,
        KeepWhy.REOPENED: terms.after_procedure,
        KeepWhy.OWED: terms.while_owed,
        KeepWhy.TALK: terms.after_talk,
        KeepWhy.CONSENT: terms.with_consent,
    }
    return [TermLine(reason, days[reason]) for reason in KeepWhy]
