"""The first page: as little as an installation needs to begin. Everything else has a default and can wait."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.account import AccountForm
from candidates.forms.organisation.sections import Section
from candidates.forms.plain import PlainForm, card
from candidates.models import Organisation, User
from candidates.rules.workdays import dutch_closed_days


class SenderForm(Section):
    key, title = "sender", gettext_lazy("From whom do letters come?")
    rows: ClassVar = [("sender_name", "sender_address")]
    explain: ClassVar = {
        "sender_name": gettext_lazy("Empty: the name of the organisation."),
        "sender_address": gettext_lazy("Your mail server must be allowed to send from it."),
    }

    class Meta:
        model = Organisation
        fields = ("sender_name", "sender_address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sender_address"].required = True
        self.fields["sender_address"].label = _("Address of the sender")
        self.fields["sender_address"].error_messages["required"] = _("Fill in the address letters come from")


class ClosedDaysForm(PlainForm):
    closed = forms.MultipleChoiceField(
        label=gettext_lazy("On which holidays is the organisation closed?"),
        help_text=gettext_lazy("Working days are counted without them. You can add days of your own later."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unmarked: ClassVar = ("closed",)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = _holidays(today)
        offered = [(name, card(name, words)) for name, words in names.items()]
        self.fields["closed"].choices = offered  # type: ignore[attr-defined]  # not on every Field
        self.fields["closed"].initial = list(names)


class AdministratorForm(AccountForm):
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("You log in with it. The test mail goes here."),
        error_messages={"required": gettext_lazy("Fill in your email address")},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    field_order = ["first_name", "last_name", "email"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def whose(self) -> User:
        return User(**{name: self.cleaned_data.get(name, "") for name in ("email", "first_name", "last_name")})


LONGEST_CODE = 40  # characters


class CodeForm(PlainForm):
    code = forms.CharField(
        label=gettext_lazy("Code of this installation"),
        help_text=gettext_lazy("It stands in the terminal. In production this shows it: python manage.py first_admin"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "w-m"}),
        error_messages={"required": gettext_lazy("Fill in the code")},
    )


def _holidays(today: date) -> dict[str, str]:
    """Names in the order of the calendar, each with its day this year or the next time."""
    coming: dict[str, date] = {}
    for day, name in sorted(dutch_closed_days(range(today.year, today.year + 6)).items()):
        coming.setdefault(name, day)
    ordered = sorted(coming.items(), key=lambda item: (item[1].month, item[1].day))
    return {name: _day(day) for name, day in ordered}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
