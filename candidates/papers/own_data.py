"""Everything we have about one person, to take along: chapters of records, as JSON and as lines to read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _

from candidates.rules.own_data_words import CHAPTERS, LABELS
from candidates.rules.proof import in_utc

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
    for record in chapter.records:
        yield list(_lines(record, zone))


def _lines(record: Record, zone: ZoneInfo) -> Iterator[Line]:
    for name, value in record.items():
        words = _in_words(value, zone)
        if words:
            yield Line(str(LABELS.get(name, name)), words, is_long=len(words) > 120 or "\n" in words)


def _in_words(value: Any, zone: ZoneInfo) -> str:
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
            named = ((LABELS.get(key, key), _in_words(one, zone)) for key, one in value.items())
            return "\n".join(f"{key}: {words}" for key, words in named if words)
        case list() | tuple():
            return "\n".join(filter(None, (_in_words(one, zone) for one in value)))
        case _:
            return str(value)


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
