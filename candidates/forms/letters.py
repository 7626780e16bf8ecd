"""Small answers about a letter that stopped somewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.plain import PlainForm


class AddressForm(PlainForm):
    address = forms.EmailField(
        label=_("To which address?"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "w-m"}),
        error_messages={"invalid": _("Fill in an email address, such as name@example.org")},
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).strip().lower()
