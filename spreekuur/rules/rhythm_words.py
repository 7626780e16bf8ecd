"""In which months the rhythm is another, in words: "in December a week earlier", "in July and August there is none"."""

from collections.abc import Sequence
from datetime import date

from django.utils.dateformat import format as date_words
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.rules.words import count_in_words
from spreekuur.rules.rhythm import Rhythm

DAYS_A_WEEK = 7


def exceptions_in_words(rhythm: Rhythm) -> list[str]:
    """The months that are moved alike together, those without a spreekuur last."""
    moved = {month: weeks for month, weeks in rhythm.moved.items() if weeks and month not in rhythm.without}
    shifts = sorted(set(moved.values()))
    said = [_moved([month for month in sorted(moved) if moved[month] == weeks], weeks) for weeks in shifts]
    without = [_("in %(months)s there is none") % {"months": _together(sorted(rhythm.without))}]
    return said + (without if rhythm.without else [])


def moved_in_words(day: date, usual: date) -> str:
    """Why this day is another than its weekday says: "a week earlier, instead of 24 December"."""
    instead = _("instead of %(day)s") % {"day": date_words(usual, "j F")}
    days = (day - usual).days
    if days % DAYS_A_WEEK:
        return instead
    return f"{_shifted(days // DAYS_A_WEEK)}, {instead}"


def _shifted(weeks: int) -> str:
    given = {"count": count_in_words(abs(weeks))}
    if weeks < 0:
        return ngettext("a week earlier", "%(count)s weeks earlier", -weeks) % given
    return ngettext("a week later", "%(count)s weeks later", weeks) % given


def _moved(months: Sequence[int], weeks: int) -> str:
    count = abs(weeks)
    given = {"months": _together(months), "count": count_in_words(count)}
    if weeks < 0:
        return ngettext("in %(months)s a week earlier", "in %(months)s %(count)s weeks earlier", count) % given
    return ngettext("in %(months)s a week later", "in %(months)s %(count)s weeks later", count) % given


def _together(months: Sequence[int]) -> str:
    names = [str(MONTHS[month]) for month in months]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
