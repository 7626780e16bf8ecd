"""How long a person's data may be kept, and for which reason. The latest reason counts; none shortens another.

Four weeks after the end of the procedure, a year with consent: Autoriteit Persoonsgegevens (docs/privacy.md).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class KeepWhy(StrEnum):
    DECISION = "decision"
    VACANCY = "vacancy"
    REOPENED = "reopened"
    OWED = "owed"
    TALK = "talk"
    CONSENT = "consent"


KEEP_LABELS = {
    KeepWhy.DECISION: _("the usual term after the decision"),
    KeepWhy.VACANCY: _("the usual term after the vacancy closed"),
    KeepWhy.REOPENED: _("the usual term after the new decision"),
    KeepWhy.OWED: _("an answer is still owed"),
    KeepWhy.TALK: _("a talk was booked"),
    KeepWhy.CONSENT: _("the candidate said yes to being kept longer"),
}
TO_CANDIDATE = {
    KeepWhy.DECISION: _("That is the usual term after a decision."),
    KeepWhy.VACANCY: _("That is the usual term after the vacancy closed."),
    KeepWhy.REOPENED: _("That is the usual term after the new decision."),
    KeepWhy.OWED: _("That is longer than usual, because we still owe you an answer."),
    KeepWhy.TALK: _("That is a week after your talk."),
    KeepWhy.CONSENT: _("You said yes to being kept longer."),
}  # the same reasons, to the person they are about
ANSWERED_LATE = _("That is longer than usual, because our answer came so late.")
SAY_NOTHING = (KeepWhy.OWED, KeepWhy.TALK, KeepWhy.CONSENT)  # these tell nobody that a decision was taken

ASKED = "asked"
FORGOTTEN_LABELS = {str(why): label for why, label in KEEP_LABELS.items()} | {ASKED: _("the candidate asked for it")}


@dataclass(frozen=True)
class Terms:
    """In days. The first two are settings of the organisation, which may shorten them."""

    after_procedure: int = 28
    with_consent: int = 365
    after_talk: int = 7
    while_owed: int = 28  # at most this much more than without


@dataclass(frozen=True)
class Case:
    """Local days. The talk is a booked one, or the session of a place on the waiting list."""

    decided_on: date
    vacancy_closed_on: date | None = None
    decided_anew_on: date | None = None  # after it was reopened
    answer_owed: bool = False
    talk_on: date | None = None
    consent_until: date | None = None  # the last day of a consent; withdrawn: None again
    at_least: date | None = None  # a reason fell away, and nobody is forgotten without notice


@dataclass(frozen=True)
class Keep:
    until: date  # the last day
    why: KeepWhy


DEFAULT_TERMS = Terms()
NOTICE = timedelta(days=7)  # so long before it happens a colleague is told


def keep(case: Case, terms: Terms = DEFAULT_TERMS) -> Keep:
    """Of two reasons for the same day the one named first in KeepWhy."""
    plain = _after_procedure(case, terms)
    reasons = [plain, *_more(case, plain, terms)]
    longest = max(reasons, key=lambda reason: (reason.until, -list(KeepWhy).index(reason.why)))
    return replace(longest, until=max(longest.until, case.at_least or longest.until))


def consent_until(given_on: date, terms: Terms = DEFAULT_TERMS) -> date:
    """The last day of a yes that is said on this day. It stays so when the organisation changes its terms."""
    return given_on + timedelta(days=terms.with_consent)


def is_over(until: date, today: date, *, hold_until: date | None = None) -> bool:
    """Forget from the day after; a complaint or a legal hold stops that until its own last day."""
    return today > until and (hold_until is None or today > hold_until)


def _after_procedure(case: Case, terms: Terms) -> Keep:
    """The procedure ends when the vacancy closes; while that is unknown, with the decision."""
    term = timedelta(days=terms.after_procedure)
    if case.vacancy_closed_on and case.vacancy_closed_on > case.decided_on:
        return Keep(case.vacancy_closed_on + term, KeepWhy.VACANCY)
    return Keep(case.decided_on + term, KeepWhy.DECISION)


def _more(case: Case, plain: Keep, terms: Terms) -> list[Keep]:
    found = [
        (case.decided_anew_on, terms.after_procedure, KeepWhy.REOPENED),
        (plain.until if case.answer_owed else None, terms.while_owed, KeepWhy.OWED),
        (case.talk_on, terms.after_talk, KeepWhy.TALK),
        (case.consent_until, 0, KeepWhy.CONSENT),
    ]
    return [Keep(day + timedelta(days=term), why) for day, term, why in found if day is not None]
