"""The rhythm of the spreekuur, an extra day, and why a day is cancelled."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm, PlainModelForm
from candidates.models import User
from spreekuur.models import WAY_CHOICES, Rhythm
from spreekuur.models.words import all_ways
from spreekuur.rules.rhythm import Hours

MONTH_CHOICES = [(str(number), name) for number, name in MONTHS.items()]


def clock(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time", "class": "w-s"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Fill in a time, such as 13:00")},
    )


def ways() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("How can people talk?"),
        choices=WAY_CHOICES,
        initial=all_ways,
        widget=forms.CheckboxSelectMultiple,
    )


def people() -> "forms.ModelMultipleChoiceField[User]":
    return forms.ModelMultipleChoiceField(
        User.objects.none(), label=gettext_lazy("Who takes part?"), widget=forms.CheckboxSelectMultiple
    )


def months(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=MONTH_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )


class WithHours:
    """Two times and the people who can be chosen."""

    fields: dict[str, forms.Field]
    add_error: Any
    cleaned_data: dict[str, Any]

    def offer_recruiters(self) -> None:
        colleagues = User.objects.recruiters().order_by("first_name", "last_name", "pk")
        cast("forms.ModelMultipleChoiceField[User]", self.fields["recruiters"]).queryset = colleagues

    def check_hours(self) -> None:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("Choose a time after the beginning"))


class RhythmForm(WithHours, PlainModelForm):
    rows: ClassVar = [("nth", "weekday"), ("starts", "ends", "minutes"), ("when_closed", "months_ahead")]
    starts, ends = clock(gettext_lazy("From")), clock(gettext_lazy("Until"))
    ways, recruiters = ways(), people()
    earlier = months(gettext_lazy("In which months a week earlier?"))
    without = months(gettext_lazy("In which months is there none?"))

    class Meta:
        model = Rhythm
        fields = ("nth", "weekday", "starts", "ends", "minutes", "place", "ways", "when_closed", "months_ahead")

    field_order = (*Meta.fields, "recruiters", "earlier", "without")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_recruiters()

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.check_hours()
        return self.cleaned_data

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def by_month(self) -> Mapping[int, tuple[int, bool]]:
        earlier = {int(month): (-1, False) for month in self.cleaned_data["earlier"]}
        return earlier | {int(month): (0, True) for month in self.cleaned_data["without"]}


class ExtraDayForm(WithHours, PlainForm):
    rows: ClassVar = [("on",), ("starts", "ends", "minutes")]
    on = forms.DateField(
        label=gettext_lazy("On which day?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Fill in a day, such as 4-12-2026")},
    )
    starts, ends = clock(gettext_lazy("From")), clock(gettext_lazy("Until"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each talk"),
        initial=15,
        min_value=5,
        max_value=120,
        widget=forms.NumberInput(attrs={"class": "w-s", "inputmode": "numeric"}),
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    ways, recruiters = ways(), people()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.offer_recruiters()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not self.today <= on or on.year > self.today.year + 2:
            raise forms.ValidationError(_("Choose a day from today on"))
        return on

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.check_hours()
        return self.cleaned_data

    def hours(self) -> Hours:
        given = self.cleaned_data
        return Hours(given["starts"], given["ends"], given["minutes"])
