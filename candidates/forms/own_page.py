"""What a candidate says and asks on their own page."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm
from candidates.models import Asks, Opinion, Useful

WORDS = {
    Asks.CORRECT: (
        gettext_lazy("What is not right, and what must it be?"),
        gettext_lazy("For example your name, your number, or something we wrote about you."),
        gettext_lazy("Write what is not right"),
    ),
    Asks.OBJECT: (
        gettext_lazy("What do you not want us to do with your data?"),
        gettext_lazy("If there is a reason, you may write it down."),
        gettext_lazy("Write what you do not want"),
    ),
    Asks.COMPLAINT: (
        gettext_lazy("What is your complaint about?"),
        gettext_lazy("Write what happened, and what you would like us to do."),
        gettext_lazy("Write what your complaint is about"),
    ),
}


class OpinionForm(PlainForm):
    """`about` is in the ids of its fields: two of these may stand on one page."""

    wrappers: ClassVar = {"useful": "choices thirds"}
    useful = forms.ChoiceField(
        choices=Useful.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer")},
    )
    why = forms.CharField(
        label=gettext_lazy("What could have been better?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, about: str, opinion: Opinion | None = None) -> None:
        said = {"useful": opinion.useful, "why": opinion.why} if opinion else None
        super().__init__(data, initial=said, auto_id=f"id_{about}_%s")
        self.fields["useful"].label = QUESTIONS[about]


QUESTIONS = {
    "feedback": gettext_lazy("Was this feedback useful to you?"),
    "talk": gettext_lazy("Was this talk useful to you?"),
}


class DataRequestForm(PlainForm):
    what = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, data: Any = None, *, asks: Asks) -> None:
        super().__init__(data)
        field = self.fields["what"]
        field.label, field.help_text, field.error_messages["required"] = WORDS[asks]


class ConsentForm(PlainForm):
    work = forms.CharField(
        label=gettext_lazy("For what work may we think of you?"),
        help_text=gettext_lazy("For example: planner, or everything in the laboratory."),
        required=False,
        max_length=200,
    )


class LostLinkForm(PlainForm):
    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy("The address that you used for your application."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Fill in your email address"),
            "invalid": gettext_lazy("Fill in a full email address, such as name@example.org"),
        },
    )
