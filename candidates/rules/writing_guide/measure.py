"""Measure the guide on a labelled corpus: per label how often it is right, and how often it cries wolf."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from candidates.rules.writing_guide.findings import LABELS, labels_of
from candidates.rules.writing_guide.guide import check

HELD_OUT_PER_HUNDRED = 30


def is_held_out(identity: str) -> bool:
    """Whether a text serves only to measure on. Fixed by its id, so nobody can choose."""
    return int(hashlib.sha256(identity.encode()).hexdigest()[:8], 16) % 100 < HELD_OUT_PER_HUNDRED


@dataclass
class Tally:
    """Counts per label; `optional` labels are neither missed nor false."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    clean: int = 0
    alarmed: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        wanted = set(row["labels"])
        found = set(labels_of(check(row["text"], row["lang"], stage=row.get("stage"))))
        found -= set(row.get("optional", [])) - wanted
        self.right.update(found & wanted)
        self.false.update(found - wanted)
        self.missed.update(wanted - found)
        self.texts += 1
        self.clean += not wanted
        self.alarmed += bool(found) and not wanted

    def precision(self, labels: Iterable[str] = LABELS) -> float | None:
        return _share(_sum(self.right, labels), _sum(self.false, labels))

    def recall(self, labels: Iterable[str] = LABELS) -> float | None:
        return _share(_sum(self.right, labels), _sum(self.missed, labels))

    def f1(self) -> float | None:
        right = 2 * self.right.total()
        return _share(right, self.false.total() + self.missed.total())

    def alarms(self) -> float | None:
        return _share(self.alarmed, self.clean - self.alarmed)


def _sum(counts: Counter[str], labels: Iterable[str]) -> int:
    return sum(counts[label] for label in labels)


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None


def tally(rows: Iterable[Mapping[str, Any]], *, held_out: bool) -> Tally:
    counted = Tally()
    for row in rows:
        if is_held_out(row["id"]) == held_out:
            counted.add(row)
    return counted


def table(name: str, counted: Tally) -> str:
    """One file's figures as a table in Markdown."""
    lines = [
        f"### {name} ({counted.texts} texts, {counted.clean} clean)",
        "",
        "| label | right | false | missed | precision | recall |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(label, counted) for label in LABELS if _sum(counted.right + counted.false + counted.missed, [label])]
    lines.append(
        f"| **all** | {counted.right.total()} | {counted.false.total()} | {counted.missed.total()} "
        f"| **{_shown(counted.precision())}** | **{_shown(counted.recall())}** |"
    )
    lines += ["", f"F1 {_shown(counted.f1())}; any alarm on {counted.alarmed} of {counted.clean} clean texts."]
    return "\n".join(lines)


def _row(label: str, counted: Tally) -> str:
    shares = f"{_shown(counted.precision([label]))} | {_shown(counted.recall([label]))}"
    return f"| {label} | {counted.right[label]} | {counted.false[label]} | {counted.missed[label]} | {shares} |"


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"
