"""Figures in words: "half within 7 hours", "at least 3 days and 4 hours", "2 hours and 30 minutes"."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.rules.deadlines import Promise, Unit
from candidates.rules.figures import Within
from candidates.rules.stages import Channel

FROM_DAYS = 48  # hours; a shorter time is read more easily in hours


def within_words(found: Within) -> str:
    words = hours_words(found.hours)
    return _("at least %(time)s") % {"time": words} if found.at_least else words


def hours_words(hours: int) -> str:
    """A day is 24 hours, nights and weekends counted; no hour is lost."""
    days, rest = divmod(hours, 24)
    if hours < FROM_DAYS:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    in_days = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if not rest:
        return in_days
    in_hours = ngettext("%(count)s hour", "%(count)s hours", rest) % {"count": rest}
    return _("%(days)s and %(hours)s") % {"days": in_days, "hours": in_hours}


def promise_words(promise: Promise) -> str:
    """What stands under a stage: "mail within 24 hours"."""
    channels = {Channel.MAIL: _("mail"), Channel.CALL: _("call"), Channel.TALK: _("talk")}
    if promise.unit is Unit.HOURS:
        term = ngettext("%(count)s hour", "%(count)s hours", promise.amount)
    else:
        term = ngettext("%(count)s working day", "%(count)s working days", promise.amount)
    return _("%(channel)s within %(term)s") % {
        "channel": channels[promise.channel],
        "term": term % {"count": promise.amount},
    }


def minutes_words(minutes: int) -> str:
    """Under two hours in minutes, longer in whole hours, rounded down."""
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return ngettext("%(count)s hour", "%(count)s hours", minutes // 60) % {"count": minutes // 60}
