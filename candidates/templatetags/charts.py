"""Charts as rubber SVG (templatetags/drawings): x in percent, y in pixels, colours by class.
A bar stands in a table cell; a line or dots have a sentence as label, and a table beside them."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from django import template
from django.utils.dateformat import format as date_words
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from candidates.rules import figure_words
from candidates.rules.figures import Within
from candidates.templatetags.drawings import percent

register = template.Library()
TOP, BOTTOM, LEFT, RIGHT = 14, 176, 7, 95
LEAST_BAR = 0.6  # percent of the width: even nothing leaves a trace
DOT = 0.04  # of the line: dots that would lie on each other stand on each other


@register.filter
def within(found: Within | None) -> str:
    return figure_words.within_words(found) if found else ""


@register.filter
def as_minutes(minutes: int) -> str:
    return figure_words.minutes_words(minutes)


@register.simple_tag
def bar(share: float, others: float | None = None) -> SafeString:
    """For a cell beside its number; `others` draws a tick: the goal, or somebody else's number."""
    tick = format_html('<line class="others" x1="{0}" x2="{0}" y1="-3" y2="17"/>', percent(others)) if others else ""
    return format_html(
        '<svg class="chart" height="14" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100%" height="14" rx="2"/>'
        '<rect class="bar" width="{}" height="14" rx="2"/>{}</svg>',
        percent(max(share, LEAST_BAR)),
        tick,
    )


@register.simple_tag
def trend(months: Sequence[tuple[date, int | None]], goal: int, label: str) -> SafeString:
    """Percentages by month; a month with too few people is a gap in the line."""
    values = [value for _month, value in months if value is not None]
    low = max(0, min(90, math.floor((min([*values, goal]) - 3) / 10) * 10))  # the lowest dot keeps off the months
    step = (RIGHT - LEFT) / max(len(months) - 1, 1)
    places = [(LEFT + place * step, month, value) for place, (month, value) in enumerate(months)]
    return format_html(
        '<svg class="chart" height="206" role="img" aria-label="{}">{}{}{}{}</svg>',
        label,
        _grid(low),
        _goal(goal, low),
        _line([(x, _y(value, low) if value is not None else None) for x, _month, value in places]),
        _dots(places, low),
    )


@register.simple_tag
def hour_dots(hours: Sequence[float], label: str, band: Sequence[float] = ()) -> SafeString:
    """One dot for each colleague, without names; `band` is what the article found, in hours."""
    ends = [*hours, *(edge + 1 for edge in band), 1]  # the words above the band need room on its right
    top = max(2, math.ceil(max(ends) / 2) * 2)
    step = max(1, math.ceil(top / 7))
    return format_html(
        '<svg class="chart" height="108" role="img" aria-label="{}">{}{}{}</svg>',
        label,
        _band(band, top) if band else "",
        _scale(top, step),
        format_html_join(
            "", '<circle class="dot last" cx="{}" cy="{}" r="7"/>', _stacked([hour / top for hour in sorted(hours)])
        ),
    )


def _y(value: float, low: int) -> float:
    return round(BOTTOM - (value - low) / (100 - low) * (BOTTOM - TOP), 1)


def _grid(low: int) -> SafeString:
    step = 10 if low >= 50 else 20
    lines = ((_y(value, low), _y(value, low) + 4, value) for value in range(low, 101, step))
    return format_html_join(
        "", '<line class="grid" x1="7%" x2="100%" y1="{0}" y2="{0}"/><text x="0" y="{1}">{2}%</text>', lines
    )


def _goal(goal: int, low: int) -> SafeString:
    y = _y(goal, low)
    return format_html(
        '<line class="goal" x1="7%" x2="100%" y1="{0}" y2="{0}"/><text class="goaltext" x="7.6%" y="{1}">{2}</text>',
        y,
        y - 7,
        _("goal %(percent)s%%") % {"percent": goal},
    )


def _line(points: Sequence[tuple[float, float | None]]) -> SafeString:
    drawn = (
        (percent(x1), percent(x2), y1, y2)
        for (x1, y1), (x2, y2) in pairwise(points)
        if y1 is not None and y2 is not None
    )
    return format_html_join("", '<line class="trend" x1="{}" x2="{}" y1="{}" y2="{}"/>', drawn)


def _dots(places: Sequence[tuple[float, date, int | None]], low: int) -> SafeString:
    drawn = []
    for place, (x, month, value) in enumerate(places):
        is_last = place == len(places) - 1
        alternate = " alt" if (len(places) - 1 - place) % 2 else ""
        drawn.append(
            (percent(x), _dot(x, value, low, is_last=is_last), alternate, " strong" if is_last else "", _m(month))
        )
    return format_html_join("", '{1}<text class="mid{2}{3}" x="{0}" y="198">{4}</text>', drawn)


def _dot(x: float, value: int | None, low: int, *, is_last: bool) -> SafeString | str:
    if value is None:
        return ""
    y = _y(value, low)
    dot = format_html(
        '<circle class="dot{}" cx="{}" cy="{}" r="{}"/>', " last" if is_last else "", percent(x), y, 6 if is_last else 4
    )
    if not is_last:
        return dot
    below = y + 24 if y + 24 < BOTTOM else y - 14
    return format_html('{}<text class="mid strong" x="{}" y="{}">{}%</text>', dot, percent(x), below, value)


def _m(month: date) -> str:
    return date_words(month, "M").lower().rstrip(".")


def _x(part: float) -> str:
    return percent(2 + part * 94)


def _band(band: Sequence[float], top: float) -> SafeString:
    low, high = (round(edge, 1) for edge in band)
    return format_html(
        '<rect class="band" x="{}" y="20" width="{}" height="62"/><text class="mid goaltext" x="{}" y="14">{}</text>',
        _x(low / top),
        percent((high - low) / top * 94),
        _x((low + high) / 2 / top),
        _("%(low)s to %(high)s hours") % {"low": number_format(f"{low:g}"), "high": number_format(f"{high:g}")},
    )


def _scale(top: int, step: int) -> SafeString:
    marks = ((_x(hour / top), hour) for hour in range(0, top + 1, step))
    return format_html(
        '{}<line class="grid" x1="{}" x2="{}" y1="82" y2="82"/>',
        format_html_join(
            "",
            '<line class="grid" x1="{0}" x2="{0}" y1="82" y2="88"/><text class="mid" x="{0}" y="104">{1}</text>',
            marks,
        ),
        _x(0),
        _x(1),
    )


def _stacked(parts: Iterable[float]) -> list[tuple[str, int]]:
    placed: list[float] = []
    dots = []
    for part in parts:
        lift = sum(abs(part - other) < DOT for other in placed)
        placed.append(part)
        dots.append((_x(part), 70 - min(lift, 3) * 17))
    return dots
