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
