"""What the spreekuur yields and what it costs, as the page shows it."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from candidates.rules.figures import Share
from feedback_portal.dashboard.words import hours_words
from spreekuur.figures.funnel import STEPS, Funnel, Funnels
from spreekuur.figures.hours import Hours

LABELS: dict[str, Words] = {
    "invited": _("Invited"),
    "booked": _("Talk booked"),
    "came": _("Came"),
    "reopened": _("Reopened after the talk"),
    "hired": _("Hired"),
}
OF_BEFORE: dict[str, Words] = {
    "booked": _("of the invited"),
    "came": _("of those who booked"),
    "reopened": _("of the talks"),
    "hired": _("of the reopened"),
}


EVER = "ever_"  # before the name of a step: since the beginning


@dataclass(frozen=True)
class Step:
    key: str
    label: Words
    cohort: Funnel
    ever: Funnel

    @property
    def here(self) -> int:
        return int(getattr(self.cohort, self.key))

    @property
    def always(self) -> int:
        return int(getattr(self.ever, self.key))

    @property
    def of_invited(self) -> Share:
        return self.cohort.of_invited(self.key)

    @property
    def before(self) -> Share | None:
        return self.cohort.of_step_before(self.key) if self.key != STEPS[0] else None

    @property
    def ever_key(self) -> str:
        return f"{EVER}{self.key}"

    @property
    def key_before(self) -> str:
        return STEPS[STEPS.index(self.key) - 1]

    @property
    def before_words(self) -> Words:
        return OF_BEFORE[self.key]


def steps(funnels: Funnels) -> list[Step]:
    return [Step(key, LABELS[key], funnels.cohort, funnels.ever) for key in STEPS]


@dataclass(frozen=True)
class Work:
    """Hours of each colleague, the spreekuur and calls apart."""

    people: list[Hours]
    article: tuple[float, float]

    @property
    def talking(self) -> list[float]:
        return [_hours(row.talking) for row in self.people if row.talks]

    @property
    def calling(self) -> list[float]:
        return [_hours(row.calling) for row in self.people if row.calls]

    @property
    def talking_words(self) -> str:
        return hours_words(self.talking)

    @property
    def calling_words(self) -> str:
        return hours_words(self.calling)

    @property
    def talking_mean(self) -> float:
        return sum(self.talking) / len(self.talking)

    @property
    def calling_mean(self) -> float:
        return sum(self.calling) / len(self.calling)

    @property
    def rows(self) -> list[tuple[float, float]]:
        """(spreekuur, calls) of each, in hours."""
        return [(_hours(row.talking), _hours(row.calling)) for row in self.people]


def _hours(minutes: int) -> float:
    return round(minutes / 60, 1)
