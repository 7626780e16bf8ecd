"""Our figures beside what others measured, each line with its source."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from candidates.figures.promises import PromiseFigures
from candidates.rules.benchmarks import BENCHMARKS, NOT_YET, PHONED, TOLD_AFTER_INTERVIEW, WITHIN_A_WEEK, Benchmark
from candidates.rules.figures import Share
from feedback_portal.dashboard.stages import phoned, told_after_interview


def _within_a_week(figures: PromiseFigures) -> Share:
    counts = figures.told()
    return Share(counts.in_a_day + counts.in_a_week, counts.judged)


def _not_yet(figures: PromiseFigures) -> Share:
    counts = figures.told()
    return Share(counts.never + counts.overdue, counts.judged)


OURS: dict[str, Callable[[PromiseFigures], Share]] = {
    WITHIN_A_WEEK: _within_a_week,
    NOT_YET: _not_yet,
    PHONED: phoned,
    TOLD_AFTER_INTERVIEW: told_after_interview,
}


@dataclass(frozen=True)
class Beside:
    line: Benchmark
    ours: Share


def beside_others(figures: PromiseFigures, *, off: Collection[str]) -> list[Beside]:
    return [Beside(line, OURS[line.ours](figures)) for line in BENCHMARKS if line.id not in off]
