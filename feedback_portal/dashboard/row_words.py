"""What stands in the rows behind the figures by its id, in the words of whoever takes them along.

An id that no word is known for (of some earlier version) stays as it is. Moments and numbers are the same in every
language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise as Words

from candidates.models import CallOutcome, DeadlineKind, StopReason, Useful
from candidates.rules.guide_words import SUBJECTS
from candidates.rules.reasons import REASONS
from candidates.rules.stages import CHANNEL_LABELS, STAGE_LABELS
from feedback_portal.dashboard.file_words import GROUPS, SECTIONS
from spreekuur.rules.talks import OUTCOME_LABELS

BETWEEN = "; "  # labels of the guide in one cell
Said = Mapping[str, Words | str]
CHANNELS: Said = {channel.value: label for channel, label in CHANNEL_LABELS.items()}
ANSWERS: Said = {answer.value: answer.label for answer in Useful}
NOTES: Said = {label: subject.title for label, subject in SUBJECTS.items()}
ONE: dict[str, Said] = {
    "promise": {kind.value: GROUPS[kind.value] for kind in DeadlineKind},
    "stage": {stage.value: label for stage, label in STAGE_LABELS.items()},
    "reason": {reason.id: reason.label for reason in REASONS},
    "told_by": CHANNELS,
    "owed_by": CHANNELS,
    "stopped_why": {why.value: why.label for why in StopReason},
    "useful_feedback": ANSWERS,
    "useful_talk": ANSWERS,
    "work": {"call": GROUPS["call"], "spreekuur": SECTIONS["spreekuur"]},
    "outcome": {outcome.value: outcome.label for outcome in CallOutcome}
    | {outcome.value: label for outcome, label in OUTCOME_LABELS.items()},
}
MORE: dict[str, Said] = {"guide_notes": NOTES, "sentences_stayed": NOTES}
Row = Sequence[Any]


def in_words(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Words are looked up now, in the language of the reader; rows come when they are sent."""
    said = [(place, _cell(name)) for place, name in enumerate(columns) if name in ONE or name in MORE]
    return (_row(row, said) for row in rows)


def _cell(column: str) -> Callable[[str], str]:
    words = {key: str(label) for key, label in (ONE.get(column) or MORE[column]).items()}
    if column in ONE:
        return lambda value: words.get(value, value)
    return lambda value: BETWEEN.join(words.get(label, label) for label in value.split())


def _row(row: Row, said: Sequence[tuple[int, Callable[[str], str]]]) -> Row:
    cells = list(row)
    for place, words in said:
        if cells[place]:
            cells[place] = words(cells[place])
    return cells
