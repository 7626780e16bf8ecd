"""Inviting a colleague, giving a role, handing over, and what the invited person fills in."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.account import AccountForm
from candidates.forms.plain import PlainForm, card
from candidates.models import Role, User

WHAT_ROLES_DO = {
    Role.RECRUITER: gettext_lazy("Logs rejections and gives feedback"),
    Role.HR_MANAGER: gettext_lazy("Reads everything, hands over work, sees all figures"),
    Role.ADMINISTRATOR: gettext_lazy("People, settings and texts; sees no candidates"),
    Role.READ_ONLY: gettext_lazy("Figures only, without persons"),
}
ROLE_CARDS = [(role.value, card(role.label, words)) for role, words in WHAT_ROLES_DO.items()]
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]


def role_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLE_CARDS, widget=forms.RadioSelect)


class InviteForm(PlainForm):
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("The invitation goes here. It is also the name to log in with."),
        error_messages={"required": gettext_lazy("Fill in an email address")},
    )
    first_name = forms.CharField(
        label=gettext_lazy("First name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Fill in a first name")},
    )
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=120, required=False)
    role = role_field()
    language = forms.ChoiceField(label=gettext_lazy("Language of the invitation"), choices=LANGUAGES)

    rows: ClassVar = [("first_name", "last_name")]
    wrappers: ClassVar = {"role": "choices twos"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Role.RECRUITER
        self.fields["language"].widget.attrs["class"] = "w-m"

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=address).exists():
            raise ValidationError(taken())
        return address


def taken() -> str:
    return _("A colleague has this address already. Look in the list.")


class RoleForm(PlainForm):
    role = role_field()
    wrappers: ClassVar = {"role": "choices twos"}


class AcceptForm(AccountForm):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["language"].widget.attrs["class"] = "w-m"

    def whose(self) -> User:
        return self.user
