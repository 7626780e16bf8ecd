"""A second opinion on the figures: counted over the exported rows, line by line, in plain Python; no line of ours.

Moments are whole microseconds. A month is read off the clock the row names. A percentage is rounded down, an hour up.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tests.file_ids import named

HOUR = 3_600_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOO_FEW = "fewer than 5"
STAGES = ("cv-screening", "interview", "late-stage")
TOLD, JUDGED = ("on_time", "late"), ("on_time", "late", "never", "overdue")


def read(content: bytes) -> list[dict[str, str]]:
    return [named(row) for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")]


def micros(text: str) -> int | None:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1) if text else None


@dataclass
class Fact:
    row: dict[str, str]
    now: int

    def at(self, name: str) -> int | None:
        return micros(self.row[name])

    @cached_property
    def month(self) -> str:
        return datetime.fromisoformat(self.row["decided_at"]).astimezone(ZoneInfo(self.row["zone"])).strftime("%Y-%m")

    @cached_property
    def channel(self) -> str:
        return self.row["told_by"] or self.row["owed_by"]

    @cached_property
    def late_from(self) -> int:
        due, agreed = self.at("due_at"), self.row["agreed_for"]
        assert due is not None
        if self.row["promise"] != "talk" or not agreed:
            return due
        zone = ZoneInfo(self.row["zone"])
        day = datetime.fromisoformat(agreed).astimezone(zone).date()
        closes = datetime.combine(day, time.fromisoformat(self.row["close_of_day"]), tzinfo=zone)
        return max(due, (closes - EPOCH) // timedelta(microseconds=1))

    @cached_property
    def verdict(self) -> str:
        """Empty: does not count."""
        told, stopped = self.at("told_at"), self.at("stopped_at")
        if self.row["taken_back_at"]:
            return ""
        if told is not None:
            return "on_time" if told <= self.late_from else "late"
        if stopped is None:
            return "overdue" if self.late_from < self.now else "open"
        if self.row["stopped_why"] == "history":
            return "never" if self.row["promise"] == "tell" else ""
        late = self.row["stopped_why"] in ("reopened", "forgotten") and stopped > self.late_from
        return "never" if late else ""

    @cached_property
    def hours(self) -> int:
        decided = self.at("decided_at")
        until = self.at("told_at")
        if until is None:
            until = self.at("stopped_at")
        if until is None:
            until = self.now
        assert decided is not None
        return max(-((decided - until) // HOUR), 0)

    @cached_property
    def is_silent(self) -> bool:
        if self.row["taken_back_at"] or self.row["reopened_at"] or self.row["told_at"]:
            return False
        alarm = self.at("silence_at")
        if not self.row["stopped_at"]:
            return alarm is not None and alarm <= self.now
        if self.row["stopped_why"] == "forgotten":
            return alarm is not None and alarm <= self.at("stopped_at")
        return self.row["stopped_why"] == "history"

    @property
    def is_told(self) -> bool:
        return bool(self.row["told_at"]) and not self.row["taken_back_at"]


Lines = dict[tuple[str, str, str], tuple[str, str]]


@dataclass
class Count:
    """The lines of the file of figures, as they should be."""

    facts: list[Fact]  # of every month, narrowed by all but the period
    first: str
    last: str
    trend: list[str]

    @cached_property
    def here(self) -> list[Fact]:
        return [fact for fact in self.facts if self.first <= fact.month <= self.last]

    def lines(self) -> Lines:
        found: Lines = {}
        tell = [fact for fact in self.here if fact.row["promise"] == "tell"]
        talk = [fact for fact in self.here if fact.row["promise"] == "talk"]
        self._counts(found, "all", "tell", tell)
        for stage in STAGES:
            self._stage(found, stage, [fact for fact in tell if fact.row["stage"] == stage])
        self._stage(found, "talk", talk)
        for channel in ("mail", "call"):
            group = [fact for fact in tell if fact.channel == channel]
            found["channel", channel, "told"] = (str(sum(f.verdict in TOLD for f in group)), "")
            self._kept(found, "channel", channel, group)
        phoned = [f for f in tell if f.row["stage"] == "interview" and f.verdict in TOLD]
        share(found, "channel", "call", "phoned_after_interview", phoned, lambda f: f.channel == "call")
        for month in self.trend:
            group = [f for f in self.facts if f.row["promise"] == "tell" and f.verdict and f.month == month]
            found["month", month, "people"] = (str(len(group)), "")
            self._kept(found, "month", month, group)
        self._now(found)
        return found

    def _stage(self, found: Lines, stage: str, facts: list[Fact]) -> None:
        self._counts(found, "stage", stage, facts)
        counted = [fact for fact in facts if fact.verdict]
        for name, tenths in (("median", 5), ("p90", 9)):
            found["stage", stage, f"{name}_hours"] = spread(counted, tenths)
        if stage != "talk":
            reasoned = [fact for fact in counted if fact.row["reason"]]
            share(found, "stage", stage, "other_reason", reasoned, lambda f: f.row["reason"] == "other")
        self._useful(found, stage, facts)

    def _useful(self, found: Lines, stage: str, facts: list[Fact]) -> None:
        """An answer about the talk stands in the row of telling, whatever became of the talk."""
        column = "useful_talk" if stage == "talk" else "useful_feedback"
        rows = [f for f in self.here if f.row["promise"] == "tell"] if stage == "talk" else facts
        answers(found, "stage", stage, "useful", [f.row[column] for f in rows if f.is_told], "yes")

    def _counts(self, found: Lines, section: str, group: str, facts: list[Fact]) -> None:
        counted = [fact for fact in facts if fact.verdict]
        verdicts = Counter(fact.verdict for fact in counted)
        judged = sum(verdicts[name] for name in JUDGED)
        speeds = Counter(speed(fact) for fact in counted)
        found[section, group, "people"] = (str(len(counted)), "")
        for name in ("overdue", "open"):
            found[section, group, name] = (str(verdicts[name]), "")
        for name in ("on_time", "late", "never"):
            found[section, group, name] = (str(verdicts[name]), "") if judged >= 5 else ("", TOO_FEW)
        self._kept(found, section, group, counted)
        for name in ("in_a_day", "in_a_week", "later", "not_yet"):
            found[section, group, name] = (str(speeds[name]), "") if len(counted) >= 5 else ("", TOO_FEW)
            found[section, group, f"{name}_percent"] = percent(speeds[name], len(counted))

    @staticmethod
    def _kept(found: Lines, section: str, group: str, facts: list[Fact]) -> None:
        share(
            found,
            section,
            group,
            "on_time",
            [f for f in facts if f.verdict in JUDGED],
            lambda f: f.verdict == "on_time",
        )

    def _now(self, found: Lines) -> None:
        tell = [fact for fact in self.facts if fact.row["promise"] == "tell"]
        found["now", "tell", "overdue"] = (str(sum(fact.verdict == "overdue" for fact in tell)), "")
        found["now", "tell", "silence"] = (str(sum(fact.is_silent for fact in tell)), "")
        again: Counter[str] = Counter()
        for fact in self.here:
            if fact.row["promise"] == "tell" and fact.row["reopened_at"]:
                again[f"{fact.row['stage']} / {fact.row['reason']}"] += 1
        for group, count in again.items():
            found["reopened", group, "decisions"] = (str(count), "")
        for column, figure in (("guide_notes", "people"), ("sentences_stayed", "sentence_stayed")):
            labels = self._labels(column)
            for label in self._labels("guide_notes"):
                found["guide", label, figure] = (str(labels[label]), "")
        self._not_useful(found)

    def _not_useful(self, found: Lines) -> None:
        told = [fact for fact in self.here if fact.row["promise"] == "tell" and fact.is_told]
        for label in self._labels("guide_notes"):
            noted, others = [], []
            for fact in told:
                (noted if label in fact.row["guide_notes"].split() else others).append(fact.row["useful_feedback"])
            answers(found, "guide", label, "not_useful_with", noted, "no")
            answers(found, "guide", label, "not_useful_without", others, "no")

    def _labels(self, column: str) -> Counter[str]:
        standing = (fact for fact in self.here if not fact.row["taken_back_at"])
        return Counter(label for fact in standing for label in fact.row[column].split())


def speed(fact: Fact) -> str:
    if fact.verdict not in TOLD:
        return "not_yet"
    return "in_a_day" if fact.hours <= 24 else "in_a_week" if fact.hours <= 168 else "later"


def percent(part: int, whole: int) -> tuple[str, str]:
    return (str(int(part * 100 / whole + 1e-9)), "") if whole >= 5 else ("", TOO_FEW)


def share(
    found: Lines, section: str, group: str, name: str, facts: Iterable[Fact], meant: Callable[[Fact], bool]
) -> None:
    facts = list(facts)
    found[section, group, f"{name}_of"] = (str(len(facts)), "")
    found[section, group, f"{name}_percent"] = percent(sum(map(meant, facts)), len(facts))


def answers(found: Lines, section: str, group: str, name: str, said: list[str], meant: str) -> None:
    """Who said nothing is not counted."""
    given = [answer for answer in said if answer]
    part = given.count(meant)
    found[section, group, name] = (str(part), "") if len(given) >= 5 else ("", TOO_FEW)
    found[section, group, f"{name}_of"] = (str(len(given)), "")
    found[section, group, f"{name}_percent"] = percent(part, len(given))


def spread(facts: list[Fact], tenths: int) -> tuple[str, str]:
    """At this place in the queue stands the answer; at least, when it would move if those who wait wait for ever."""
    if len(facts) < 5:
        return ("", TOO_FEW)
    place = -(-len(facts) * tenths // 10) - 1
    soonest = sorted(fact.hours for fact in facts)[place]
    latest = sorted(fact.hours if fact.verdict in TOLD else 10**9 for fact in facts)[place]
    return (str(soonest), "" if soonest == latest else "at least")


def hours_by_colleague(calls: list[dict[str, str]]) -> list[tuple[int, int]]:
    """(minutes, calls), fewest first."""
    minutes, count = defaultdict(int), Counter(call["colleague"] for call in calls)
    for call in calls:
        minutes[call["colleague"]] += int(call["minutes"] or 0)
    return sorted((minutes[name], count[name]) for name in count)
