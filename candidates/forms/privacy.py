"""What HR writes at the desk for privacy: an answer, and why somebody's data are kept longer."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.rules.holds import latest_end, may_end


class AnswerForm(PlainForm):
    """Goes to the candidate as it stands, and is kept with the question."""

    also_looked_at: ClassVar = ("words",)
    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The greeting and your name come with it. Write what we did, and when."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7, "class": "human"}),
        error_messages={"required": gettext_lazy("Write what you answer")},
    )
    let_go = forms.BooleanField(
        label=gettext_lazy("Hold the data no longer for this complaint"),
        help_text=gettext_lazy("Then the usual term counts again, and nothing is removed within a week."),
        required=False,
    )

    def __init__(self, *args: Any, is_held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_held:
            del self.fields["let_go"]


class HoldForm(PlainForm):
    free_texts: ClassVar = ("why",)
    why = forms.CharField(
        label=gettext_lazy("Why must this be kept?"),
        help_text=gettext_lazy("For example: a complaint, or a case before a judge."),
        max_length=300,
        error_messages={"required": gettext_lazy("Write down why, in a few words")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("The last day. At most a year from today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose the last day")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": latest_end(today).isoformat()}

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not may_end(until, self.today):
            latest = date_words(latest_end(self.today), "j F Y")
            raise forms.ValidationError(_("Choose a day from today up to %(day)s") % {"day": latest})
        return until
