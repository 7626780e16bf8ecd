"""What the figures are narrowed to. A filter that makes no sense is left out, never an error page."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.dateformat import format as date_words
from django.utils.functional import Promise as Words
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.figures.asked import EVERYBODY, Asked
from candidates.figures.choices import Choices
from candidates.forms.plain import PlainForm
from candidates.models import User
from candidates.rules import periods
from candidates.rules.benchmarks import BENCHMARKS, Benchmark
from candidates.rules.stages import CHANNEL_LABELS, STAGE_LABELS, Channel, Stage

ALL = ("", gettext_lazy("All"))
PERIODS: dict[str, Words] = {
    periods.THREE_MONTHS: gettext_lazy("The last three months"),
    periods.TWELVE_MONTHS: gettext_lazy("The last twelve months"),
    periods.THIS_YEAR: gettext_lazy("This year"),
    periods.LAST_YEAR: gettext_lazy("Last year"),
    periods.ALL: gettext_lazy("All years"),
}


class FigureFilter(PlainForm):
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    department = forms.TypedChoiceField(label=gettext_lazy("Department"), coerce=int, empty_value=None, required=False)
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"), choices=[ALL, *((s.value, STAGE_LABELS[s]) for s in Stage)], required=False
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How it was told"),
        choices=[ALL, *((c.value, CHANNEL_LABELS[c]) for c in (Channel.MAIL, Channel.CALL))],
        required=False,
    )
    person = forms.ChoiceField(label=gettext_lazy("Whose"), required=False)

    unmarked: ClassVar = ("period", "department", "stage", "channel", "person")

    def __init__(self, data: Any, *, reader: User, choices: Choices, today: date) -> None:
        super().__init__(data)
        self.today, self.reader = today, reader
        self._offer("period", _periods(today, also=self.data.get("period", "")))
        named = [(str(pk), name or _("Without a department")) for pk, name in choices.departments.items()]
        self._offer("department", [ALL, *named])
        self._offer("person", _people(reader, choices))
        if not reader.is_hr_manager and not reader.is_recruiter:
            del self.fields["person"]

    def asked(self, person: int | None) -> Asked:
        given = self._given()
        period = periods.period(given.get("period") or periods.THIS_MONTH, self.today)
        return Asked(
            period,
            department=given.get("department"),
            stage=given.get("stage", ""),
            channel=given.get("channel", ""),
            person=person,
        )

    @property
    def chosen_words(self) -> list[str]:
        """The labels of the answers given, without the period."""
        given = self._given()
        bound = ((self.fields[name], given.get(name)) for name in self.fields if name != "period")
        labels = [dict(field.choices).get(str(value)) for field, value in bound if value not in ("", None)]  # type: ignore[attr-defined]  # not on every Field
        return [str(label) for label in labels if label]

    @property
    def wanted_person(self) -> str:
        return str(self._given().get("person", ""))

    def _given(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    def _offer(self, name: str, offered: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = offered  # type: ignore[attr-defined]  # not on every Field


def readable(data: Mapping[str, Any], **given: Any) -> FigureFilter:
    """The filter with the answers that mean something: a strange address is a page like any other, not a mistake."""
    form = FigureFilter(data, **given)
    if form.is_valid():
        return form
    return FigureFilter({name: value for name, value in data.items() if name not in form.errors}, **given)


def month_words(month: date) -> str:
    return capfirst(date_words(month, "F Y"))


def _periods(today: date, *, also: str) -> list[tuple[str, Any]]:
    """`also` is a month that somebody came from: the list of a chart, or a mail of long ago."""
    this, last = (periods.period(key, today).first for key in (periods.THIS_MONTH, periods.LAST_MONTH))
    months = [(periods.THIS_MONTH, month_words(this)), (periods.LAST_MONTH, month_words(last))]
    older = [(f"{month:%Y-%m}", month_words(month)) for month in periods.recent_months(today)]
    came_from = periods.period(also, today)
    if came_from.key == also and periods.MONTH.fullmatch(also) and (also, month_words(came_from.first)) not in older:
        older.append((also, month_words(came_from.first)))
    return [*months, *PERIODS.items(), (str(_("Earlier months")), older)]


def _people(reader: User, choices: Choices) -> list[tuple[str, Any]]:
    if reader.is_hr_manager:
        return [("", _("Everybody")), *((str(pk), name) for pk, name in choices.people.items())]
    return [("", _("My own figures")), (EVERYBODY, _("The whole organisation"))]


class BenchmarksForm(PlainForm):
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("Show these lines"), widget=forms.CheckboxSelectMultiple, required=False
    )
    unmarked: ClassVar = ("shown",)

    def __init__(self, data: Any = None, *, off: list[str]) -> None:
        super().__init__(data, initial={"shown": [line.id for line in BENCHMARKS if line.id not in off]})
        self.fields["shown"].choices = [(line.id, source_words(line)) for line in BENCHMARKS]  # type: ignore[attr-defined]  # not on every Field

    @property
    def off(self) -> list[str]:
        return [line.id for line in BENCHMARKS if line.id not in self.cleaned_data["shown"]]


def source_words(line: Benchmark) -> str:
    return _("%(label)s: %(percent)s%%. %(about)s, %(region)s, %(year)s. Source: %(source)s") % vars(line)
