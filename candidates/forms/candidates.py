from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumber_field.formfields import PhoneNumberField

from candidates.forms.plain import PlainForm
from candidates.models import Candidate
from candidates.queries.candidates import known_person


class CorrectionForm(PlainForm):
    """What is known of a person, put right. A mail that waits for its moment is held when the address changes."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=160, error_messages={"required": gettext_lazy("Fill in a name")}
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        required=False,
        error_messages={"invalid": gettext_lazy("Fill in an email address, such as name@example.org")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneNumberField(
        label=gettext_lazy("Phone number"),
        region=settings.PHONENUMBER_DEFAULT_REGION,
        required=False,
        error_messages={"invalid": gettext_lazy("Fill in a phone number, such as 06 12345678 or +32 470 12 34 56")},
        widget=forms.TextInput(attrs={"type": "tel", "class": "w-m", "autocomplete": "off"}),
    )
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
