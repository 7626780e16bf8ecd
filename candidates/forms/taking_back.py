from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.plain import PlainForm


class TakeBackForm(PlainForm):
    """Once the candidate has heard the decision, taking it back needs a reason."""

    free_texts: ClassVar = ("why",)
    why = forms.CharField(
        label=_("Why do you reopen this decision?"),
        help_text=_("It stays in the record."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down why: the candidate has heard the decision")},
    )

    def __init__(self, *args: Any, was_heard: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_heard:
            del self.fields["why"]
            self.helper.layout = self.layout()
