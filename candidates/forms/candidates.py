from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.contact import email_field, name_field, phone_field
from candidates.forms.plain import PlainForm
from candidates.models import Candidate
from candidates.queries.candidates import known_person


class CorrectionForm(PlainForm):
    """What is known of a person, put right. A mail that waits for its moment is held when the address changes."""

    name, email, phone = name_field(), email_field(), phone_field()
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do we write?"), choices=[("nl", "Nederlands"), ("en", "English")]
    )
    no_more_calls = forms.BooleanField(label=gettext_lazy("Does not want to be called again"), required=False)

    rows: ClassVar = (("name", "email"),)

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        self.candidate = candidate
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).lower()
        other = known_person(name="", email=address, phone="") if address else None
        if other and other != self.candidate:
            raise forms.ValidationError(_("This address belongs to somebody else we know. Check it"))
        if not address and self.candidate.email:
            raise forms.ValidationError(_("Fill in an address: without one no mail can reach this person"))
        return address

    def clean_phone(self) -> str:
        return str(self.cleaned_data["phone"] or "")


class AnsweredCorrectionForm(CorrectionForm):
    """The same for HR, when this person asked for it and waits for an answer: both in one press."""

    also_looked_at: ClassVar = ("words",)
    answers = forms.BooleanField(label=gettext_lazy("Answer their question at once"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The greeting and your name come with it. Write what we did, and when."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "human"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answers") and not cleaned.get("words", "").strip():
            self.add_error("words", _("Write what you answer"))
        return cleaned

    @property
    def answer(self) -> str:
        """Empty when the question stays open."""
        return str(self.cleaned_data["words"]) if self.cleaned_data["answers"] else ""
