"""The file of proof of one rejection as somebody reads it: the ground, what was told, and every entry in order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from candidates.models import CallOutcome, ProofEntry, ProofFile, ProofSeal, Rejection
from candidates.queries.proof_words import Fact, facts
from candidates.rules.points import Points
from candidates.rules.proof import FAULT_LABELS, WHAT_LABELS, Line, What, first_fault
from candidates.rules.stages import CHANNEL_LABELS, Channel

GROUND = ("requirement", "reason", "details")
POINTS = ("went_well", "why_not", "advice")


@dataclass(frozen=True)
class Shown:
    """An entry for a reader. `forgotten_at`: its text is gone since then."""

    line: Line
    words: str
    who: str
    facts: list[Fact]
    forgotten_at: datetime | None


@dataclass(frozen=True)
class Told:
    channel: Channel
    at: datetime
    who: str
    points: list[Fact]
    words: Points
    came_back_at: datetime | None = None

    @property
    def how(self) -> str:
        return str(CHANNEL_LABELS[self.channel])


@dataclass(frozen=True)
class Proof:
    rejection: Rejection
    zone: ZoneInfo
    lines: list[Line]
    people: dict[int, str]
    entries: int
    tip: str
    seal: ProofSeal | None

    @cached_property
    def fault(self) -> tuple[int, str] | None:
        """The number of the first entry that is not whole, and why."""
        found = first_fault(self.lines, entries=self.entries, tip=self.tip)
        return (found[0], str(FAULT_LABELS[found[1]])) if found else None

    @property
    def forgotten_at(self) -> datetime | None:
        return next((line.at for line in reversed(self.lines) if line.what == What.FORGOTTEN), None)

    @property
    def shown(self) -> Iterator[Shown]:
        for line in self.lines:
            since = next((one.at for one in self.lines[line.number :] if one.what == What.FORGOTTEN), None)
            words = str(WHAT_LABELS[What(line.what)])
            said = facts(_content(line), self.zone)
            yield Shown(line, words, self._who(line), said, since if line.is_emptied else None)

    @property
    def ground(self) -> list[Fact]:
        """As it was last written down."""
        known = [_content(line) for line in self.lines if line.what in (What.DECIDED, What.FOUND, What.REASON)]
        last: dict[str, Any] = next((content for content in reversed(known) if content), {})
        return facts({name: last[name] for name in GROUND if name in last}, self.zone)

    @property
    def told(self) -> list[Told]:
        """What reached the candidate: mails that the mail server took, calls that reached the person, talks. A mail is
        known by its key: others, such as the one about a talk, leave in between."""
        found: dict[object, Told] = {}
        approved: dict[object, Line] = {}
        for line in self.lines:
            content = _content(line)
            letter = content.get("letter")
            if line.what == What.APPROVED:
                approved[letter] = line
            elif line.what == What.MAIL_SENT and letter in approved:
                found[letter] = self._told(Channel.MAIL, line.at, approved[letter])
            elif line.what == What.MAIL_CAME_BACK and letter in found:
                found[letter] = replace(found[letter], came_back_at=line.at)
            elif line.what == What.TALK:
                found[line.number] = self._told(Channel.TALK, line.at, line)
            elif line.what == What.CALL and content.get("outcome") == CallOutcome.REACHED:
                found[line.number] = self._told(Channel.CALL, line.at, line)
        return list(found.values())

    def _told(self, channel: Channel, at: datetime, line: Line) -> Told:
        content = _content(line)
        points = {name: content[name] for name in POINTS if name in content}
        return Told(channel, at, self._who(line), facts(points, self.zone), Points(**points))

    def _who(self, line: Line) -> str:
        return str(_content(line).get("by") or self.people.get(line.by or 0, ""))


def proof_of(rejection: Rejection, *, zone: ZoneInfo) -> Proof:
    """In a fixed number of queries."""
    entries = ProofEntry.objects.filter(file=rejection.pk).select_related("by", "text").order_by("number")
    file = ProofFile.objects.filter(pk=rejection.pk).first() or ProofFile(rejection=rejection)
    read = list(entries)
    return Proof(
        rejection=rejection,
        zone=zone,
        lines=[_as_line(entry, str(rejection.public_id)) for entry in read],
        people={entry.by.pk: entry.by.name for entry in read if entry.by},
        entries=file.entries,
        tip=file.tip,
        seal=ProofSeal.objects.order_by("-number").first(),
    )


def _as_line(entry: ProofEntry, file: str) -> Line:
    text = getattr(entry, "text", None)  # a text that was taken out: the chain will say so
    head = {name: getattr(entry, name) for name in ("number", "what", "at", "digest", "previous", "hash")}
    return Line(file=file, by=entry.by_id, text=text.text if text else "", salt=text.salt if text else "", **head)


def _content(line: Line) -> dict[str, Any]:
    """Of a text that is gone, or was spoilt, nothing."""
    try:
        found = json.loads(line.text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
