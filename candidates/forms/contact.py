"""The fields by which we know a candidate: the same words wherever they are filled in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy
from phonenumber_field.formfields import PhoneNumberField


def name_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        error_messages={"required": gettext_lazy("Fill in a name")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=gettext_lazy("Email address"),
        required=False,
        error_messages={"invalid": gettext_lazy("Fill in an email address, such as name@example.org")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def phone_field() -> Any:
    return PhoneNumberField(
        label=gettext_lazy("Phone number"),
        region=settings.PHONENUMBER_DEFAULT_REGION,
        required=False,
        error_messages={"invalid": gettext_lazy("Fill in a phone number, such as 06 12345678 or +32 470 12 34 56")},
        widget=forms.TextInput(attrs={"type": "tel", "class": "w-m", "autocomplete": "off"}),
    )
