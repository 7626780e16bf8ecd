"""The page in sentences: what was asked, the headline, and the heading of each list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_words
from django.utils.formats import number_format
from django.utils.functional import Promise as Words
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from candidates.models import Deadline
from candidates.queries.standing import Standing
from candidates.rules.figures import Share, month_after
from candidates.rules.periods import Period
from candidates.rules.words import count_in_words, full_moment, time_left

A_DAY = timedelta(days=1)
IN_HUNDREDS = 100  # from so many people on, a share is said of a hundred

HEADINGS: dict[str, Words] = {
    "people": gettext_lazy("All decisions"),
    "judged": gettext_lazy("Told, or too late"),
    "told": gettext_lazy("Told"),
    "on_time": gettext_lazy("Told in time"),
    "late": gettext_lazy("Told too late"),
    "never": gettext_lazy("Never told"),
    "overdue": gettext_lazy("Waiting too long"),
    "open": gettext_lazy("Waiting, still in time"),
    "in_a_day": gettext_lazy("Told within 24 hours"),
    "in_a_week": gettext_lazy("Told after a day, within a week"),
    "later": gettext_lazy("Told after more than a week"),
    "not_yet": gettext_lazy("Not told yet"),
    "reasoned": gettext_lazy("Decisions with a reason"),
    "other": gettext_lazy("Decided for another reason"),
    "silence": gettext_lazy("Turned down, and never heard anything"),
    "overdue_now": gettext_lazy("Waiting too long now"),
    "silence_now": gettext_lazy("Turned down, and never heard anything"),
    "reopened_any": gettext_lazy("Reopened: we judged wrongly"),
    "invited": gettext_lazy("Invited to the spreekuur"),
    "booked": gettext_lazy("Booked a talk"),
    "came": gettext_lazy("Came to the spreekuur"),
    "reopened": gettext_lazy("Reopened after a talk"),
    "hired": gettext_lazy("Hired through the spreekuur"),
    "advice": gettext_lazy("The talk gave advice"),
    "other_vacancy": gettext_lazy("The talk led to another vacancy"),
    "talent_pool": gettext_lazy("The talk led to the talent pool"),
    "no_show": gettext_lazy("Did not come to the spreekuur"),
    "due_mail": gettext_lazy("To mail until Sunday"),
    "due_call": gettext_lazy("To call until Sunday"),
    "due_talk": gettext_lazy("To talk with until Sunday"),
    "noted": gettext_lazy("Sent with a note of the writing guide"),
    "overruled": gettext_lazy("The sentence stayed"),
    "answered": gettext_lazy("Said whether it was useful"),
    "useful": gettext_lazy("Found it useful"),
    "answered_with": gettext_lazy("Said whether it was useful, with this note"),
    "not_useful_with": gettext_lazy("Not useful, with this note"),
    "answered_without": gettext_lazy("Said whether it was useful, without this note"),
    "not_useful_without": gettext_lazy("Not useful, without this note"),
}


def days_words(period: Period, *, now: datetime, zone: ZoneInfo) -> str:
    """ "1 to 24 November 2026": no day that is still to come."""
    last = min(month_after(period.last) - A_DAY, now.astimezone(zone).date())
    until = date_words(last, "j F Y")
    if period.is_all:
        return _("Everything up to %(until)s") % {"until": until}
    same_month = (period.first.year, period.first.month) == (last.year, last.month)
    since = date_words(period.first, "j" if same_month else "j F" if period.first.year == last.year else "j F Y")
    return _("%(since)s to %(until)s") % {"since": since, "until": until}


def headline(kept: Share) -> str:
    if not kept.whole:
        return _("Nobody was due an answer yet")
    if not kept.is_shown:
        people = ngettext("one person was due an answer", "%(count)s people were due an answer", kept.whole)
        return capfirst(people % {"count": count_in_words(kept.whole)})
    part, whole = (kept.percent, IN_HUNDREDS) if kept.whole >= IN_HUNDREDS else (kept.part, kept.whole)
    return _("%(part)s of the %(whole)s people got an answer in time") % {"part": part, "whole": whole}


def trend_words(months: Sequence[tuple[date, int | None]], *, goal: int) -> str:
    """What the line shows, for whoever does not see it."""
    shown = [(month, value) for month, value in months if value is not None]
    if not shown:
        return _("A line of the share on time per month: in no month were there enough people.")
    (first, at_first), (last, at_last) = shown[0], shown[-1]
    return _(
        "A line of the share on time per month: from %(from)s%% in %(first)s to %(to)s%% in %(last)s. "
        "The goal is %(goal)s%%. The numbers stand in the table below."
    ) % {
        "from": at_first,
        "first": date_words(first, "F Y"),
        "to": at_last,
        "last": date_words(last, "F Y"),
        "goal": goal,
    }


def hours_words(hours: Sequence[float]) -> str:
    return _("Dots on a line of hours: from %(least)s to %(most)s hours. The numbers stand in the table below.") % {
        "least": number_format(min(hours), 1),
        "most": number_format(max(hours), 1),
    }


@dataclass(frozen=True)
class ListRow:
    deadline: Deadline
    standing: Standing


def list_rows(deadlines: Iterable[Deadline], *, now: datetime, zone: ZoneInfo) -> list[ListRow]:
    return [ListRow(deadline, _standing(deadline, now=now, zone=zone)) for deadline in deadlines]


def _standing(deadline: Deadline, *, now: datetime, zone: ZoneInfo) -> Standing:
    if deadline.met_at:
        told = full_moment(deadline.met_at, now, zone)
        return Standing("late", _("late"), told) if deadline.was_late else Standing("done", _("in time"), told)
    if deadline.stopped_at:
        return Standing("late", _("never told"), deadline.get_stopped_why_display())
    left = time_left(deadline.due_at, now, zone)
    return Standing(left.kind, left.words, left.under)
