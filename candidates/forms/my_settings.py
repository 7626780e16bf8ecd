from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.plain import PlainModelForm
from candidates.models import User


class MySettingsForm(PlainModelForm):
    """Name, how candidates reach me, language, light or dark; for HR the mail with the figures."""

    rows: ClassVar = [("first_name", "last_name"), ("job_title", "phone")]
    wrappers: ClassVar = {"theme": "choices thirds", "language": "choices twos"}

    class Meta:
        model = User
        fields = ("first_name", "last_name", "job_title", "phone", "language", "theme", "monthly_report")
        widgets: ClassVar = {"language": forms.RadioSelect, "theme": forms.RadioSelect}
        help_texts: ClassVar = {
            "job_title": _("Stands under your letters."),
            "phone": _("Stands in letters to candidates, so that they can call you."),
            "monthly_report": _("On the first day of a month, about the month before."),
        }
        error_messages: ClassVar = {"first_name": {"required": _("Fill in your first name")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, what in (("first_name", "given-name"), ("last_name", "family-name"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = what
        if not self.instance.is_hr_manager:
            del self.fields["monthly_report"]
