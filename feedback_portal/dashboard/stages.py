"""One row per stage for the telling, and one for the talks, which are no part of the headline."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.figures.asked import Asked
from candidates.figures.opinions import Opinions
from candidates.figures.promises import TALK, TELL, Counts, PromiseFigures, Spread
from candidates.rules.deadlines import Policy
from candidates.rules.figure_words import promise_words
from candidates.rules.figures import Share
from candidates.rules.stages import STAGE_LABELS, Channel, Stage

NOTHING = Spread()
SPEEDS = ("in_a_day", "in_a_week", "later", "not_yet")


class Speed(NamedTuple):
    name: str
    share: Share


@dataclass(frozen=True)
class StageRow:
    key: str
    kind: str
    stage: str  # for the list behind it; empty: of all stages
    label: Words
    about: str  # what is promised now; each promise is judged by what it was made with
    counts: Counts
    spread: Spread
    useful: Share  # of the candidates who answered that

    @property
    def speeds(self) -> list[Speed]:
        return [Speed(name, self.counts.share(name)) for name in SPEEDS]


def stage_rows(figures: PromiseFigures, said: Opinions, asked: Asked, policy: Policy) -> list[StageRow]:
    rows = [_row(figures, said, stage, policy) for stage in Stage if asked.stage in ("", stage.value)]
    talks, useful = figures.talks(), said.useful_talk()
    if not talks.people and not useful.whole:
        return rows
    about = _("%(promise)s, or on the day the candidate chose") % {"promise": promise_words(policy.talk)}
    spread = figures.spread.get((TALK, ""), NOTHING)
    label = gettext_lazy("Talk of fifteen minutes")
    return [*rows, StageRow(TALK, TALK, asked.stage, label, about, talks, spread, useful)]


def _row(figures: PromiseFigures, said: Opinions, stage: Stage, policy: Policy) -> StageRow:
    key, label, about = stage.value, STAGE_LABELS[stage], promise_words(policy.promises[stage])
    counts, spread = figures.told(key), figures.spread.get((TELL, key), NOTHING)
    return StageRow(key, TELL, key, label, about, counts, spread, said.useful_feedback(key))


def phoned(figures: PromiseFigures) -> Share:
    """Of the people told after an interview: those who heard it by telephone."""
    interview = Stage.INTERVIEW.value
    return Share(figures.channel(Channel.CALL, interview).told, figures.told(interview).told)


def told_after_interview(figures: PromiseFigures) -> Share:
    """Of all people turned down after an interview whose time has come: those who were told."""
    counts = figures.told(Stage.INTERVIEW.value)
    return Share(counts.told, counts.judged)
