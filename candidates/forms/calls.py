"""What a recruiter writes down during a call or a talk. What is needed depends on how it went."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.moments import WallClockField
from candidates.forms.plain import PlainForm
from candidates.models import Candidate, WhyWritten
from candidates.rules.workdays import AmbiguousTime, NonexistentTime, read_wall_clock

POINTS = ("went_well", "why_not", "advice")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "human"})


class PointsForm(PlainForm):
    """The three points: needed only when the person was reached (`told=True`)."""

    unmarked: ClassVar = POINTS
    free_texts: ClassVar = POINTS
    went_well = forms.CharField(label=gettext_lazy("What went well"), required=False, max_length=4000, widget=area(2))
    why_not = forms.CharField(label=gettext_lazy("Why not this job"), required=False, max_length=4000, widget=area(3))
    advice = forms.CharField(label=gettext_lazy("One piece of advice"), required=False, max_length=4000, widget=area(2))

    def __init__(self, *args: Any, told: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in POINTS if self.told else ():
            if not cleaned.get(name):
                self.add_error(name, _("Fill in: %(label)s") % {"label": self.fields[name].label})
        return cleaned


class AfterForm(PlainForm):
    """What is left to write down when the line is closed."""

    free_texts: ClassVar = ("note",)
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"),
        required=False,
        min_value=0,
        max_value=240,
        widget=forms.NumberInput(attrs={"class": "w-s", "min": 0, "inputmode": "numeric"}),
    )
    note = forms.CharField(
        label=gettext_lazy("What do you want to remember?"),
        help_text=gettext_lazy("Write nothing about health or religion."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    promised = forms.BooleanField(
        label=gettext_lazy("I promised to mail the three points today"),
        help_text=gettext_lazy("Then it stands on your list until the close of this day. You send it yourself."),
        required=False,
        initial=True,
    )
    no_more_calls = forms.BooleanField(label=gettext_lazy("Do not call again, go on by mail"), required=False)

    def __init__(self, *args: Any, candidate: Candidate, is_call: bool, **kwargs: Any) -> None:
        """Only what can still be ticked is asked."""
        super().__init__(*args, **kwargs)
        if not is_call or not candidate.email:
            del self.fields["promised"]
        if not is_call or candidate.no_more_calls:
            del self.fields["no_more_calls"]


class RouteForm(PlainForm):
    """Why a decision that was owed by telephone goes out in writing. Needed only when that is chosen."""

    unmarked: ClassVar = ("why",)
    free_texts: ClassVar = ("details",)
    why = forms.ChoiceField(
        label=gettext_lazy("Why do you write?"), choices=WhyWritten.choices, required=False, widget=forms.RadioSelect
    )
    details = forms.CharField(label=gettext_lazy("Anything to add?"), required=False, max_length=300)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed

    def clean_why(self) -> str:
        why: str = self.cleaned_data["why"]
        if self.needed and not why:
            raise forms.ValidationError(_("Choose why you write"))
        return why


class MomentForm(PlainForm):
    """The day and hour of a talk that was agreed on, on the organisation's clock."""

    unmarked: ClassVar = ("moment",)
    moment = WallClockField(label=gettext_lazy("When will you talk?"), required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.needed = zone, now, needed

    def clean_moment(self) -> datetime | None:
        typed: datetime | None = self.cleaned_data["moment"]
        if typed is None:
            if self.needed:
                raise forms.ValidationError(_("Fill in the day and the time you agreed on"))
            return None
        return self._later_than_now(self._on_our_clock(typed))

    def _on_our_clock(self, typed: datetime) -> datetime:
        try:
            return read_wall_clock(typed, self.zone)
        except NonexistentTime as skipped:
            raise forms.ValidationError(_("The clock skips this hour that night. Choose another time.")) from skipped
        except AmbiguousTime as double:
            raise forms.ValidationError(
                _("The clock shows this hour twice that night. Choose another time.")
            ) from double

    def _later_than_now(self, moment: datetime) -> datetime:
        if moment <= self.now:
            raise forms.ValidationError(_("Choose a moment that is still to come"))
        return moment
