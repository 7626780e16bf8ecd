from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.plain import PlainForm


class OwnDayForm(PlainForm):
    prefix = "own"  # stands on one page with the name of the organisation
    day = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a date"), "invalid": _("Choose a date")},
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, error_messages={"required": _("Give the day a name, such as bridge day")}
    )
    rows = (("day", "name"),)


class NamesForm(forms.Form):
    """The holidays that are ticked; drawn by the page as a table of years."""

    closed = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]  # not on every Field
