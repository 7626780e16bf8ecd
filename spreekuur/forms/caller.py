"""Somebody calls and wants a talk: who it is, how to talk, about what. A name is sent by POST, never in an address."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.forms.plain import PlainForm, card
from candidates.models import Rejection
from spreekuur.models import TOPIC_CHOICES, Day
from spreekuur.rules.talks import WAY_LABELS, Way, Wishes


class CallerForm(PlainForm):
    """`found` are the decisions that the words lead to."""

    unmarked: ClassVar = ("words", "rejection", "way")
    free_texts: ClassVar = ("question",)
    wrappers: ClassVar = {"rejection": "choices", "way": "choices thirds"}
    words = forms.CharField(
        label=gettext_lazy("Who is it?"),
        help_text=gettext_lazy("A name or a mail address."),
        max_length=200,
    )
    rejection = forms.ChoiceField(label=gettext_lazy("Which decision?"), widget=forms.RadioSelect, required=False)
    way = forms.ChoiceField(label=gettext_lazy("How will you talk?"), widget=forms.RadioSelect, required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What does the candidate want to talk about?"),
        choices=TOPIC_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(
        label=gettext_lazy("What does the candidate want to ask?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, day: Day, found: Sequence[Rejection], books: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.books = books
        who: forms.ChoiceField = self.fields["rejection"]  # type: ignore[assignment]  # declared above
        who.choices = [(one.pk, card(one.candidate.name, one.vacancy)) for one in found]
        ways: forms.ChoiceField = self.fields["way"]  # type: ignore[assignment]  # declared above
        ways.choices = [(way, WAY_LABELS[Way(way)]) for way in day.ways]
        if not found:
            for name in ("rejection", "way", "topics", "question"):
                del self.fields[name]
            self.helper.layout = self.layout()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, words in (("rejection", _("Choose who it is")), ("way", _("Choose how you will talk"))):
            if self.books and not cleaned.get(name) and name in self.fields and name not in self.errors:
                self.add_error(name, words)
        return cleaned

    def wishes(self, *, language: str) -> Wishes:
        given = self.cleaned_data
        return Wishes(way=Way(given["way"]), topics=given["topics"], question=given["question"], language=language)
