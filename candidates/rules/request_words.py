"""How much of the month is left in which a question about data is answered, in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.rules.words import TimeLeft, clock, full_moment

REMIND = timedelta(days=7)  # before the due moment HR gets a mail


def days_left(due: datetime, now: datetime, zone: ZoneInfo) -> TimeLeft:
    """ "12 days left", "today 17:00", "3 days late"; days as the calendar counts them."""
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    until = full_moment(due, now, zone)
    if due < now:
        return TimeLeft("late", _late(-days), _("since %(moment)s") % {"moment": until})
    if days == 0:
        return TimeLeft("soon", _("today %(time)s") % {"time": clock(due, zone)}, "")
    words = ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
    return TimeLeft("soon" if due - now <= REMIND else "plan", words, _("until %(time)s") % {"time": until})


def _late(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days} if days else _("late")
