"""What others measured, to lay beside our own figures. A line without source, year and region does not stand here."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Benchmark:
    """`ours` names the figure of ours it stands beside; less is better where the line is about failing."""

    id: str
    ours: str
    label: Words
    percent: int
    about: Words
    region: Words
    year: int
    source: str


WITHIN_A_WEEK, NOT_YET, PHONED, TOLD_AFTER_INTERVIEW = "week", "not_yet", "phoned", "interview"

BENCHMARKS = (
    Benchmark(
        "week-nl-2017", WITHIN_A_WEEK, _("Answer within a week"), 46,
        _("500 large organisations, applications"), _("the Netherlands"), 2017, "Digitaal-Werven",
    ),
    Benchmark(
        "silence-nl-2017", NOT_YET, _("Applications without an answer"), 21,
        _("500 large organisations, applications"), _("the Netherlands"), 2017, "Digitaal-Werven",
    ),
    Benchmark(
        "silence-emea-2023", NOT_YET, _("Still without an answer"), 70,
        _("candidates who had heard nothing one to two months after applying"),
        _("Europe, Middle East, Africa"), 2023, "Talent Board",
    ),
    Benchmark(
        "phone-na-2018", PHONED, _("Phoned after an interview"), 10,
        _("candidates who were turned down after an interview"), _("North America"), 2018, "Talent Board",
    ),
    Benchmark(
        "interview-be-2018", TOLD_AFTER_INTERVIEW, _("Personal feedback after an interview"), 14,
        _("candidates"), _("Belgium"), 2018, "Robert Half",
    ),
)  # fmt: skip
BY_ID = {line.id: line for line in BENCHMARKS}
