"""Where there is no spreekuur: want feedback? One question, and we answer it."""

from django import forms
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm


class RequestForm(PlainForm):
    what = forms.CharField(
        label=gettext_lazy("What would you like to know?"),
        help_text=gettext_lazy("One or two sentences are enough."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write what you would like to know")},
    )
