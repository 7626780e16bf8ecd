"""Looking through the talent pool, and writing to one of them."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.filters import LONGEST
from candidates.forms.plain import PlainForm
from candidates.rules.talent_pool import LONGEST_MESSAGE


class PoolSearch(PlainForm):
    unmarked: ClassVar = ("q",)
    q = forms.CharField(
        label=_("Name, work or vacancy"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
        required=False,
    )


class PoolMessageForm(PlainForm):
    """A few lines of one's own, to one person."""

    also_looked_at: ClassVar = ("words",)
    words = forms.CharField(
        label=_("Your message"),
        help_text=_("Three lines are enough: which work, why you thought of them, and what they can do."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "human"}),
        error_messages={"required": _("Write what you want to say")},
    )
