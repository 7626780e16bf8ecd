"""Everything we have about one person, to take along: chapters of records, as JSON and as lines to read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.rules.own_data_values import label_of, value_of
from candidates.rules.own_data_words import CHAPTERS, LABELS
from candidates.rules.proof import in_utc
from candidates.rules.words import at_start

FORMAT = "feedback-portal/own-data/1"
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Chapter:
    """Records of one kind. The key stays for ever: programs read it."""

    key: str
    records: list[dict[str, Any]]

    @property
    def title(self) -> str:
        return str(CHAPTERS[self.key])

    @property
    def is_long(self) -> bool:
        """Grows with every visit of a colleague: to read it is told per day, and folded away."""
        return self.key == "reads"


@dataclass(frozen=True)
class Line:
    label: str
    words: str
    is_long: bool


def as_json(chapters: Iterable[Chapter], *, organisation: str, left_out: str, made_at: datetime) -> bytes:
    paper = {
        "format": FORMAT,
        "made_at": in_utc(made_at),
        "organisation": organisation,
        "left_out": left_out,
        **{chapter.key: [_plain(record) for record in chapter.records] for chapter in chapters},
    }
    return json.dumps(paper, ensure_ascii=False, indent=2).encode()


def to_read(chapter: Chapter, zone: ZoneInfo) -> Iterator[list[Line]]:
    if chapter.is_long:
        yield [_visits(visits, zone) for visits in _per_day_and_person(chapter.records, zone)]
        return
    for record in chapter.records:
        yield list(_lines(record, zone))


def _per_day_and_person(records: Iterable[Record], zone: ZoneInfo) -> Iterator[list[Record]]:
    """The last first."""
    days: dict[tuple[date, str], list[Record]] = {}
    for record in sorted(records, key=lambda one: one["at"], reverse=True):
        days.setdefault((record["at"].astimezone(zone).date(), record["who"]), []).append(record)
    yield from days.values()


def _visits(visits: list[Record], zone: ZoneInfo) -> Line:
    """One day of one colleague: how often, the last time, and at what as far as that may be said."""
    last = visits[0]["at"].astimezone(zone)
    times = ngettext("once, at %(time)s", "%(count)s times, the last at %(time)s", len(visits))
    what = ", ".join(dict.fromkeys(visit["what"] for visit in reversed(visits) if visit["what"]))
    words = times % {"count": len(visits), "time": date_words(last, "G:i")} + (f". {at_start(what)}" if what else "")
    return Line(f"{date_words(last, 'j F Y')}, {visits[0]['who']}", words, is_long=True)


def _lines(record: Record, zone: ZoneInfo) -> Iterator[Line]:
    for name, value in record.items():
        words = _typed(value) if name == "typed" else _in_words(value, zone, name)
        if words:
            yield Line(str(LABELS.get(name, name)), words, is_long=len(words) > 120 or "\n" in words)


def _typed(value: Mapping[str, str]) -> str:
    """What a page holds of itself has no name that a reader knows."""
    lines = ((label_of(name) or _("Something else"), value_of(name, words)) for name, words in value.items())
    return "\n".join(_line(label, words) for label, words in lines if words)


def _line(label: str, words: str) -> str:
    return f"{label} {words}" if label.endswith("?") else f"{label}: {words}"


def _in_words(value: Any, zone: ZoneInfo, name: str = "") -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return date_words(value.astimezone(zone), "j F Y, G:i")
        case date():
            return date_words(value, "j F Y")
        case dict():
            named = ((label_of(key) or key, _in_words(one, zone, key)) for key, one in value.items())
            return "\n".join(_line(key, words) for key, words in named if words)
        case list() | tuple():
            return "\n".join(filter(None, (_in_words(one, zone) for one in value)))
        case _:
            return value_of(name, str(value))


def _plain(value: Any) -> Any:
    """As JSON knows it: moments in UTC, words in the language of the page."""
    match value:
        case datetime():
            return in_utc(value)
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(one) for key, one in value.items() if one not in (None, "")}
        case list() | tuple():
            return [_plain(one) for one in value]
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)
