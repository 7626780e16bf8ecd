"""Which list stands behind which number of the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _

from candidates.figures.behind import BEHIND, Behind, due_behind, promises_behind
from candidates.figures.guide import notes_behind
from candidates.figures.opinions import ANSWERS, opinions_behind
from candidates.figures.reopened import reopened_behind
from candidates.figures.week import end_of_week
from candidates.models import About
from candidates.rules.guide_words import subject_of
from candidates.rules.periods import ALL, period
from candidates.rules.reasons import reason_label
from feedback_portal.dashboard.page import Dashboard
from feedback_portal.dashboard.spreekuur import EVER
from feedback_portal.dashboard.words import HEADINGS
from spreekuur.figures.funnel import OUTCOMES, STEPS, people_at, since_the_beginning

NOW = {"overdue_now": "overdue", "silence_now": "silence"}
DUE = {"due_mail": "mail", "due_call": "call", "due_talk": "talk"}
NOTES = {"noted": False, "overruled": True}
OF_A_NOTE = (*NOTES, "answered_with", "not_useful_with", "answered_without", "not_useful_without")
REOPENED = "reopened_any"


@dataclass(frozen=True)
class Named:
    """A number of the page by its name, and what of a row it counts: a talk, a label, a reason."""

    what: str
    kind: str
    label: str
    reason: str

    @property
    def heading(self) -> Words | str:
        heading = HEADINGS[self.what.removeprefix(EVER)]
        if self.what in OF_A_NOTE:
            return f"{heading}: {subject_of(self.label).title}"
        if self.what == REOPENED:
            return f"{heading}: {reason_label(self.reason) or _('no reason given')}"
        return heading


def named(given: Mapping[str, str]) -> Named:
    kind = "talk" if given.get("kind") == "talk" else "tell"
    return Named(given.get("what", "people"), kind, given.get("label", ""), given.get("reason", ""))


def list_behind(number: Named, page: Dashboard) -> Behind | None:
    """None: no number of the page has that name."""
    known: dict[str, Callable[[], Behind]] = {
        REOPENED: lambda: reopened_behind(page.asked, reason=number.reason, now=page.now),
        **{what: partial(_promises, what, number.kind, page) for what in BEHIND},
        **{what: partial(_now, NOW[what], page) for what in NOW},
        **{what: partial(_due, DUE[what], page) for what in DUE},
        **{what: partial(_notes, number.label, page, only_overruled=NOTES[what]) for what in NOTES},
        **{what: partial(_opinions, what, number, page) for what in ANSWERS},
        **{step: partial(people_at, step, page.asked, now=page.now) for step in (*STEPS, *OUTCOMES)},
        **{f"{EVER}{step}": partial(_ever, step, page) for step in STEPS},
    }
    return known[number.what]() if number.what in known else None


def _promises(what: str, kind: str, page: Dashboard) -> Behind:
    return promises_behind(what, page.asked, kind=kind, now=page.now)


def _now(what: str, page: Dashboard) -> Behind:
    """Of whatever month."""
    return promises_behind(what, _of_all_months(page).asked, kind="tell", now=page.now)


def _due(channel: str, page: Dashboard) -> Behind:
    until = end_of_week(page.policy.calendar, now=page.now)
    return due_behind(channel, _of_all_months(page).asked, until=until, now=page.now)


def _notes(label: str, page: Dashboard, *, only_overruled: bool) -> Behind:
    return notes_behind(label, page.asked, only_overruled=only_overruled, now=page.now)


def _opinions(what: str, number: Named, page: Dashboard) -> Behind:
    about = About.TALK if number.kind == "talk" else About.FEEDBACK
    return opinions_behind(what, page.asked, about=about, label=number.label, now=page.now)


def _ever(step: str, page: Dashboard) -> Behind:
    return people_at(step, since_the_beginning(page.asked), now=page.now)


def _of_all_months(page: Dashboard) -> Dashboard:
    return replace(page, asked=replace(page.asked, period=period(ALL, page.now.astimezone(page.zone).date())))
