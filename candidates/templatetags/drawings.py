"""Drawings as rubber SVG: x in percent, y in pixels, no viewBox, so that text keeps its size at every width.
Colours come from classes in portal.css; nothing needs a script or a style attribute.
Both drawings are decoration: the page says the same in words."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

LEFT, RIGHT = 3.0, 97.0
OPENS, CLOSES = 8, 18  # the line is never shorter than the day at work
MIDNIGHT = 24.0
DISC, LABEL = 3.6, 6.5  # how close two discs, two names may stand, in percent of the line


class Stop(Protocol):
    """What the rail needs to know of a promise. `planned` leaves by itself; `rail_icon` is a name of the sprite."""

    at: datetime
    name: str
    rail_icon: str
    planned: bool


@dataclass(frozen=True)
class _Disc:
    x: float
    names: tuple[str, ...]
    icon: str
    planned: bool

    @property
    def label(self) -> str:
        others = len(self.names) - 1
        return f"{self.names[0]} +{others}" if others else self.names[0]


def percent(x: float) -> str:
    return f"{x:.2f}".rstrip("0").rstrip(".") + "%"


def day_rail(now: datetime, stops: Iterable[Stop]) -> SafeString:
    """The day as one line: what is due when. What was due before today stands at its beginning; later days are left."""
    today = localtime(now).date()
    dated = [(_hour(stop, today=today), stop) for stop in sorted(stops, key=lambda stop: stop.at)]
    dated = [(hour, stop) for hour, stop in dated if hour <= MIDNIGHT]
    hours = [_clock(now), *(hour for hour, _stop in dated if hour >= 0)]
    first, last = min(OPENS, math.floor(min(hours))), max(CLOSES, math.ceil(max(hours)))

    def place(hour: float) -> float:
        return LEFT + (max(hour, first) - first) / (last - first) * (RIGHT - LEFT)

    discs = _gathered([(place(hour), stop) for hour, stop in dated])
    return format_html(
        '<svg class="rail" aria-hidden="true" focusable="false">{}{}{}{}</svg>',
        format_html(
            '<line class="base" x1="{0}" x2="{1}" y1="56" y2="56"/>'
            '<line class="gone" x1="{0}" x2="{2}" y1="56" y2="56"/>',
            percent(LEFT),
            percent(RIGHT),
            percent(place(_clock(now))),
        ),
        _hour_marks([(hour, place(hour)) for hour in range(first, last + 1)]),
        _now_line(place(_clock(now)), now),
        _discs(discs),
    )


def seats(taken: int, total: int, *, next_one: int | None = None) -> SafeString:
    """The places of a spreekuur as quarter tiles."""
    quarter = ("M0 32V0A32 32 0 0 1 32 32Z", "M0 0H32A32 32 0 0 1 0 32Z")
    kinds = (" next" if i == next_one else " taken" if i < taken else "" for i in range(total))
    tiles = format_html_join(
        "",
        '<svg viewBox="0 0 32 32"><path class="seat{}" d="{}"/></svg>',
        ((kind, quarter[i % 2]) for i, kind in enumerate(kinds)),
    )
    return format_html('<p class="seats" aria-hidden="true">{}</p>', tiles)


def _clock(moment: datetime) -> float:
    local = localtime(moment)
    return local.hour + local.minute / 60


def _hour(stop: Stop, *, today: date) -> float:
    """Hours since midnight; below zero what was due before today, above MIDNIGHT what is due later."""
    day = localtime(stop.at).date()
    return _clock(stop.at) if day == today else -1.0 if day < today else MIDNIGHT + 1


def _gathered(placed: Sequence[tuple[float, Stop]]) -> list[_Disc]:
    """Promises that would lie on top of each other share a disc."""
    discs: list[_Disc] = []
    for x, stop in placed:
        near = discs[-1] if discs and x - discs[-1].x < DISC and discs[-1].planned == stop.planned else None
        if near:
            discs[-1] = _Disc(near.x, (*near.names, stop.name), near.icon, near.planned)
        else:
            discs.append(_Disc(x, (stop.name,), stop.rail_icon, stop.planned))
    return discs


def _hour_marks(places: Sequence[tuple[int, float]]) -> SafeString:
    return format_html_join(
        "",
        '<line class="base" x1="{0}" x2="{0}" y1="52" y2="60"/><text class="{2}" x="{0}" y="98">{1}</text>',
        ((percent(x), hour % 24, "alt" if hour % 2 else "hour") for hour, x in places),
    )


def _now_line(x: float, now: datetime) -> SafeString:
    local = localtime(now)
    return format_html(
        '<line class="nowline" x1="{0}" x2="{0}" y1="20" y2="80"/><text class="nowtext" x="{0}" y="12">{1}</text>',
        percent(x),
        _("now %(time)s") % {"time": f"{local.hour}:{local.minute:02d}"},
    )


def _discs(discs: Sequence[_Disc]) -> SafeString:
    drawn, named_until = [], -LABEL
    for disc in discs:
        label = disc.label if disc.x - named_until >= LABEL else ""
        named_until = disc.x if label else named_until
        drawn.append(
            (
                "waits" if disc.planned else "disc",
                percent(disc.x),
                disc.icon,
                " late" if disc.icon == "late" else "",
                label,
            )
        )
    return format_html_join(
        "",
        '<circle class="{0}" cx="{1}" cy="56" r="17"/><svg x="{1}" y="46" overflow="visible">'
        '<use href="#i-{2}" class="icon{3}" x="-10" width="20" height="20"/></svg>'
        '<text class="who" x="{1}" y="30">{4}</text>',
        drawn,
    )
