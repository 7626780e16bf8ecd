"""The standard sentences around the three points."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.rules.first_sentence import tells_the_decision
from candidates.rules.placeholders import unknown
from candidates.rules.stages import Stage
from candidates.rules.standard_texts import StandardText


class LetterTextForm(PlainForm):
    opening = forms.CharField(
        label=gettext_lazy("Opening"),
        help_text=gettext_lazy("The greeting and the decision. After it come the three points."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "human"}),
    )
    invitation = forms.CharField(
        label=gettext_lazy("Invitation to talk"),
        help_text=gettext_lazy("Below it stands the button with the personal link."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "human"}),
    )
    closing = forms.CharField(
        label=gettext_lazy("Closing"),
        help_text=gettext_lazy("Below it stand name, job title and phone number of who sends it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "human"}),
    )
    version = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, stage: Stage, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage, self.language = stage, language

    def layout(self) -> Layout:
        """The page prints the version itself: it is that of the text now, also after somebody else changed it."""
        return Layout("opening", "invitation", "closing")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("opening", "invitation", "closing"):
            for strange in unknown(str(cleaned.get(name, "")))[:1]:
                self.add_error(name, _("“%(strange)s” cannot be filled in. Check the braces.") % {"strange": strange})
        if self.stage is Stage.LATE_STAGE and not tells_the_decision(str(cleaned.get("opening", "")), self.language):
            self.add_error("opening", _("Tell the decision in the first sentence after the greeting."))
        return cleaned

    @property
    def words(self) -> StandardText:
        given = {name: self.cleaned_data.get(name, "") for name in ("opening", "invitation", "closing")}
        return StandardText(**{name: str(text).replace("\r\n", "\n").strip() for name, text in given.items()})
