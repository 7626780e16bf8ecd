"""Numbers on the page of figures: each opens the list it counted, for whoever may see the people in it."""

from datetime import date
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.dateformat import format as date_words
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from candidates.rules.stages import STAGE_LABELS, Stage

register = template.Library()
GROUPED = 1000


@register.simple_tag(takes_context=True)
def number(context: Context, value: int, what: str, **narrowed: str) -> SafeString | str:
    """{% number row.counts.late "late" in_stage=row.stage kind=row.kind %}: nought opens nothing.

    A page holds a hundred of them, so the link is put together by hand: the address was escaped once (`list_url`),
    `quote` leaves nothing that means something in HTML, and a number below a thousand is its own digits."""
    asking = context["asking"]
    shown = str(value) if value < GROUPED else number_format(value, force_grouping=True)
    if not value or not asking.scope.opens(what):
        return shown
    more = "".join(f"&amp;{name}={quote(given)}" for name, given in narrowed.items() if given)
    return SafeString(f'<a href="{asking.list_url}what={quote(what)}{more}">{shown}</a>')


@register.filter
def month_words(month: str) -> str:
    """ "2026-10" in words."""
    return date_words(date.fromisoformat(f"{month}-01"), "F Y")


@register.filter
def day_words(day: str) -> str:
    """ "2026-11-30" in words."""
    return date_words(date.fromisoformat(day), "l j F")


@register.filter
def stage_words(stage: str) -> str:
    """Of a stage, or of the talk that follows the last one."""
    return str(_("Talk of fifteen minutes") if stage == "talk" else STAGE_LABELS[Stage(stage)])
