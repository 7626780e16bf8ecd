"""Moments and numbers in words, in the language that is active. 24-hour clock, no leading zero, local time."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.dateformat import format as date_words
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

HOUR = timedelta(hours=1)
HALF_A_YEAR = 180  # days; nearer than that nobody wonders which year is meant
COUNTS = (
    gettext_lazy("nobody"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four"),
    gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine"),
    gettext_lazy("ten"), gettext_lazy("eleven"), gettext_lazy("twelve"),
)  # fmt: skip


@dataclass(frozen=True)
class TimeLeft:
    """kind is late, soon or plan; under is the smaller line, which may be empty."""

    kind: str
    words: str
    under: str


def time_left(due: datetime, now: datetime, zone: ZoneInfo) -> TimeLeft:
    """ "3 hours left" (until 13:20), "tomorrow 9:30", "late" (since yesterday 17:00); not late at the due moment."""
    due, now = due.astimezone(UTC), now.astimezone(UTC)  # real hours, also in the night that the clock changes
    if due < now:
        return TimeLeft("late", _late(due, now, zone), _("since %(moment)s") % {"moment": since(due, now, zone)})
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    if due - now < 6 * HOUR:
        until = near_moment(due, now, zone) if days else clock(due, zone)
        return TimeLeft("soon", left(due - now), _("until %(time)s") % {"time": until})
    if days == 0:
        return TimeLeft("soon", near_moment(due, now, zone), left(due - now))
    return TimeLeft("plan", near_moment(due, now, zone), "")


def left(span: timedelta) -> str:
    """Rounded down: "3 hours left", "48 minutes left"."""
    minutes, hours = int(span / timedelta(minutes=1)), int(span / HOUR)
    if hours:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
    if minutes:
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}
    return _("less than a minute left")


def _late(due: datetime, now: datetime, zone: ZoneInfo) -> str:
    if due.astimezone(zone).date() != now.astimezone(zone).date():
        return _("late")
    minutes, hours = int((now - due) / timedelta(minutes=1)), int((now - due) / HOUR)
    if hours:
        return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": hours}
    if minutes:
        return ngettext("%(count)s minute late", "%(count)s minutes late", minutes) % {"count": minutes}
    return _("late")


def near_moment(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "today 17:00", "tomorrow 9:30", "Thursday 17:00", later "Monday 7 December"; half a year away with its year."""
    days = (moment.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days in (0, 1):
        return (_("today %(time)s"), _("tomorrow %(time)s"))[days] % {"time": clock(moment, zone)}
    if 1 < days <= 6:
        return f"{weekday(moment, zone)} {clock(moment, zone)}"
    return day(moment, zone) if abs(days) < HALF_A_YEAR else date_words(moment.astimezone(zone), "l j F Y")


def since(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "9:12" (today), "yesterday 17:00", "Saturday 15:30", longer ago "12 November"; half a year ago with its year."""
    days = (now.astimezone(zone).date() - moment.astimezone(zone).date()).days
    if days == 0:
        return clock(moment, zone)
    if days == 1:
        return _("yesterday %(time)s") % {"time": clock(moment, zone)}
    if days <= 6:
        return f"{weekday(moment, zone)} {clock(moment, zone)}"
    return date_words(moment.astimezone(zone), "j F" if days < HALF_A_YEAR else "j F Y")


def full_moment(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """For a sentence: "tomorrow at 9:00", "Thursday 26 November at 17:00"; another year is named."""
    here, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (here.date() - today).days
    if days in (0, 1):
        return (_("today at %(time)s"), _("tomorrow at %(time)s"))[days] % {"time": clock(moment, zone)}
    shown = day(moment, zone) if here.year == today.year else date_words(here, "l j F Y")
    return _("%(day)s at %(time)s") % {"day": shown, "time": clock(moment, zone)}


def moment_for_candidate(moment: datetime, zone: ZoneInfo) -> str:
    """For a letter, which may be read on any day: "Thursday 26 November at 17:00"; in Dutch "uur" follows the time."""
    given = {"day": day(moment, zone), "time": clock(moment, zone)}
    return pgettext("in a letter to a candidate", "%(day)s at %(time)s") % given


def clock(moment: datetime, zone: ZoneInfo) -> str:
    here = moment.astimezone(zone)
    return f"{here.hour}:{here.minute:02d}"


def time_in(zone: ZoneInfo) -> str:
    """Whose clock it is, in words: "time in Amsterdam"."""
    language = (get_language() or "nl")[:2]
    return _("time in %(place)s") % {"place": _place_of(zone.key, language)}


@lru_cache(maxsize=64)
def _place_of(key: str, language: str) -> str:
    return get_timezone_location(key, locale=language, return_city=True)


def weekday(moment: datetime, zone: ZoneInfo) -> str:
    return date_words(moment.astimezone(zone), "l")


def day(moment: datetime, zone: ZoneInfo) -> str:
    return date_words(moment.astimezone(zone), "l j F")


def day_in_words(on: date) -> str:
    """ "Thursday 26 November"."""
    return date_words(on, "l j F")


def count_in_words(count: int) -> str:
    """Words up to twelve, digits above."""
    return str(COUNTS[count]) if 0 <= count < len(COUNTS) else str(count)


def at_start(words: str) -> str:
    """These words at the start of a sentence. A Dutch capital carries no accent: "één" begins as "Eén"."""
    return re.sub("^Éé", "Eé", words[:1].upper() + words[1:])
